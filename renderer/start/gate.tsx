import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { AppState } from '../../shared/contract/shapes.ts';
import { useConnection } from '../client/connection.ts';
import { CoveredContext } from '../frame/covered.ts';
import { router } from '../router.tsx';
import { useAppState } from '../state/app-state.ts';
import { DirectoryProvider } from '../state/directory.tsx';
import { AbsentScreen } from './absent-screen.tsx';
import { Banner } from './banner.tsx';
import { Cover } from './cover.tsx';
import { FailedPanel } from './failed-panel.tsx';
import { type GateView, gateView } from './gate-view.ts';
import { LockedPanel } from './locked-panel.tsx';
import { Plain } from './plain.tsx';
import { Waiting } from './waiting.tsx';

/**
 * Lets the clerk to the work as soon as an office is open. Once it was, the work stays mounted whatever happens to the
 * office or the connection: what is typed is still there when they are back.
 */
export function Gate() {
  const { value: state } = useAppState();
  const { state: connection } = useConnection();
  const [view, setView] = useState<GateView>({ work: undefined, panel: { phase: 'opening' } });
  const next = state ? gateView(view, state) : view;
  if (next !== view) setView(next);

  const { work, panel } = next;
  const absent = panel?.phase === 'absent';
  useEffect(() => {
    // The next office starts at its first screen, not where one left the one before.
    if (!absent) return;
    router.history.replace('/');
    // Nothing of the router is on the screen now: it has to be told.
    void router.load();
  }, [absent]);
  if (work === undefined) return <Panel state={panel} known={state !== undefined} />;
  const covered = panel?.phase === 'locked' || panel?.phase === 'failed';
  return (
    <CoveredContext value={covered}>
      <div inert={covered} style={{ height: '100%' }}>
        <DirectoryProvider key={work} waiting={<Waiting word="start.opening" />}>
          <RouterProvider router={router} />
        </DirectoryProvider>
      </div>
      {covered && (
        <Cover>
          <Panel state={panel} known />
        </Cover>
      )}
      {connection === 'lost' && <Banner word="app.connection.lost" later="app.connection.lostLong" />}
      {connection !== 'lost' && panel?.phase === 'opening' && <Banner word="app.connection.opening" />}
    </CoveredContext>
  );
}

function Panel({ state, known }: { state: AppState | undefined; known: boolean }) {
  switch (state?.phase) {
    case 'absent':
      return <AbsentScreen vault={state.vault} />;
    case 'locked':
      return (
        <Plain>
          <LockedPanel demo={state.demo} />
        </Plain>
      );
    case 'failed':
      return (
        <Plain>
          <FailedPanel problem={state.problem} detail={state.detail} demo={state.demo} />
        </Plain>
      );
    case 'ready':
    case 'opening':
    case undefined:
      return <Waiting word={known ? 'start.opening' : 'start.connecting'} />;
  }
}
