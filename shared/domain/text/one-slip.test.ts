import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWithOneSlip } from './one-slip.ts';

const word = fc.string({ unit: fc.constantFrom(...'абвгқ'), minLength: 2, maxLength: 8 });

/** Every text that one slip makes of another. */
function slipsOf(text: string): string[] {
  const slips: string[] = [];
  for (let at = 0; at <= text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    for (const letter of 'абвгқ') {
      slips.push(before + letter + after);
      if (after !== '') slips.push(before + letter + after.slice(1));
    }
    if (after !== '') slips.push(before + after.slice(1));
    if (after.length > 1) slips.push(before + after[1] + after[0] + after.slice(2));
  }
  return slips;
}

describe('one slip of the hand', () => {
  it('is forgiven wherever it is, while the word is still being typed too', () => {
    fc.assert(
      fc.property(word, fc.nat(8), (text, cut) => {
        const beginning = text.slice(0, Math.max(1, cut));
        for (const typed of slipsOf(beginning)) expect([text, typed, beginsWithOneSlip(text, typed)]).toContain(true);
      }),
    );
  });

  it('is one: whatever is found begins as typed but for one slip', () => {
    fc.assert(
      fc.property(word, word, (text, typed) => {
        const beginnings = Array.from({ length: text.length + 1 }, (_, length) => text.slice(0, length));
        const near = beginnings.some((beginning) => beginning === typed || slipsOf(beginning).includes(typed));
        expect(beginsWithOneSlip(text, typed)).toBe(near);
      }),
      { numRuns: 1_000 },
    );
  });
});
