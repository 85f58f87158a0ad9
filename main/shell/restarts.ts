const SHORTEST_WAIT_MS = 200;
const MOST_IN_PERIOD = 5;
const PERIOD_MS = 60_000;

/**
 * How long to wait before starting again what has just ended by itself: longer each time, and `undefined` at the fifth end
 * within a minute, because it would end a sixth time.
 */
export function createRestarts(now: () => number): { afterEnd(): number | undefined; forget(): void } {
  let ends: number[] = [];
  return {
    afterEnd() {
      const instant = now();
      ends = [...ends.filter((end) => end > instant - PERIOD_MS), instant];
      if (ends.length >= MOST_IN_PERIOD) return undefined;
      return SHORTEST_WAIT_MS * 2 ** (ends.length - 1);
    },
    forget() {
      ends = [];
    },
  };
}
