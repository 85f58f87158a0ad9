import { toStoreError } from '../store/errors.ts';
import type { RequestError } from './errors.ts';
import type { OfflineReason, SyncState } from './state.ts';

/** Before the next attempt when a person has to do something first; who is not let in tries once more before that. Milliseconds. */
export const LONG_PAUSE_MS = 300_000;
const REFUSED_PAUSE_MS = 30_000;

/** How long to wait at least. @param attempt failed ones in a row. Milliseconds. */
export function leastPause({ is }: SyncState, attempt: number): number {
  if (is === 'stopped') return LONG_PAUSE_MS;
  if (is !== 'signInNeeded') return 0;
  return attempt <= 1 ? REFUSED_PAUSE_MS : LONG_PAUSE_MS;
}

/** Why nothing is exchanged although the partner has done nothing wrong. */
export function faultHere(error: unknown): OfflineReason {
  return toStoreError(error).code === 'diskFull' ? 'diskFull' : 'failedHere';
}

const OFFLINE: Partial<Record<RequestError['failure'], OfflineReason>> = {
  unreachable: 'unreachable',
  slow: 'slow',
  portal: 'portal',
  busy: 'busy',
  broken: 'busy',
};

/** How things stand after a failure. */
export function standingAfter({ failure }: RequestError, retryAt: number): SyncState {
  if (failure === 'signIn') return { is: 'signInNeeded' };
  if (failure === 'forbidden') return { is: 'stopped', why: 'notAllowed' };
  if (failure === 'missing') return { is: 'stopped', why: 'missing' };
  return { is: 'offline', why: OFFLINE[failure] ?? 'nonsense', retryAt };
}
