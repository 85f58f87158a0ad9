import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckDigit } from './check-digit.ts';
import { checkBin, checkIin } from './iin-bin.ts';

const today = '2026-11-23';
const withCheck = (body: string) => `${body}${identityCheckDigit(body) ?? 'none'}`;
const bodies = fc.stringMatching(/^\d{11}$/);
const firstWeighing = (body: string) => [...body].reduce((sum, digit, i) => sum + (i + 1) * Number(digit), 0) % 11;

describe('the check digit of IIN and BIN', () => {
  it.each([
    ['00010150000', 1],
    ['00010150022', undefined],
    ['21014000000', 6],
    ['21014000070', 7],
    ['21014000077', undefined],
  ])('of %s is %s', (body, digit) => {
    expect(identityCheckDigit(body)).toBe(digit);
  });

  it('shows a slip in the first ten digits when the first weighing decides for both numbers', () => {
    fc.assert(
      fc.property(bodies, fc.nat(9), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const slipped = body.slice(0, at) + ((Number(body[at]) + by) % 10) + body.slice(at + 1);
        fc.pre(firstWeighing(body) < 10 && firstWeighing(slipped) < 10);
        expect(identityCheckDigit(slipped)).not.toBe(identityCheckDigit(body));
      }),
    );
  });

  it('always shows another check digit', () => {
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 9 }), (body, by) => {
        const digit = identityCheckDigit(body);
        fc.pre(digit !== undefined);
        const number = body + ((digit! + by) % 10);
        expect(checkIin(number, today).warnings.includes('checkDigit') || body[4]! > '3').toBe(true);
        expect(checkBin(number, today).warnings).toContain('checkDigit');
      }),
    );
  });

  it('is missing for about 0.8 % of bodies', () => {
    let missing = 0;
    const sampled = 50_000;
    for (let i = 0; i < sampled; i++) {
      const body = String((i * 7_919_777_773) % 100_000_000_000).padStart(11, '0');
      if (identityCheckDigit(body) === undefined) missing++;
    }
    expect(missing / sampled).toBeGreaterThan(0.006);
    expect(missing / sampled).toBeLessThan(0.0105);
  });
});

describe('an IIN', () => {
  it('tells birth date and sex', () => {
    expect(checkIin(withCheck('00010150000'), today)).toEqual({
      digits: '000101500001',
      kind: 'iin',
      warnings: [],
      birthDate: '2000-01-01',
      sex: 'male',
    });
    expect(checkIin(withCheck('85030845012'), today)).toMatchObject({ birthDate: '1985-03-08', sex: 'female' });
  });

  it('of anyone living has no warnings and comes back as it was', () => {
    const living = fc.date({ min: new Date('1917-01-01'), max: new Date('2026-11-23'), noInvalidDate: true });
    fc.assert(
      fc.property(living, fc.boolean(), fc.nat(9999), (born, male, serial) => {
        const date = born.toISOString().slice(0, 10);
        const century = (date < '2000' ? 3 : 5) + (male ? 0 : 1);
        const body = date.slice(2).replaceAll('-', '') + century + String(serial).padStart(4, '0');
        fc.pre(identityCheckDigit(body) !== undefined);
        expect(checkIin(withCheck(body), today)).toEqual({
          digits: withCheck(body),
          kind: 'iin',
          warnings: [],
          birthDate: date,
          sex: male ? 'male' : 'female',
        });
      }),
    );
  });

  it.each([
    ['', ['length']],
    ['00010150000', ['length']],
    ['0001015000011', ['length']],
    ['00010150000I', ['characters']],
    ['123123123123', ['birthDate', 'checkDigit']],
    [withCheck('99023030000'), ['birthDate']],
    [withCheck('01022930000'), ['birthDate']],
    [withCheck('26112450000'), ['birthFuture']],
    [withCheck('26112350000'), []],
    [withCheck('15112330000'), ['age']],
    [withCheck('15112430000'), []],
    [withCheck('80010110000'), ['age']],
    [withCheck('00010100000'), ['centuryDigit']],
    [withCheck('00013200000'), ['birthDate', 'centuryDigit']],
    [withCheck('00022900000'), ['centuryDigit']],
    [withCheck('00010190000'), ['centuryDigit']],
    ['000101500002', ['checkDigit']],
    [withCheck('21014000000'), ['looksLikeBin']],
    [withCheck('00017150000'), ['birthDate']],
  ])('%j is warned of as %j', (text, warnings) => {
    expect(checkIin(text, today).warnings).toEqual(warnings);
  });

  it.each(['000101 500001', '000101-500-001', '٠٠٠١٠١٥٠٠٠٠١', '０００１０１５００００１', '\u200E000101500001\u00A0'])(
    'is read from %j',
    (text) => {
      expect(checkIin(text, today)).toMatchObject({ digits: '000101500001', warnings: [] });
    },
  );

  it('of any text is read without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\d{12}$/)), (text) => {
        for (const check of [checkIin, checkBin]) expect(check(text, today).digits).toMatch(/^\d*$/);
      }),
    );
  });
});

describe('a BIN', () => {
  it('tells type of entity and of unit', () => {
    expect(checkBin('210140000006', today)).toEqual({
      digits: '210140000006',
      kind: 'bin',
      warnings: [],
      entity: 'resident',
      unit: 'head',
    });
    expect(checkBin(withCheck('99125100012'), today)).toMatchObject({ entity: 'nonResident', unit: 'branch' });
    expect(checkBin(withCheck('10066300012'), today)).toMatchObject({
      entity: 'jointSoleTrader',
      unit: 'jointPeasantFarm',
    });
  });

  it.each([
    ['210140000707', []],
    ['210140000770', ['checkDigit']],
    [withCheck('21004000000'), ['registrationDate']],
    [withCheck('21134000000'), ['registrationDate']],
    [withCheck('26114000000'), []],
    [withCheck('26124000000'), ['registrationDate']],
    [withCheck('94014000000'), []],
    [withCheck('21018000000'), ['entityType']],
    [withCheck('21014900000'), ['entityType']],
    ['000101500001', ['looksLikeIin']],
    ['21014', ['length']],
    ['БИН 210140000006', ['characters']],
  ])('%j is warned of as %j', (text, warnings) => {
    expect(checkBin(text, today).warnings).toEqual(warnings);
  });
});
