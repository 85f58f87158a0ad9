import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneForms, phonesIn } from './phone.ts';

describe('telephone numbers', () => {
  it.each([
    ['+7 (700) 000-01-23', ['7000000123']],
    ['8 700 000 01 23', ['7000000123']],
    ['7000000123', ['7000000123']],
    ['٨٧٠٠٠٠٠٠١٢٣', ['7000000123']],
    ['+77000000123, 8 7122 32-15-00', ['7000000123', '7122321500']],
    ['87000000123 87010000123', ['7000000123', '7010000123']],
    ['32-15-00 / 32-15-01', ['321500', '321501']],
    ['+49 30 123456', ['4930123456']],
    ['вн. 104', []],
    ['', []],
  ])('in %j are %j', (text, phones) => {
    expect(phonesIn(text)).toEqual(phones);
  });

  it('are the same however they are grouped', () => {
    const separator = fc.constantFrom('', ' ', '-', ') ', ' (', '\u00A0', '–');
    fc.assert(
      fc.property(
        fc.stringMatching(/^7\d{9}$/),
        fc.array(separator, { minLength: 10, maxLength: 10 }),
        (digits, parts) => {
          const written = [...digits].map((digit, index) => digit + parts[index]).join('');
          for (const start of ['', '+7 ', '8-', '7']) expect(phonesIn(start + written)).toEqual([digits]);
        },
      ),
    );
  });

  it('are read from any text, and once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const phones = phonesIn(text);
        expect(new Set(phones).size).toBe(phones.length);
      }),
    );
  });

  it.each(['+7 (777) 123-45-67', '8 777 123 45 67', '87771234567', '7771234567', '+77771234567'])(
    'written as %j are found in every way they may be asked for',
    (phone) => {
      expect(phoneForms(phone)).toEqual([
        '77771234567',
        '87771234567',
        '7771234567',
        '1234567',
        '234567',
        '34567',
        '4567',
      ]);
    },
  );

  it('that are short, missing, or several are found as far as they go', () => {
    expect(phoneForms('112')).toEqual([]);
    expect(phoneForms('—')).toEqual([]);
    expect(phoneForms('21-00-15; 8 777 123 45 67')).toEqual(expect.arrayContaining(['210015', '0015', '87771234567']));
  });
});
