import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckDigit } from '../identity/check-digit.ts';
import { composeNumber } from '../number/paper-number.ts';
import { readScan } from './read-scan.ts';

const TODAY = '2026-12-01';
const read = (typed: string) => readScan(typed, TODAY);

/** What the layouts type for the keys of an American keyboard, written down once more from the keyboards themselves. */
const RUSSIAN = { '/': '.', '.': 'ю', ':': 'Ж', '?': ',', '-': '-', '=': '=', ...letters() };
const KAZAKH = {
  ...RUSSIAN,
  ...{ '1': '"', '2': 'ә', '3': 'і', '4': 'ң', '5': 'ғ', '6': ',', '7': '.', '8': 'ү', '9': 'ұ', '0': 'қ' },
  ...{ '-': 'ө', '=': 'һ', '/': '№', '.': 'ю', ':': 'Ж', '?': '?' },
};
const LAYOUTS = { american: {}, russian: RUSSIAN, kazakh: KAZAKH } as const;

function letters(): Record<string, string> {
  const [latin, cyrillic] = ['qwertyuiopasdfghjklzxcvbnm', 'йцукенгшщзфывапролдячсмить'];
  const pairs = [...latin].map((letter, index) => [letter, [...cyrillic][index]!] as const);
  return Object.fromEntries(
    pairs.flatMap(([l, c]) => [
      [l, c],
      [l.toUpperCase(), c.toUpperCase()],
    ]),
  );
}

const typedOn = (layout: keyof typeof LAYOUTS, code: string) =>
  [...code].map((key) => (LAYOUTS[layout] as Record<string, string>)[key] ?? key).join('');

const layout = fc.constantFrom(...(Object.keys(LAYOUTS) as (keyof typeof LAYOUTS)[]));
const number = fc
  .record({
    region: fc.constantFrom('23', '71', '10', '63'),
    agency: fc.stringMatching(/^\d{5}$/),
    year: fc.integer({ min: 2024, max: 2099 }),
    desk: fc.integer({ min: 1, max: 99 }),
    sequence: fc.integer({ min: 1, max: 999_999 }),
  })
  .map(composeNumber);
const iin = fc
  .tuple(
    fc.integer({ min: 40, max: 99 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.nat(9_999),
  )
  .map(([year, month, day, serial]) => {
    const two = (n: number) => String(n).padStart(2, '0');
    const digits = `${two(year)}${two(month)}${two(day)}3${String(serial).padStart(4, '0')}`;
    return [digits, identityCheckDigit(digits)] as const;
  })
  .filter((parts): parts is readonly [string, number] => parts[1] !== undefined)
  .map(([digits, check]) => `${digits}${check}`);

describe('a scanned code', () => {
  it('of a talon is its number, whatever the keyboard layout', () => {
    fc.assert(
      fc.property(number, layout, (code, keys) => {
        expect(read(typedOn(keys, code))).toEqual({ kind: 'paper', number: code });
        const address = `https://status.example.kz/${code}`;
        expect(read(typedOn(keys, address))).toEqual({ kind: 'paper', number: code });
      }),
    );
  });

  it('of a person is the IIN, whatever the keyboard layout', () => {
    fc.assert(
      fc.property(iin, layout, (code, keys) => {
        expect(read(typedOn(keys, code))).toEqual({ kind: 'identity', number: code, of: 'iin' });
      }),
    );
  });

  it('of an ID card is the IIN within it', () => {
    fc.assert(
      fc.property(iin, layout, (code, keys) => {
        const found = { kind: 'identity', number: code, of: 'iin' };
        expect(read(`IDKAZ0123456784${code}<<<`)).toEqual(found);
        expect(read(typedOn(keys, `DOC 012345678 IIN ${code}`))).toEqual(found);
      }),
    );
  });

  it.each([
    ['ЖТ-2026-00001234', { kind: 'foreign', number: 'ЖТ-2026-00001234' }],
    ['жт-2026-00001234/1', { kind: 'foreign', number: 'ЖТ-2026-00001234/1' }],
    ['123456789012345678', { kind: 'foreign', number: '123456789012345678' }],
    ['4870001234567', { kind: 'text', text: '4870001234567' }],
    ['850412400124', { kind: 'text', text: '850412400124' }],
    [' Құлсары ', { kind: 'text', text: 'Құлсары' }],
    ['', { kind: 'text', text: '' }],
  ])('%s is %j', (typed, scan) => {
    expect(read(typed)).toEqual(scan);
  });

  it('is the same with Caps Lock on', () => {
    const [code] = fc.sample(number, { numRuns: 1, seed: 7 });
    expect(read(typedOn('kazakh', code!).toUpperCase())).toEqual({ kind: 'paper', number: code });
  });

  it('with two people in it names none', () => {
    const [a, b] = [...new Set(fc.sample(iin, { numRuns: 9, seed: 3 }))];
    expect(read(`A${a} B${b}`).kind).toBe('text');
  });

  it('may be any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(['text', 'foreign', 'identity', 'paper']).toContain(read(text).kind);
      }),
    );
  });
});
