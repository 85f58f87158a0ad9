import { RequestError, type RequestFailure } from './errors.ts';
import type { SyncPorts } from './ports.ts';

/**
 * How much to send or ask for at once. Grows while the link is quick, shrinks when it drags. One failure says little: a line that
 * is cut now and then hits any size. Several in a row say that nothing so large gets through: that size is then approached
 * only slowly again.
 */
export type Pace = {
  readonly size: number;
  /** A batch of the present size went through in so many milliseconds. */
  succeeded(milliseconds: number): void;
  /** Only what may have to do with the size counts. */
  failed(error: unknown): void;
};

/** Quicker than this: take more. Slower than that: take less. Milliseconds. */
const QUICK_MS = 4_000;
const SLOW_MS = 10_000;
const GROWTH = 1.5;
const AFTER_ONE_FAILURE = 0.8;
/** Failures that a smaller batch might not have met with. */
const OF_SIZE: readonly RequestFailure[] = ['unreachable', 'slow', 'tooLarge'];
/** How fast a ceiling that failures have set is lifted again, a batch. */
const RECOVERY = 1.05;

export function createPace({ start, least, most }: { start: number; least: number; most: number }): Pace {
  let size = start;
  let ceiling = most;
  let failures = 0;
  const bound = (value: number) => Math.round(Math.min(ceiling, Math.max(least, value)));
  return {
    get size() {
      return size;
    },
    succeeded(milliseconds) {
      failures = 0;
      ceiling = Math.min(most, ceiling * RECOVERY);
      if (milliseconds < QUICK_MS) size = bound(size * GROWTH);
      else if (milliseconds > SLOW_MS) size = bound(size / GROWTH);
    },
    failed(error) {
      if (!(error instanceof RequestError) || !OF_SIZE.includes(error.failure)) return;
      failures++;
      if (failures > 1) ceiling = Math.max(least, size / GROWTH);
      size = bound(size * AFTER_ONE_FAILURE);
    },
  };
}

/** Asks for as much as the pace says, and lets it learn from what becomes of that. */
export async function paced<T>(
  pace: Pace,
  { elapsed }: Pick<SyncPorts, 'elapsed'>,
  ask: (size: number) => Promise<T>,
): Promise<T> {
  const begun = elapsed();
  try {
    const answer = await ask(pace.size);
    pace.succeeded(elapsed() - begun);
    return answer;
  } catch (error) {
    pace.failed(error);
    throw error;
  }
}

/** Before what did not get through for its size is offered again, and at most: somebody in front may have said so by mistake. */
const FIRST_LATER_MS = 60_000;
const LONGEST_LATER_MS = 3_600_000;

/** How long to wait before something that is stuck is tried once more, doubling with each time. Milliseconds. */
export function laterBy(times: number): number {
  return Math.min(LONGEST_LATER_MS, FIRST_LATER_MS * 2 ** Math.min(times, 16));
}

const FIRST_EMPTY_MS = 1_000;
const LONGEST_EMPTY_MS = 30_000;

/**
 * How long to wait after so many answers in a row that came at once with nothing in them, though they were to come with the next change: somebody
 * in front, or a server in maintenance, does not let one wait. Milliseconds.
 */
export function afterEmpty(times: number): number {
  return Math.min(LONGEST_EMPTY_MS, FIRST_EMPTY_MS * 2 ** Math.min(times - 1, 16));
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/**
 * How long to wait before the next attempt, doubling with each one that failed; the half of it by chance, so that the desks of
 * a district do not all come back in the same second.
 */
export function pauseBefore(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempt, 16));
  return longest * (0.5 + random / 2);
}

/** So often in a row something must break before it is taken for the document's fault although nothing else gets through. */
export const OFTEN = 4;
