/** What one request costs beside its content: its head, and what compression learns anew in each body. Bytes, measured on papers. */
const COST_OF_A_REQUEST = 1_250;
/** So much of what goes out comes back as its answer; lost with that, it is asked for whole. */
const ANSWER = 0.2;
/** So many lifetimes of connections are remembered. */
const REMEMBERED = 5;
/** Where in what was under way the line may have broken. */
const WITHIN = [1 / 8, 3 / 8, 5 / 8, 7 / 8];
/** The next lifetime is another one: by so much, while a single one is known, and less with each more, but never by less than the least. */
const SPREAD = 0.1;
const LEAST_SPREAD = 0.03;
/** Sizes to choose from. Bytes. */
const SIZES = Array.from({ length: 45 }, (_, i) => Math.round(2_500 * 1.1 ** i));
/**
 * A break after less, which no choice of a size would have met, tells nothing about sizes: it may be somebody in front who lets all connect and answers
 * nobody. Bytes.
 */
const LEAST_LIFETIME = SIZES[0]!;
/**
 * A line that lets so much through is a good one: the two largest batches that may be on their way, 350 KB each on the line, lost once in so many
 * bytes are less than a fifth. Bytes.
 */
const GOOD_LIFETIME = 4_000_000;
/**
 * And so many times the longest stretch before. A line that breaks by chance goes on for so long once in 21 stretches when one is known, and
 * once in millions when five are.
 */
const OUTLASTED = 20;

/**
 * How much it is worth sending at once over a line that breaks now and then: a broken request is lost whole, small ones pay for
 * themselves each time. How likely a size gets through from here is told by how much went between the breaks before.
 */
export type Line = {
  /** A request begins: so many bytes go out. */
  began(bytes: number): {
    /** It was answered: so many bytes came back. */
    carried(back: number): void;
    /** The line broke under it, while something went or came. */
    broke(): void;
    /** It came to another end (nobody was reached, say), which tells nothing. */
    ended(): void;
  };
  /** Bytes on the line; infinite while it has not broken, and once it is a good one again. */
  worth(): number;
};

/** Between two breaks so many bytes went through at least, and at most, both ways together. */
type Lifetime = { least: number; most: number };

export function createLine(): Line {
  let sinceBreak = 0;
  let breaks = 0;
  let lifetimes: Lifetime[] = [];
  const underWay = new Map<object, number>();

  function broken(): void {
    let under = 0;
    for (const bytes of underWay.values()) under += bytes;
    const most = sinceBreak + under;
    if (most >= LEAST_LIFETIME && sinceBreak < GOOD_LIFETIME)
      lifetimes = [{ least: sinceBreak, most }, ...lifetimes].slice(0, REMEMBERED);
    sinceBreak = 0;
    underWay.clear();
    breaks++;
  }

  return {
    began(bytes) {
      const [own, before] = [{}, breaks];
      underWay.set(own, bytes);
      const ended = () => void underWay.delete(own);
      return {
        ended,
        carried(back) {
          ended();
          sinceBreak += bytes + back;
          const longest = Math.max(0, ...lifetimes.map(({ most }) => most));
          if (sinceBreak >= GOOD_LIFETIME && sinceBreak >= OUTLASTED * longest) lifetimes = [];
        },
        broke() {
          // All that was under way broke together: the first of them has told it.
          if (before === breaks) broken();
        },
      };
    },
    worth() {
      if (lifetimes.length === 0) return Number.POSITIVE_INFINITY;
      const spread = Math.max(LEAST_SPREAD, SPREAD / lifetimes.length);
      const likely = lifetimes.flatMap(({ least, most }) =>
        WITHIN.map((part) => least + (most - least) * part).flatMap((one) => [one * (1 - spread), one * (1 + spread)]),
      );
      const left = likely.flatMap((one) => (one > sinceBreak ? one - sinceBreak : []));
      const longest = Math.max(...likely);
      if (left.length === 0) return worthBeyond(longest, sinceBreak);
      // Never all on one card: what breaks it once in a while is not in these figures.
      const losses = SIZES.map((size) => (size <= longest / 2 ? lossOf(size, left) : Number.POSITIVE_INFINITY));
      return SIZES[Math.max(0, losses.indexOf(Math.min(...losses)))]!;
    },
  };
}

/** It has held for longer than ever: little at first, and soon as if it broke by chance, once in so many bytes. */
function worthBeyond(longest: number, sinceBreak: number): number {
  return Math.min(Math.max(SIZES[0]!, 2 * (sinceBreak - longest)), Math.sqrt(2 * COST_OF_A_REQUEST * sinceBreak));
}

/** Bytes that go for nothing for each that arrives, if the line breaks after one of these many bytes. */
function lossOf(size: number, left: readonly number[]): number {
  let lost = 0;
  let arrived = 0;
  for (const one of left) {
    const arrives = one >= size * (1 + ANSWER);
    lost += COST_OF_A_REQUEST + (arrives ? 0 : Math.min(one, size));
    if (arrives) arrived += size;
  }
  return arrived === 0 ? Number.POSITIVE_INFINITY : lost / arrived;
}
