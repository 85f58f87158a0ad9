import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromDayNumber, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { formatDate } from '../../shared/words/forms.ts';
import { readCount, readDate } from './typed-values.ts';

const anyDate = fc
  .integer({ min: toDayNumber('1000-01-01'), max: toDayNumber('9999-12-31') })
  .map((day) => fromDayNumber(day));

describe('dates as they are typed', () => {
  test.each(['1.12.2026', '01.12.26', '01122026', '011226', '01/12/2026', '1-12-2026', '2026-12-01', ' 01.12.2026 г.'])(
    '%s is 01.12.2026',
    (typed) => expect(readDate(typed)).toBe('2026-12-01'),
  );

  test.each(['٠١١٢٢٠٢٦', '٠١.١٢.٢٠٢٦', '０１．１２．２０２６'.replaceAll('．', '.')])(
    'digits of another script (%s) are digits',
    (typed) => expect(readDate(typed)).toBe('2026-12-01'),
  );

  test('every date that the form shows is read back', () => {
    fc.assert(fc.property(anyDate, (date) => readDate(formatDate(date)) === date));
  });

  test.each(['31.02.2026', '32.01.2026', '1.13.2026', 'вчера', '1.12'])('%s stays as typed, to be refused', (typed) =>
    expect(readDate(typed)).toBe(typed),
  );

  test('an empty field is no date', () => expect(readDate('  ')).toBe(''));
});

describe('numbers as they are typed', () => {
  test.each([
    ['', 0],
    ['12', 12],
    [' 1 000 ', 1000],
    ['٣', 3],
  ])('%j is %d', (typed, count) => expect(readCount(typed)).toBe(count));

  test.each(['две', '1,5', '3 листа', '½'])('%j is no number', (typed) => expect(readCount(typed)).toBeNaN());
});
