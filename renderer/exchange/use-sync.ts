import type { Enrolment } from '../../shared/contract/enrolment.ts';
import type { SyncOverview, SyncStatus } from '../../shared/contract/sync.ts';
import { type Live, useLive } from '../client/use-live.ts';

/** How things stand with the registry; live. */
export function useSyncStatus(): Live<SyncStatus> {
  return useLive((client, signal) => client.sync.watch(undefined, { signal }), []);
}

/** What waits, came, was refused and set aside; live. */
export function useSyncOverview(): Live<SyncOverview> {
  return useLive((client, signal) => client.sync.overview(undefined, { signal }), []);
}

/** Whose desk this is; live. */
export function useEnrolment(): Live<Enrolment> {
  return useLive((client, signal) => client.enrolment.watch(undefined, { signal }), []);
}
