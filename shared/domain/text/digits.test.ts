import { describe, expect, it } from 'vitest';
import { plainDigits, westernDigits } from './digits.ts';

describe('digits', () => {
  it.each([
    ['0123456789', '0123456789'],
    ['٠١٢٣٤٥٦٧٨٩', '0123456789'],
    ['۰۱۲۳۴۵۶۷۸۹', '0123456789'],
    ['０１２３４５６７８９', '0123456789'],
    ['०१२३४५६७८९', '0123456789'],
    ['𝟎𝟏𝟐𝟑𝟗𝟘𝟙𝟡𝟶𝟿', '0123901909'],
    ['12 34-56–78−90\u00A0\u200B', '1234567890'],
    ['12O4', '12O4'],
    ['½①', '½①'],
  ])('in %j are %j', (text, digits) => {
    expect(plainDigits(text)).toBe(digits);
  });

  it('of other scripts are read where they stand, and all else stays', () => {
    expect(westernDigits('тел. ٨ (७००) ０００-01 – ҰҚК')).toBe('тел. 8 (700) 000-01 – ҰҚК');
  });

  it('of every script lie in whole runs of ten', () => {
    const lengths: number[] = [];
    let run = 0;
    for (let code = 0; code <= 0x10ffff; code++) {
      if (/\p{Nd}/u.test(String.fromCodePoint(code))) run++;
      else if (run > 0) {
        lengths.push(run);
        run = 0;
      }
    }
    expect(lengths.filter((length) => length % 10 !== 0)).toEqual([]);
    expect(lengths.length).toBeGreaterThan(50);
  });
});
