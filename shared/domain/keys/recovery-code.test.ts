import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  composeRecoveryCode,
  digitsOf,
  GROUP_DIGITS,
  GROUP_VALUES,
  RECOVERY_GROUPS,
  readRecoveryCode,
  recoveryGroups,
} from './recovery-code.ts';

const values = fc.array(fc.integer({ min: 0, max: GROUP_VALUES - 1 }), {
  minLength: RECOVERY_GROUPS,
  maxLength: RECOVERY_GROUPS,
});
const place = fc.integer({ min: 0, max: RECOVERY_GROUPS * GROUP_DIGITS - 1 });

describe('a recovery code', () => {
  test('carries at least 128 random bits', () => {
    expect(RECOVERY_GROUPS * Math.log2(GROUP_VALUES)).toBeGreaterThan(128);
  });

  test('is read back in any grouping, and with letters for the digits they look like', () => {
    const dressings: ((code: string) => string)[] = [
      (code) => code,
      (code) => recoveryGroups(code).join(' - '),
      (code) => ` ${recoveryGroups(code).join('\n')}\t`,
      (code) => code.replaceAll('0', 'О').replaceAll('1', 'l').replaceAll('3', 'з').replaceAll('6', 'б'),
      (code) => code.replaceAll('0', 'o').replaceAll('1', 'І').replaceAll('4', 'ч').replaceAll('8', 'В'),
      (code) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    ];
    fc.assert(
      fc.property(values, fc.constantFrom(...dressings), (random, dress) => {
        const code = composeRecoveryCode(random);
        expect(readRecoveryCode(dress(code))).toEqual({ state: 'whole', code });
      }),
    );
  });

  test('names the group of every mistyped digit', () => {
    fc.assert(
      fc.property(values, place, fc.integer({ min: 1, max: 9 }), (random, at, by) => {
        const code = composeRecoveryCode(random);
        const slip = (Number(code[at]) + by) % 10;
        const typed = code.slice(0, at) + slip + code.slice(at + 1);
        expect(readRecoveryCode(typed)).toEqual({ state: 'wrong', groups: [Math.floor(at / GROUP_DIGITS) + 1] });
      }),
    );
  });

  test('names the group in which two neighbours changed places', () => {
    fc.assert(
      fc.property(values, place, (random, at) => {
        const code = composeRecoveryCode(random);
        fc.pre((at + 1) % GROUP_DIGITS !== 0 && code[at] !== code[at + 1]);
        const typed = code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2);
        expect(readRecoveryCode(typed)).toEqual({ state: 'wrong', groups: [Math.floor(at / GROUP_DIGITS) + 1] });
      }),
    );
  });

  test('names both groups that were typed in each other’s place', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 }), (random, a, b) => {
        fc.pre(a < b);
        const groups = recoveryGroups(composeRecoveryCode(random));
        [groups[a], groups[b]] = [groups[b]!, groups[a]!];
        expect(readRecoveryCode(groups.join(' '))).toEqual({ state: 'wrong', groups: [a + 1, b + 1] });
      }),
    );
  });

  test('says how much is still to be typed, and when it is too much', () => {
    const code = composeRecoveryCode([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(readRecoveryCode('')).toEqual({ state: 'unfinished', missing: 48 });
    expect(readRecoveryCode(code.slice(0, 40))).toEqual({ state: 'unfinished', missing: 8 });
    expect(readRecoveryCode(`${code}1`)).toEqual({ state: 'tooLong' });
    expect(digitsOf('12З-45б')).toBe('123456');
  });

  test('is not made of anything but one value a group', () => {
    expect(() => composeRecoveryCode([1])).toThrow(RangeError);
    expect(() => composeRecoveryCode([1, 2, 3, 4, 5, 6, 7, GROUP_VALUES])).toThrow(RangeError);
  });
});
