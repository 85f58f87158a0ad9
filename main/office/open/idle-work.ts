import type { Connection } from '../../store/connection.ts';
import { maintain } from '../../store/maintain.ts';
import type { Changes } from '../live.ts';

/** Nobody has written for this long: time for housekeeping. Milliseconds. */
const QUIET_MS = 2_000;
/** Reading everything again is in no hurry. Milliseconds between two steps. */
const BETWEEN_SCAN_STEPS_MS = 50;

/**
 * Keeps house when nobody is waiting: merges of the full text, checkpoints, then the scan for damage. In short steps, so that a
 * click that comes in between waits for one of them at most.
 */
export function startIdleWork(
  connection: Connection,
  written: Changes,
  scan: { step(): Promise<boolean> },
): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let working: Promise<void> = Promise.resolve();
  const at = (milliseconds: number) => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(() => {
      working = work();
    }, milliseconds);
    timer.unref();
  };
  const later = () => at(QUIET_MS);
  const work = async () => {
    try {
      if (maintain(connection)) return at(0);
      if (await scan.step()) at(BETWEEN_SCAN_STEPS_MS);
    } catch {
      // A full disk, say: the next write brings the next try.
    }
  };
  const stopListening = written.listen(later);
  later();
  return {
    async stop() {
      stopped = true;
      stopListening();
      clearTimeout(timer);
      await working;
    },
  };
}
