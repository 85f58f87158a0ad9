import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { useLive } from '../client/use-live.ts';
import { now, useToday } from '../clock.ts';
import { useMay } from '../people/use-may.ts';
import { useAppState } from '../state/app-state.ts';
import { useDirectory } from '../state/directory.tsx';
import { DraftKeeper, type KeeperView } from './draft-keeper.ts';
import { intake } from './use-intake.ts';
import { windowLocks } from './window-locks.ts';

/** Keeps the forms of this window, for as long as it lives. */
export const keeper = new DraftKeeper(intake, {
  save: (draft) => office.drafts.save(draft),
  remove: (id) => office.drafts.remove({ id }),
  newDraft: () => crypto.randomUUID(),
  now,
  problemOf,
  later: (milliseconds, task) => {
    const timer = window.setTimeout(task, milliseconds);
    return () => window.clearTimeout(timer);
  },
  ...windowLocks(navigator.locks),
});

export function useKeeperView(): KeeperView {
  return useSyncExternalStore(keeper.subscribe, keeper.view);
}

/**
 * Wherever in the program the clerk is: drafts are followed, the form belongs to its office and its day, leaving stores what is typed. It
 * draws nothing, so that nothing is drawn anew each time a form is stored.
 */
export function KeptDrafts(): null {
  const today = useToday(useDirectory().directory.body.zone);
  const app = useAppState().value;
  const may = useMay('register');
  // Asked again for who may; of the others the office tells nobody what is begun.
  const drafts = useLive((client, signal) => client.drafts.watch(undefined, { signal }), [may]).value;
  const belongTo = useEffectEvent((whose: string) => {
    if (intake.belongTo(whose, today)) keeper.startOver();
  });
  const take = useEffectEvent(() => drafts && void keeper.take(drafts, today));
  useEffect(() => intake.newDay(today), [today]);
  useEffect(() => {
    if (app?.phase === 'ready') belongTo(app.demo ? 'demo' : 'office');
  }, [app]);
  useEffect(() => {
    if (drafts) take();
  }, [drafts]);
  useEffect(() => {
    const flush = () => void keeper.flush();
    // Leaving a field, hiding the window, closing it: each may be the last that is seen of it.
    window.addEventListener('focusout', flush);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('focusout', flush);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, []);
  return null;
}
