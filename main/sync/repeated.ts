import { pause } from './bell.ts';
import { laterBy } from './pace.ts';
import type { Notes, SyncPorts } from './ports.ts';

/** Something that is tried once more from time to time while there is need. */
export type Repeated = Awaited<ReturnType<typeof openRepeated>>;

/**
 * After a minute, then after two, at last every hour (`laterBy`). When it was tried last stands on disk, so that a desk that is switched on for a
 * quarter of an hour, or whose line breaks every minute, comes to it as well.
 *
 * @param since when the need arose that is there from an earlier time, milliseconds since 1970
 */
export async function openRepeated(
  notes: Notes,
  note: string,
  ports: Pick<SyncPorts, 'now' | 'elapsed' | 'after'>,
  since = ports.now(),
) {
  const last = (await notes.read(note)) as { at: number; times: number } | undefined;
  let times = last?.times ?? 0;
  const passed = ports.now() - (last?.at ?? since);
  // A clock that was set back since puts nothing off.
  let dueAt = ports.elapsed() + (passed < 0 ? 0 : Math.max(0, laterBy(times) - passed));

  return {
    /** For as long as there is an exchange. */
    async run(isNeeded: () => boolean, tryOnce: () => void, signal: AbortSignal): Promise<never> {
      for (;;) {
        const wait = Math.min(dueAt - ports.elapsed(), laterBy(0));
        if (wait > 0) await pause(wait, ports, signal);
        if (!isNeeded()) {
          if (times > 0) await notes.remove(note);
          times = 0;
          dueAt = ports.elapsed() + laterBy(times);
        } else if (ports.elapsed() >= dueAt) {
          times++;
          await notes.write(note, { at: ports.now(), times });
          dueAt = ports.elapsed() + laterBy(times);
          tryOnce();
        }
      }
    },
  };
}
