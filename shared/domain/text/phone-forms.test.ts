import { describe, expect, it } from 'vitest';
import { phonesIn } from './phone.ts';
import { phoneForms } from './phone-forms.ts';

describe('a telephone', () => {
  it.each(['+7 (777) 123-45-67', '8 777 123 45 67', '87771234567', '7771234567', '+77771234567'])(
    'written as %j is found in every way it may be asked for',
    (phone) => {
      const ways = ['77771234567', '87771234567', '7771234567', '1234567', '234567', '34567', '4567'];
      expect(phonesIn(phone).flatMap(phoneForms)).toEqual(ways);
    },
  );

  it('of a small town is found whole and by its end', () => {
    expect(phoneForms('21015')).toEqual(['21015', '1015']);
  });
});
