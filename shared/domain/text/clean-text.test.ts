import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText } from './clean-text.ts';

/** Texts full of what cleaning is about. */
const troubled = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['\u0000', '\u001B', '\u007F', '\u0085', '\r', '\n', '\t', '\v', '\u2028', '\u202E', '\u2066', '\u200F'],
        ...['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\uFFFE', '\uFFF9', '\u3164', '\u180E'],
        ...['\uD800', '\uDC00', '\uFE0F', '\uFE0E', '\u20E3', '\u{E0067}', '\u{E007F}', '\u{1F3FD}', '1', '#'],
        ...['👩', '❤', '🏴', '↔', '\u0338', '\u0301', '\u0306', 'и', 'ә', 'e', ' ', '\u00A0'],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join(''));

describe('cleaning text', () => {
  it('changes nothing more the second time', () => {
    fc.assert(
      fc.property(troubled, (text) => {
        expect(cleanText(cleanText(text))).toBe(cleanText(text));
        expect(cleanLine(cleanLine(text))).toBe(cleanLine(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves no control, no direction mark, no torn surrogate, no other line end', () => {
    fc.assert(
      fc.property(troubled, (text) => {
        const clean = cleanText(text);
        expect(clean).not.toMatch(/(?![\n\t])\p{Cc}|\p{Surrogate}|\p{Bidi_Control}|[\u2028\u2029\u200B\uFEFF]/u);
        expect(clean).toBe(clean.normalize('NFC'));
        expect(cleanLine(text)).not.toMatch(/[\n\t]|\s\s|^\s|\s$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('takes a way of its own with ordinary letters, which ends where all others do', () => {
    const letters = Array.from({ length: 0x2200 }, (_, code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters.filter((one) => /[\n\t -~«»Ѐ-ӿ–—№]/.test(one)))), (parts) => {
        // One invisible character more, and the text goes the long way.
        expect(cleanText(parts.join(''))).toBe(cleanText(`${parts.join('')}\u200B`));
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves ordinary Kazakh, Russian, Arabic and Chinese text as it is', () => {
    const text = 'Әлімқұлова Айгүл Серікқызы:\n\t«Ё-моё», № 5 – 10 °C, 50 % … قازاقستان 哈萨克斯坦';
    expect(cleanText(text)).toBe(text);
  });

  it.each(['👩‍👩‍👧‍👦', '👩🏽‍🚀', '❤️', '🏳️‍🌈', '🇰🇿', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏻', '🧑🏾‍❤️‍💋‍🧑🏼'])(
    'keeps the emoji %s whole',
    (emoji) => {
      expect(cleanText(emoji)).toBe(emoji);
      expect(cleanText(`ә${emoji}\u200B${emoji}ә`)).toBe(`ә${emoji}${emoji}ә`);
    },
  );

  it.each([
    ['a\u0000b\u0007c\u001B[31m\u007F\u0099', 'abc[31m'],
    ['a\r\nb\rc\u2028d\u2029e\u0085f\fg\vh', 'a\nb\nc\nd\ne\nf\ng\nh'],
    ['иск\u202Efdp.exe\u202C \u2067x\u2069\u200E\u200F\u061C', 'искfdp.exe x'],
    ['за\u00ADяв\u200Bле\u2060ние\uFEFF\u200D\u200C', 'заявление'],
    ['a\u{E0041}\u{E0042}b', 'ab'],
    ['к\u0438\u0306', 'кй'],
    ['a\uD83Db\uDE00c', 'a\uFFFDb\uFFFDc'],
    ['\u200D👩\u200D', '👩'],
    ['а\uFE0F', 'а'],
    ['a\uFFF9b\uFFFBc\uFFFEd', 'abcd'],
  ])('makes of %j %j', (text, clean) => {
    expect(cleanText(text)).toBe(clean);
  });

  it('makes one trimmed line of many', () => {
    expect(cleanLine('  Ким\u00A0\u3000 Цой\r\n\tАнна \u200B ')).toBe('Ким Цой Анна');
    expect(cleanLine('\u3164\u200B\n\uFEFF')).toBe('');
  });

  it('takes a text of a million characters whole', () => {
    const text = 'Әділетті шешім қабылдауыңызды сұраймын 👍🏻. '.repeat(23_000);
    expect(cleanText(text)).toBe(text);
  });
});
