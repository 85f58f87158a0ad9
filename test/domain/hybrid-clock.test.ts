import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHybridClock, MOST_AHEAD_MS, parseStamp } from '../../shared/domain/clock/hybrid-clock.ts';
import { compareText } from '../../shared/domain/log/graph.ts';

const site = 'aaaaaaaaaaaa';
const times = fc.array(fc.integer({ min: 0, max: 4_000_000_000_000 }), { minLength: 1, maxLength: 50 });

test('stamps only ever grow, whatever the computer’s clock does', () => {
  fc.assert(
    fc.property(times, (walls) => {
      let now = 0;
      const clock = createHybridClock({ site, now: () => now });
      const stamps = walls.map((wall) => {
        now = wall;
        return clock.next();
      });
      expect(stamps).toEqual([...new Set(stamps)].sort(compareText));
    }),
  );
});

test('a stamp shows the wall clock’s time as long as it runs forward', () => {
  fc.assert(
    fc.property(times, (walls) => {
      let now = 0;
      const clock = createHybridClock({ site, now: () => now });
      for (const wall of [...new Set(walls)].sort((a, b) => a - b)) {
        now = wall;
        expect(parseStamp(clock.next())!.time).toBe(wall);
      }
    }),
  );
});

test('order is kept over a restart with the clock set back', () => {
  const before = createHybridClock({ site, now: () => 2_000_000 }).next();
  expect(compareText(createHybridClock({ site, now: () => 1_000, last: before }).next(), before)).toBe(1);
});

test('the counter runs over into the next millisecond', () => {
  const clock = createHybridClock({ site, now: () => 1_000, last: `0000000003e8-ffff-${site}` });
  expect(parseStamp(clock.next())).toEqual({ time: 1_001, count: 0, site });
});

test('another site’s later stamp is overtaken; one more than a day ahead is not adopted', () => {
  const now = 1_790_000_000_000;
  const other = (time: number) => createHybridClock({ site: 'bbbbbbbbbbbb', now: () => time }).next();
  const clock = createHybridClock({ site, now: () => now });
  expect(clock.observe(other(now + MOST_AHEAD_MS + 1))).toBe('ahead');
  expect(parseStamp(clock.next())!.time).toBe(now);
  expect(clock.observe(other(now + MOST_AHEAD_MS))).toBe('adopted');
  expect(compareText(clock.next(), other(now + MOST_AHEAD_MS))).toBe(1);
  expect(clock.observe('yesterday')).toBe('malformed');
});
