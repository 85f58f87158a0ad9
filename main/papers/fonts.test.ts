import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { openFonts } from './fonts.ts';

const folder = fileURLToPath(new URL('../../assets/fonts', import.meta.url));
const fonts = openFonts(folder);

describe.each(['regular', 'bold'] as const)('the %s font', (face) => {
  const { has, width } = fonts[face];

  test('has every letter of Kazakh and Russian and the signs of office papers', () => {
    const letters = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі';
    const needed = `${letters}${letters.toUpperCase()}0123456789№«»–—₸.,:;/+()-'"%&@\u{fffd}`;
    expect([...needed].filter((character) => !has(character.codePointAt(0)!))).toEqual([]);
  });

  test('sets all digits in the same width, so numbers stand in columns', () => {
    expect(new Set([...'0123456789'].map((digit) => width(digit, 1000)))).toHaveLength(1);
  });

  test('measures a line as the sum of its words and spaces', () => {
    expect(width('Бас маман', 10)).toBeCloseTo(width('Бас ', 10) + width('маман', 10), 6);
  });
});

test('a missing font is named', () => {
  expect(() => openFonts('/no/such/folder')).toThrow(/NotoSans-Regular\.ttf/);
});
