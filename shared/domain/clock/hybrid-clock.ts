/** A stamp further ahead of one's own clock than this is merged and flagged, never adopted (design §2). Milliseconds. */
export const MOST_AHEAD_MS = 24 * 60 * 60 * 1000;

/** Sites are named by 12 letters and digits, drawn at random. */
const SITE_PATTERN = /^[0-9a-z]{12}$/;

const STAMP_PATTERN = /^([0-9a-f]{12})-([0-9a-f]{4})-([0-9a-z]{12})$/;
const LAST_COUNT = 0xffff;

/** A hybrid logical clock: stamps that sort by time and never repeat, whatever the computer's clock does. */
export type HybridClock = {
  /** The next stamp of this site, greater than every stamp it has made or adopted; of another name of it where one is given. */
  next(site?: string): string;
  /** Takes note of a stamp from elsewhere. `ahead`: it lies in the far future and was not adopted. */
  observe(stamp: string): 'adopted' | 'ahead' | 'malformed';
};

/**
 * Stamp format: 12 hex digits of milliseconds, 4 of a counter, the site: `0193a7c2f4d1-0000-k7m2q9x4c1ab`. Compared as
 * text, stamps are in time order.
 *
 * @param now wall clock in milliseconds since 1970
 * @param last the greatest stamp this site made before, if any: order is kept over restarts and clocks set back
 */
export function createHybridClock(options: {
  site: string;
  now: () => number;
  last?: string | undefined;
}): HybridClock {
  if (!SITE_PATTERN.test(options.site)) throw new Error(`not a site name: ${options.site}`);
  let time = 0;
  let count = 0;
  const adopt = (stamp: { time: number; count: number }) => {
    if (stamp.time > time || (stamp.time === time && stamp.count > count)) ({ time, count } = stamp);
  };
  if (options.last !== undefined) {
    const last = parseStamp(options.last);
    if (!last) throw new Error(`not a stamp: ${options.last}`);
    adopt(last);
  }
  return {
    next(site = options.site) {
      const now = options.now();
      if (now > time) [time, count] = [now, 0];
      else if (count === LAST_COUNT) [time, count] = [time + 1, 0];
      else count++;
      return `${hex(time, 12)}-${hex(count, 4)}-${site}`;
    },
    observe(stamp) {
      const seen = parseStamp(stamp);
      if (!seen) return 'malformed';
      if (seen.time - options.now() > MOST_AHEAD_MS) return 'ahead';
      adopt(seen);
      return 'adopted';
    },
  };
}

/** Takes a stamp apart; undefined when it is none. `time` in milliseconds since 1970. */
export function parseStamp(stamp: string): { time: number; count: number; site: string } | undefined {
  const parts = STAMP_PATTERN.exec(stamp);
  if (!parts) return undefined;
  return { time: Number.parseInt(parts[1]!, 16), count: Number.parseInt(parts[2]!, 16), site: parts[3]! };
}

function hex(value: number, digits: number): string {
  return Math.floor(value).toString(16).padStart(digits, '0');
}
