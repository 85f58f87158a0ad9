import type { AsideReason } from './ports.ts';

/**
 * Why the engine has stopped by itself, before anything could be lost. Somebody has to look:
 * - `emptied`: at a known address stands an empty database; `accept` sends it all that is here;
 * - `foreign`: the database holds papers of another agency only;
 * - `massRemoval`: many papers were removed at once; nothing was removed here, `accept` goes on;
 * - `clockBackwards`: this computer's clock stands more than a day before the last exchange; `accept` goes on;
 * - `missing`: there is no such database;
 * - `notAllowed`: this site may not read it.
 */
export type StopReason = 'emptied' | 'foreign' | 'massRemoval' | 'clockBackwards' | 'missing' | 'notAllowed';

/**
 * Why nothing is exchanged: no way to the partner, a page that wants a person first (hotel, provider), too slow, busy; or something here: no room
 * on this computer's disk, a fault of its own.
 */
export type OfflineReason = 'unreachable' | 'portal' | 'slow' | 'busy' | 'nonsense' | 'diskFull' | 'failedHere';

/** How things stand with the partners: one value, shown in words on every screen. */
export type SyncState =
  | { is: 'unknown' }
  | { is: 'offline'; why: OfflineReason; retryAt: number }
  | { is: 'connecting' }
  /** `total` is an estimate that grows while work comes in; `done` never exceeds it. */
  | { is: 'syncing'; done: number; total: number }
  /**
   * Everything went and came, except `refused` documents; `aside` more came that contradict what is here, and were not taken over.
   * `left`: so many are left to the site that they are of, and the partner does not have them yet. `since`: from when on that has been so without a
   * break.
   */
  | { is: 'upToDate'; since: number; refused: number; aside: number; left: number }
  | { is: 'signInNeeded' }
  /** `lastAt`, of `clockBackwards`: the last exchange, milliseconds since 1970. */
  | { is: 'stopped'; why: StopReason; lastAt?: number };

/**
 * A document that the partner did not take (`refused`; `isNew`: nor anything else under its id) or that is not taken from it (`aside`; `unread`: these
 * revisions, which it names and does not give), and why; one may be both. Reasons of our own why one is not there:
 * - `tooLarge`: no request so large gets through;
 * - `breaksThere`: the partner, or its check, breaks on it, and on no other;
 * - `otherPaperThere`: under its number the partner has another paper;
 * - `unreadableThere`: what the partner has under its number this program does not know, and nothing is written over it;
 * - `otherPieceThere`: of a file it has other bytes, and each is written once;
 * - `unreadableHere`: the file here is damaged.
 */
export type Trouble =
  | { kind: 'refused'; id: string; reason: string; at: number; isNew?: boolean }
  | { kind: 'aside'; id: string; why: AsideReason; detail: string; at: number; unread?: string[] };

/** What matters most to whoever has several partners or databases. */
const GRAVITY: readonly SyncState['is'][] = [
  'stopped',
  'signInNeeded',
  'offline',
  'connecting',
  'unknown',
  'syncing',
  'upToDate',
];

/** One state for several: the gravest; work and refusals are added up. */
export function summarise(states: readonly SyncState[]): SyncState {
  let gravest: SyncState | undefined;
  for (const state of states) {
    if (!gravest || GRAVITY.indexOf(state.is) < GRAVITY.indexOf(gravest.is)) gravest = state;
    else if (state.is === 'syncing' && gravest.is === 'syncing')
      gravest = { is: 'syncing', done: gravest.done + state.done, total: gravest.total + state.total };
    else if (state.is === 'upToDate' && gravest.is === 'upToDate')
      gravest = {
        is: 'upToDate',
        since: Math.max(gravest.since, state.since),
        refused: gravest.refused + state.refused,
        aside: gravest.aside + state.aside,
        left: gravest.left + state.left,
      };
  }
  return gravest ?? { is: 'unknown' };
}
