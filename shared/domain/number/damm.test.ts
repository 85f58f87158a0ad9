import { describe, expect, it } from 'vitest';
import { dammDigit } from './damm.ts';

const tenDigits = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

describe('Damm’s check digit', () => {
  it('is 4 for 572, and a number with its check digit gives 0', () => {
    expect(dammDigit('572')).toBe(4);
    expect(dammDigit('5724')).toBe(0);
    expect(dammDigit('')).toBe(0);
  });

  /** dammDigit of `ab…` reaches every state: one digit `a` leads from 0 to a state of its own. */
  const lead = (state: number) => tenDigits.find((digit) => dammDigit(String(digit)) === state)!;

  it('stands on a table where no state takes two digits to the same state, nor two states by one digit', () => {
    for (const state of tenDigits) {
      expect(new Set(tenDigits.map((digit) => dammDigit(`${lead(state)}${digit}`))).size).toBe(10);
      expect(new Set(tenDigits.map((before) => dammDigit(`${lead(before)}${state}`))).size).toBe(10);
    }
  });

  it('stands on a table where two unequal digits swapped never lead to the same state', () => {
    for (const state of tenDigits) {
      for (const a of tenDigits) {
        for (const b of tenDigits.slice(a + 1)) {
          expect(dammDigit(`${lead(state)}${a}${b}`)).not.toBe(dammDigit(`${lead(state)}${b}${a}`));
        }
      }
    }
  });

  it('refuses what is no digit', () => {
    expect(() => dammDigit('57a')).toThrow(RangeError);
    expect(() => dammDigit('٥٧٢')).toThrow(RangeError);
  });
});
