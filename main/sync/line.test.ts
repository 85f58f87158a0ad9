import { expect, test } from 'vitest';
import { createLine } from './line.ts';

/** Bytes of a head, and what compression learns anew. */
const OVERHEAD = 700;

/** Sends so many bytes over a line with these lifetimes. Returns what went over it for each byte that arrived. */
function send(bytes: number, lifetimeOf: () => number): number {
  const line = createLine();
  let [arrived, gone, left] = [0, 0, lifetimeOf()];
  while (arrived < bytes) {
    const body = Math.min(50_000, line.worth());
    const request = line.began(body + OVERHEAD);
    if (body + OVERHEAD > left) {
      gone += left;
      left = lifetimeOf();
      request.broke();
    } else {
      gone += body + OVERHEAD;
      left -= body + OVERHEAD;
      arrived += body;
      request.carried(0);
    }
  }
  return gone / arrived;
}

test('over a line that never broke anything is sent at once', () => {
  const line = createLine();
  line.began(1e9).carried(0);
  expect(line.worth()).toBe(Number.POSITIVE_INFINITY);
});

test('what a line lets through between its breaks is learned, and little is lost to them', () => {
  let beat = 0;
  expect(send(3_000_000, () => 60_000 + 6_000 * ((beat++ % 3) - 1))).toBeLessThan(1.18);
});

test('a line that breaks by chance costs little more than the best size would', () => {
  let state = 7;
  const random = () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  expect(send(3_000_000, () => -60_000 * Math.log(random()))).toBeLessThan(1.35);
});

test('several requests that break together are one break, whichever of them is heard of first', () => {
  const [one, another] = [createLine(), createLine()];
  for (const line of [one, another]) line.began(60_000).carried(0);
  const [large, small] = [one.began(5_000), one.began(350)];
  large.broke();
  small.broke();
  const [first, last] = [another.began(350), another.began(5_000)];
  first.broke();
  last.broke();
  expect(another.worth()).toBe(one.worth());
  expect(one.worth()).toBeGreaterThan(20_000);
});

test('a line that holds for longer than ever is trusted with more', () => {
  const line = createLine();
  line.began(3_000).carried(0);
  line.began(2_000).broke();
  const before = line.worth();
  line.began(2_000_000).carried(0);
  expect(before).toBeLessThan(10_000);
  expect(line.worth()).toBeGreaterThan(40_000);
});

test('a line that broke once, long ago, is a good one again: what was cut then says nothing any more', () => {
  const line = createLine();
  line.began(30_000).carried(0);
  line.began(20_000).broke();
  line.began(3_900_000).carried(0);
  expect(line.worth()).toBeLessThan(Number.POSITIVE_INFINITY);
  line.began(50_000).carried(50_000);
  expect(line.worth()).toBe(Number.POSITIVE_INFINITY);
  // Nor does one break of a line on which so much has gone.
  line.began(20_000).broke();
  expect(line.worth()).toBe(Number.POSITIVE_INFINITY);
});

test('a line that breaks seldom is not a good one before it has held for many times as long', () => {
  const line = createLine();
  line.began(1_000_000).carried(0);
  line.began(20_000).broke();
  line.began(5_000_000).carried(0);
  expect(line.worth()).toBeLessThan(Number.POSITIVE_INFINITY);
  line.began(16_000_000).carried(0);
  expect(line.worth()).toBe(Number.POSITIVE_INFINITY);
});
