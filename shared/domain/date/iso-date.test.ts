import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, firstDayOfYear, fromDayNumber, isIsoDate, isWeekend, toDayNumber, yearOfDay } from './iso-date.ts';

const anyDay = fc.integer({ min: toDayNumber('0001-01-01'), max: toDayNumber('9999-12-31') });

describe('dates as numbers', () => {
  it('agree with the ECMAScript calendar on every day, there and back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = new Date(day * 86_400_000);
        expect(fromDayNumber(day)).toBe(date.toISOString().slice(0, 10));
        expect(toDayNumber(fromDayNumber(day))).toBe(day);
        expect(yearOfDay(day)).toBe(date.getUTCFullYear());
        expect(isWeekend(day)).toBe([0, 6].includes(date.getUTCDay()));
      }),
    );
  });

  it('know the first and the last day of a year', () => {
    for (const year of [1, 1899, 1900, 1969, 1970, 2000, 2024, 2026, 9998]) {
      expect(fromDayNumber(firstDayOfYear(year))).toBe(`${String(year).padStart(4, '0')}-01-01`);
      expect(yearOfDay(firstDayOfYear(year + 1) - 1)).toBe(year);
    }
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '0000-01-01', '2026-1-1', '01.12.2026', ''])(
    'do not take %j for a date',
    (text) => {
      expect(isIsoDate(text)).toBe(false);
      expect(() => toDayNumber(text)).toThrow(RangeError);
    },
  );

  it('know leap years by the Gregorian rule', () => {
    expect(['2024-02-29', '2000-02-29', '1900-02-29', '2100-02-29'].map(isIsoDate)).toEqual([true, true, false, false]);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-08-31', 13, '2027-09-30'],
  ])('%s and %i months is %s', (date, months, result) => {
    expect(addMonths(date, months)).toBe(result);
  });
});
