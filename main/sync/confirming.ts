import { pause } from './bell.ts';
import type { Checkpoint, Progress } from './checkpoint.ts';
import type { Witness } from './known.ts';
import type { SyncPorts } from './ports.ts';

/** Least time between two looks whether there is something to be confirmed, and how often an idle database is looked at. Milliseconds. */
export const CONFIRM_EVERY_MS = 5_000;
const VERIFY_EVERY_MS = 60_000;
/** While much goes it takes the line from that. Milliseconds. */
const CONFIRM_BUSY_EVERY_MS = 30_000;

/** How an exchange stands: `isIdle`: nothing is left to send; `isOwing`: something is owed of which the progress says nothing. */
export type Confirmable = {
  progress: () => Progress;
  isComparing: () => boolean;
  isIdle: () => boolean;
  isOwing: () => boolean;
  witnesses: () => Witness[];
};

/** Confirms the checkpoints of a link's exchanges, one after the other, as far as they have come. */
export function createConfirming(ports: Pick<SyncPorts, 'elapsed' | 'after'>) {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let confirmedAt = Number.NEGATIVE_INFINITY;

  return (checkpoint: Checkpoint, { progress, isComparing, isIdle, isOwing, witnesses }: Confirmable) => {
    // Not what this process knows: a line that broke before the first confirmation must not keep it from ever coming.
    let confirmed = JSON.stringify([checkpoint.progress, checkpoint.isComparing]);

    let confirming: Promise<unknown> = Promise.resolve();

    /** One at a time: of two tokens at once one side may keep the one, and the partner the other. */
    function confirm(): Promise<boolean> {
      const next = confirming.then(confirmOnce);
      confirming = next.catch(() => undefined);
      return next;
    }

    /** @returns whether there was something to be confirmed. @throws CheckpointLost, RequestError */
    async function confirmOnce(): Promise<boolean> {
      const now = JSON.stringify([progress(), isComparing()]);
      if (now === confirmed || isOwing()) return false;
      await checkpoint.confirm(JSON.parse(now)[0] as Progress, witnesses(), isComparing());
      confirmedAt = ports.elapsed();
      confirmed = now;
      return true;
    }

    /** From time to time. @throws CheckpointLost when the database is another one by now */
    async function run(signal: AbortSignal): Promise<never> {
      let verifiedAt = ports.elapsed();
      for (;;) {
        // Nor one that breaks more often than that.
        await pause(Math.max(0, lookedAt + CONFIRM_EVERY_MS - ports.elapsed()), ports, signal);
        lookedAt = ports.elapsed();
        const isDue = isIdle() || lookedAt - confirmedAt >= CONFIRM_BUSY_EVERY_MS;
        if (!(isDue && (await confirm()))) {
          if (lookedAt - verifiedAt < VERIFY_EVERY_MS) continue;
          await checkpoint.verify();
        }
        verifiedAt = ports.elapsed();
      }
    }
    return { confirm, run };
  };
}
