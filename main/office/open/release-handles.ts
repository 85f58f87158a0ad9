import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Makes a closed database let go of its file now. Its statements hold it until they are garbage (the binding cannot finalise
 * them), and Windows refuses to remove or rename a file that somebody holds. A tenth of a second, once an office closes.
 */
export async function releaseHandles(): Promise<void> {
  await nextTurn(); // what is still on the way refers to them
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  setFlagsFromString('--no-expose-gc');
  await nextTurn(); // native finalizers run after the collection
}
