import type { AppState } from '../../shared/contract/shapes.ts';
import { type Live, useLive } from '../client/use-live.ts';

/** How the office stands: absent, locked, opening, ready or failed; live. */
export function useAppState(): Live<AppState> {
  return useLive((client, signal) => client.office.watch(undefined, { signal }), []);
}
