import { connectionNow, watchConnection } from './connection.ts';
import type { Following } from './follow.ts';

/** What `follow` has to know of the connection. */
export const transport: Pick<Following<unknown>, 'connected' | 'pause'> = {
  connected: () => connectionNow().state === 'connected',
  pause: pauseUntilWorthwhile,
};

/**
 * Waits so long while connected; without a connection, until there is one. A new connection ends the wait at once.
 *
 * @throws the signal's reason when it aborts
 */
export function pauseUntilWorthwhile(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const { generation } = connectionNow();
    const finish = (how: () => void) => () => {
      window.clearTimeout(timer);
      stop();
      signal.removeEventListener('abort', onAbort);
      how();
    };
    const onAbort = finish(() => reject(signal.reason));
    const timer = window.setTimeout(() => {
      if (connectionNow().state === 'connected') finish(resolve)();
    }, milliseconds);
    const stop = watchConnection(() => {
      if (connectionNow().generation !== generation) finish(resolve)();
    });
    signal.addEventListener('abort', onAbort);
  });
}
