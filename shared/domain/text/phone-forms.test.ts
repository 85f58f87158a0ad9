import { describe, expect, it } from 'vitest';
import { phoneForms } from './phone-forms.ts';

describe('a telephone', () => {
  it.each(['+7 (777) 123-45-67', '8 777 123 45 67', '87771234567', '7771234567', '+77771234567'])(
    'written as %j is found in every way it may be asked for',
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

  it('that is short, foreign, missing, or one of several', () => {
    expect(phoneForms('112')).toEqual(['112']);
    expect(phoneForms('')).toEqual([]);
    expect(phoneForms('—')).toEqual([]);
    expect(phoneForms('21-00-15; 8 777 123 45 67')).toEqual(expect.arrayContaining(['210015', '0015', '87771234567']));
  });
});
