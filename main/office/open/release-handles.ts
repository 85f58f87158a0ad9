import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Makes a closed database let go of its file now. Its statements hold it until they are garbage (the binding cannot finalise
 * them), and Windows refuses to remove or rename a file that somebody holds. A tenth of a second, once an office closes.
 */
export function releaseHandles(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  setFlagsFromString('--no-expose-gc');
}
