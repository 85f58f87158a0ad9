import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from './problem.ts';

const SHORTEST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 5_000;

export type Following<T> = {
  subscribe: (signal: AbortSignal) => Promise<AsyncIterable<T>>;
  onValue: (value: T) => void;
  onProblem: (problem: Problem) => void;
  /** Whether the office can be reached; what fails while it cannot is no problem of this query. */
  connected: () => boolean;
  /** Resolves after so many milliseconds, or as soon as asking again makes sense; rejects when the signal aborts. */
  pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
};

/**
 * Follows a live query until the signal aborts: every snapshot goes to `onValue`; when the stream breaks off, or is refused
 * for a reason that may pass, it is asked for again, at first soon, then less often.
 */
export async function follow<T>({
  subscribe,
  onValue,
  onProblem,
  connected,
  pause,
  signal,
}: Following<T>): Promise<void> {
  let wait = SHORTEST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const value of await subscribe(signal)) {
        if (signal.aborted) return;
        wait = SHORTEST_WAIT_MS;
        onValue(value);
      }
    } catch (error) {
      if (signal.aborted) return;
      const problem = problemOf(error);
      // That the office is away or not open, or that nobody is signed in, is said once, over the whole screen.
      if (connected() && !['notOpen', 'notSignedIn'].includes(problem.code)) onProblem(problem);
      if (!problem.retryable) return;
    }
    await pause(wait, signal).catch(() => undefined);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  }
}
