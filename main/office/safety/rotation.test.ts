import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isDue, KEPT_NEWEST, outdated } from './rotation.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
/** Backups at these hours, newest first. */
const at = (hours: number[]) =>
  [...new Set(hours)].sort((a, b) => b - a).map((hour) => ({ at: new Date(START + hour * HOUR).toISOString() }));

test('the newest are kept, and the newest of every day, week and month for a while: two years fit into a few dozen', () => {
  const everyFourHours = at(Array.from({ length: 365 * 2 * 6 }, (_, i) => i * 4));
  const gone = new Set(outdated(everyFourHours));
  const kept = everyFourHours.filter((backup) => !gone.has(backup));
  expect(kept.slice(0, KEPT_NEWEST)).toEqual(everyFourHours.slice(0, KEPT_NEWEST));
  expect(kept.length).toBeLessThanOrEqual(KEPT_NEWEST + 14 + 8 + 12);
  expect(new Set(kept.map((backup) => backup.at.slice(0, 10))).size).toBeGreaterThanOrEqual(14);
  expect(new Set(kept.map((backup) => backup.at.slice(0, 7))).size).toBe(12);
});

test('whatever backups there are: the newest of all is never removed, and removing twice removes no more', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 300 }), (hours) => {
      const backups = at(hours);
      const gone = new Set(outdated(backups));
      const kept = backups.filter((backup) => !gone.has(backup));
      expect(kept.slice(0, KEPT_NEWEST)).toEqual(backups.slice(0, KEPT_NEWEST));
      expect(outdated(kept)).toEqual([]);
    }),
  );
});

test('one is due when there is none, or when something changed and the hours are over, also on a clock that was set back', () => {
  const newest = { at: '2026-12-01T09:00:00.000Z', state: 'a' };
  const due = (hours: number, state: string) =>
    isDue({ newest, state, now: Date.parse(newest.at) + hours * HOUR, everyHours: 4 });
  expect([due(3.9, 'b'), due(4, 'b'), due(100, 'a'), due(-1, 'b')]).toEqual([false, true, false, true]);
  expect(isDue({ newest: undefined, state: 'a', now: START, everyHours: 4 })).toBe(true);
});
