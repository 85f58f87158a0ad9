import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFonts } from './fonts.ts';
import { printable, UNPRINTABLE, wrap } from './text.ts';

const fonts = openFonts(fileURLToPath(new URL('../../assets/fonts', import.meta.url)));
const clean = (text: string) => printable(text, fonts);

describe('what can be printed', () => {
  test('Kazakh and Russian pass unchanged', () => {
    const text = 'Әлімқұлова Айгүл Серікқызы, «Жаңаөзен» № 5 – һ, Ғ, І, ё';
    expect(clean(text)).toBe(text);
  });

  test('each unbroken run of what the fonts cannot draw becomes one visible mark', () => {
    expect(clean('Ә. 👩‍👩‍👧👍 А. مرحبا بك 你好')).toBe(
      `Ә. ${UNPRINTABLE} А. ${UNPRINTABLE} ${UNPRINTABLE} ${UNPRINTABLE}`,
    );
  });

  test('letters typed in parts are composed', () => {
    expect(clean('И\u0306од')).toBe('Йод');
  });

  test('line breaks become spaces; control, direction and zero-width marks vanish', () => {
    expect(clean(' Бас\r\n\tмаман\u202e\u200b\u0000\ufeff ')).toBe('Бас маман');
  });

  test('half of a character is marked, not thrown at', () => {
    expect(clean('а\ud83d б')).toBe(`а${UNPRINTABLE} б`);
  });

  test('marks piled on a letter are kept to two', () => {
    expect(clean(`Z${'\u0335\u0329\u030d'.repeat(20)}`)).toHaveLength(3);
  });

  test('the fonts can draw every character that is left, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
        const drawable = [...clean(typed)].every((character) => {
          const codePoint = character.codePointAt(0)!;
          return fonts.regular.has(codePoint) && fonts.bold.has(codePoint);
        });
        expect(drawable).toBe(true);
      }),
    );
  });
});

describe('lines', () => {
  const width = 60;
  const anyWords = fc.array(fc.string({ unit: fc.constantFrom(...'абВқҰщ-./W1'), minLength: 1, maxLength: 40 }));

  test('are never wider than their column and lose no letter', () => {
    fc.assert(
      fc.property(anyWords, (words) => {
        const lines = wrap(words, fonts.bold, 10, width);
        for (const line of lines) expect(fonts.bold.width(line, 10)).toBeLessThanOrEqual(width);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      }),
    );
  });

  test('break between words, and inside a word only when no line could hold it', () => {
    expect(wrap(['Атырау', 'облысы', 'әкімінің', 'аппараты'], fonts.regular, 10, 80)).toEqual([
      'Атырау облысы',
      'әкімінің',
      'аппараты',
    ]);
    expect(wrap(['Қожамжарова-Нұрмұхамбет'], fonts.regular, 10, 90)).toEqual(['Қожамжарова-', 'Нұрмұхамбет']);
  });
});
