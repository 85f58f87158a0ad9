import { expect, test } from 'vitest';
import { createLine } from './line.ts';

/** Bytes of a head, and what compression learns anew. */
const OVERHEAD = 1_250;

/** Sends so many bytes over a line with these lifetimes. Returns what went over it for each byte that arrived. */
function send(bytes: number, lifetimeOf: () => number): number {
  const line = createLine();
  let [arrived, gone, left] = [0, 0, lifetimeOf()];
  while (arrived < bytes) {
    const body = Math.min(50_000, line.worth());
    if (body + OVERHEAD > left) {
      gone += left;
      left = lifetimeOf();
      line.broke(body);
    } else {
      gone += body + OVERHEAD;
      left -= body + OVERHEAD;
      arrived += body;
      line.carried(body + OVERHEAD);
    }
  }
  return gone / arrived;
}

test('over a line that never broke anything is sent at once', () => {
  const line = createLine();
  line.carried(1e9);
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

test('a line that has become good is used as one, and several requests that break together are one break', () => {
  const line = createLine();
  line.carried(3_000);
  line.broke(2_000);
  line.broke(0);
  const before = line.worth();
  line.carried(4_000_000);
  expect(before).toBeLessThan(10_000);
  expect(line.worth()).toBeGreaterThan(80_000);
});
