/** What one request costs beside its content: its head, and what compression learns anew in each body. Bytes, measured on papers. */
const COST_OF_A_REQUEST = 1_250;
/** So many lifetimes of connections are remembered. */
const REMEMBERED = 8;
/** Lifetimes vary, and are known roughly only: each stands for others around it. */
const SPREAD = [0.85, 0.95, 1.05, 1.15, 1.5];
/** Sizes to choose from. Bytes. */
const SIZES = Array.from({ length: 20 }, (_, i) => Math.round(2_500 * 1.25 ** i));
/** A break after less tells nothing about sizes. Bytes. */
const LEAST_LIFETIME = 1_000;

/**
 * How much it is worth sending at once over a line that breaks now and then: a broken request is lost whole, small ones pay for
 * themselves each time. How likely a size gets through from here is told by how much went between the breaks before.
 */
export type Line = {
  /** A request was answered. Bytes that went out. */
  carried(bytes: number): void;
  /** It broke while so many bytes were going out. */
  broke(bytes: number): void;
  /** Bytes on the line; infinite while it has never broken. */
  worth(): number;
};

export function createLine(): Line {
  let sinceBreak = 0;
  let lifetimes: number[] = [];
  return {
    carried(bytes) {
      sinceBreak += bytes;
    },
    broke(bytes) {
      const lifetime = sinceBreak + bytes / 2;
      // Several requests break together: the first of them has told it.
      if (lifetime < LEAST_LIFETIME) return;
      lifetimes = [lifetime, ...lifetimes].slice(0, REMEMBERED);
      sinceBreak = 0;
    },
    worth() {
      if (lifetimes.length === 0) return Number.POSITIVE_INFINITY;
      const left = lifetimes.flatMap((one) => SPREAD.map((part) => one * part - sinceBreak)).filter((one) => one > 0);
      // It has held for longer than ever: as if it broke by chance, once in so many bytes.
      if (left.length === 0) return Math.sqrt(2 * COST_OF_A_REQUEST * sinceBreak);
      const losses = SIZES.map((size) => lossOf(size, left));
      return SIZES[losses.indexOf(Math.min(...losses))]!;
    },
  };
}

/** Bytes that go for nothing for each that arrives, if the line breaks after one of these many bytes. */
function lossOf(size: number, left: readonly number[]): number {
  let lost = 0;
  let arrived = 0;
  for (const one of left) {
    lost += COST_OF_A_REQUEST + (one < size ? one : 0);
    if (one >= size) arrived += size;
  }
  return arrived === 0 ? Number.POSITIVE_INFINITY : lost / arrived;
}
