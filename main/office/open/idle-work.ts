import type { Connection } from '../../store/connection.ts';
import { maintain } from '../../store/maintain.ts';
import type { Changes } from '../live.ts';

/** Nobody has written for this long: time for housekeeping. Milliseconds. */
const QUIET_MS = 2_000;

/**
 * Keeps house when nobody is waiting: merges of the full text, checkpoints. In short steps, so that a click that comes in
 * between waits for one of them at most.
 */
export function startIdleWork(connection: Connection, written: Changes): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(work, QUIET_MS);
    timer.unref();
  };
  const work = () => {
    if (!maintain(connection)) return;
    timer = setTimeout(work, 0);
    timer.unref();
  };
  const stopListening = written.listen(later);
  later();
  return {
    stop() {
      stopListening();
      clearTimeout(timer);
    },
  };
}
