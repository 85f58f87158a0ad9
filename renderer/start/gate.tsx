import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { AppState } from '../../shared/contract/shapes.ts';
import { askAgain, useConnection } from '../client/connection.ts';
import { CoveredContext } from '../frame/covered.ts';
import { SessionContext, useSessionView } from '../people/session.ts';
import { SignInPanel } from '../people/sign-in-panel.tsx';
import { useTouch } from '../people/use-touch.ts';
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
import { StepPanel } from './step-panel.tsx';
import { Waiting } from './waiting.tsx';
import { WorkLayer } from './work-layer.tsx';

/**
 * Lets the clerk to the work as soon as an office is open. Once it was, the work stays mounted whatever happens to the
 * office or the connection: what is typed is still there when they are back.
 */
export function Gate() {
  const { value: state } = useAppState();
  const { state: connection } = useConnection();
  const [view, setView] = useState<GateView>({ work: undefined, panel: { phase: 'opening' }, step: undefined });
  const next = state ? gateView(view, state) : view;
  if (next !== view) setView(next);

  const { work, panel, step } = next;
  const absent = panel?.phase === 'absent';
  useEffect(() => {
    // The next office starts at its first screen, not where one left the one before.
    if (!absent) return;
    router.history.replace('/');
    // Nothing of the router is on the screen now: it has to be told.
    void router.load();
  }, [absent]);
  const { session, isShut, lately } = useSessionView(state?.phase === 'ready');
  useTouch(session?.person !== undefined && session.asked && !isShut);
  // What was refused while nobody was signed in is asked for at once, and not when its turn comes.
  useEffect(() => {
    if (!isShut) askAgain();
  }, [isShut]);
  const covered = panel?.phase === 'locked' || panel?.phase === 'failed';
  const asksWho = work !== undefined && !covered && isShut;
  const hidden = work !== undefined && (covered || asksWho || step !== undefined);
  return (
    <CoveredContext value={hidden}>
      <SessionContext value={session}>
        {work !== undefined && (
          <WorkLayer hidden={hidden}>
            <DirectoryProvider key={work} waiting={<Waiting word="start.opening" />}>
              <RouterProvider router={router} />
            </DirectoryProvider>
          </WorkLayer>
        )}
        {work === undefined && (
          <div inert={step !== undefined} style={{ height: '100%' }}>
            <Panel state={panel} known={state !== undefined} />
          </div>
        )}
        {work !== undefined && covered && (
          <Cover>
            <div inert={step !== undefined} style={{ height: '100%' }}>
              <Panel state={panel} known />
            </div>
          </Cover>
        )}
        {asksWho && session && (
          <Cover>
            <div inert={step !== undefined} style={{ height: '100%' }}>
              <Plain>
                <SignInPanel session={session} lately={lately} />
              </Plain>
            </div>
          </Cover>
        )}
        {step && (
          <Cover>
            <Plain>
              <StepPanel step={step} />
            </Plain>
          </Cover>
        )}
        {work !== undefined && connection === 'lost' && (
          <Banner word="app.connection.lost" later="app.connection.lostLong" />
        )}
        {work !== undefined && connection !== 'lost' && panel?.phase === 'opening' && !step && (
          <Banner word="app.connection.opening" />
        )}
      </SessionContext>
    </CoveredContext>
  );
}

/** After the set-up comes the sheet for the safe. */
function goToSheet(): void {
  router.history.replace('/safety/sheet');
  void router.load();
}

function Panel({ state, known }: { state: AppState | undefined; known: boolean }) {
  switch (state?.phase) {
    case 'absent':
      return <AbsentScreen vault={state.vault} onFounded={goToSheet} />;
    case 'locked':
      return (
        <Plain>
          <LockedPanel demo={state.demo} lock={state.lock} />
        </Plain>
      );
    case 'failed':
      return (
        <Plain>
          <FailedPanel state={state} />
        </Plain>
      );
    case 'ready':
    case 'opening':
    case undefined:
      return <Waiting word={known ? 'start.opening' : 'start.connecting'} />;
  }
}
