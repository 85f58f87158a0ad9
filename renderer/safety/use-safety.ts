import type { KeysState } from '../../shared/contract/keys.ts';
import type { Safety } from '../../shared/contract/safety.ts';
import { type Live, useLive } from '../client/use-live.ts';

/** How safe the papers are: backups, scan, disk; live. */
export function useSafety(): Live<Safety> {
  return useLive((client, signal) => client.safety.watch(undefined, { signal }), []);
}

/** Who keeps the key of the open office; live. */
export function useKeysState(): Live<KeysState> {
  return useLive((client, signal) => client.keys.watch(undefined, { signal }), []);
}
