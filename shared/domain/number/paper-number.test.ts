import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regions } from '../places/kato-code.ts';
import { dammDigit } from './damm.ts';
import {
  composeNumber,
  groupNumber,
  LAST_SEQUENCE,
  numberPrefix,
  type PaperNumber,
  parseNumber,
} from './paper-number.ts';

const anyNumber: fc.Arbitrary<PaperNumber> = fc.record({
  region: fc.constantFrom(...regions.map((region) => region.code)),
  agency: fc.integer({ min: 0, max: 99_999 }).map((agency) => String(agency).padStart(5, '0')),
  year: fc.integer({ min: 2000, max: 2099 }),
  desk: fc.integer({ min: 1, max: 99 }),
  sequence: fc.integer({ min: 1, max: LAST_SEQUENCE }),
});

const replaced = (text: string, at: number, by: string) => text.slice(0, at) + by + text.slice(at + by.length);
const sample: PaperNumber = { region: '23', agency: '00123', year: 2026, desk: 1, sequence: 1 };

describe('the number of a paper', () => {
  it('is 18 digits: region, agency, year, desk, sequence, check digit', () => {
    expect(composeNumber(sample)).toBe('230012326010000016');
    expect(numberPrefix(sample)).toBe('23001232601');
    expect(groupNumber('230012326010000016')).toBe('230012 326010 000016');
  });

  it('comes back from its digits as it was', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const digits = composeNumber(number);
        expect(digits).toMatch(/^\d{18}$/);
        expect(parseNumber(digits)).toEqual({ ok: true, digits, number });
      }),
    );
  });

  it('shows every slip of a single digit', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const digits = composeNumber(number);
        for (let at = 0; at < digits.length; at++) {
          for (const digit of '0123456789') {
            if (digit === digits[at]) continue;
            expect(parseNumber(replaced(digits, at, digit))).toEqual({ ok: false, reason: 'checkDigit' });
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('shows every swap of unequal neighbours', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        const digits = composeNumber(number);
        for (let at = 0; at + 1 < digits.length; at++) {
          if (digits[at] === digits[at + 1]) continue;
          const swapped = replaced(digits, at, digits[at + 1]! + digits[at]!);
          expect(parseNumber(swapped)).toEqual({ ok: false, reason: 'checkDigit' });
        }
      }),
    );
  });

  it('sorts as text by its sequence, within the range of its prefix', () => {
    fc.assert(
      fc.property(anyNumber, fc.integer({ min: 1, max: LAST_SEQUENCE }), (number, sequence) => {
        const [a, b] = [composeNumber(number), composeNumber({ ...number, sequence })];
        expect(Math.sign(a < b ? -1 : a > b ? 1 : 0)).toBe(Math.sign(number.sequence - sequence));
        const prefix = numberPrefix(number);
        expect([a, b].every((digits) => digits.startsWith(prefix) && digits > prefix)).toBe(true);
      }),
    );
  });

  it('has a prefix of its own for every desk and year', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (a, b) => {
        const same = a.region === b.region && a.agency === b.agency && a.year === b.year && a.desk === b.desk;
        expect(numberPrefix(a) === numberPrefix(b)).toBe(same);
      }),
    );
  });

  it.each([
    '230012 326010 000016',
    ' 230012\u00A0326010\u202F000016\n',
    '230012-326010–000016',
    '23 00123 26 01 000001 6',
    '２３００１２３２６０１０００００１６',
    '٢٣٠٠١٢٣٢٦٠١٠٠٠٠٠١٦',
    '\u200E230012326010000016\u200B',
  ])('is read from %j', (text) => {
    expect(parseNumber(text)).toEqual({ ok: true, digits: '230012326010000016', number: sample });
  });

  it('tells what is wrong', () => {
    const reasonOf = (text: string) => {
      const result = parseNumber(text);
      return result.ok ? undefined : result.reason;
    };
    expect(reasonOf('')).toBe('length');
    expect(reasonOf('23001232601000001')).toBe('length');
    expect(reasonOf('2300123260100000160')).toBe('length');
    expect(reasonOf('23001232601000001O')).toBe('digits');
    expect(reasonOf('ЖТ-2026-00000016')).toBe('digits');
    expect(reasonOf('230012326010000017')).toBe('checkDigit');
    const withCheck = (body: string) => body + dammDigit(body);
    expect(reasonOf(withCheck('99001232601000001'))).toBe('region');
    expect(reasonOf(withCheck('23001232600000001'))).toBe('digits');
    expect(reasonOf(withCheck('23001232601000000'))).toBe('digits');
  });

  it.each<[string, Partial<PaperNumber>]>([
    ['an unknown region', { region: '99' }],
    ['a short agency', { agency: '123' }],
    ['a year outside the century', { year: 2100 }],
    ['a year of two digits', { year: 26 }],
    ['desk 0', { desk: 0 }],
    ['desk 100', { desk: 100 }],
    ['sequence 0', { sequence: 0 }],
    ['a sequence past the last', { sequence: LAST_SEQUENCE + 1 }],
    ['half a sequence', { sequence: 1.5 }],
  ])('is not made of %s', (_what, part) => {
    expect(() => composeNumber({ ...sample, ...part })).toThrow(RangeError);
  });

  it('of the last sequence can be made', () => {
    expect(parseNumber(composeNumber({ ...sample, sequence: LAST_SEQUENCE }))).toMatchObject({ ok: true });
  });
});
