import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './fold-text.ts';

const letters = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcdefghijklmnopqrstuvwxyzéüçşğıñáöß0123456789 -№';
const written = fc.string({ unit: fc.constantFrom(...letters, ...letters.toUpperCase()) });

describe('folding text', () => {
  it.each([
    ['Әлімқұлова', 'алимкулова'],
    ['АЛИМКУЛОВА', 'алимкулова'],
    ['Өтепберген Гүлжаһан', 'отепберген гулжахан'],
    ['Ңғұ Ңғү', 'нгу нгу'],
    ['Соловьёв', 'соловев'],
    ['объявление', 'обявление'],
    ['Айгүл', 'аигул'],
    ['Әйгерім', 'аигерим'],
    ['Müller Łukasz Strauß', 'muller lukasz strauss'],
    ['İstanbul ISPARTA ısparta', 'istanbul isparta isparta'],
    ['Ｋｅｎｓｅ', 'kense'],
    ['ə', 'а'],
  ])('makes of %j %j', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('finds a Kazakh name by its Russian spelling', () => {
    expect(foldText('Әлімқұлова')).toBe(foldText('алимкулова'));
    expect(foldText('Нұрсұлтан Шәкәрім')).toBe(foldText('нурсултан шакарим'));
    expect(foldText('и\u0306')).toBe(foldText('й'));
  });

  it('changes nothing more the second time, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not care for capitals, nor for composed or decomposed letters', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(foldText(text.toUpperCase())).toBe(foldText(text));
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text));
      }),
    );
  });

  it('makes the same of the beginning of a text as the beginning of the folded text', () => {
    fc.assert(
      fc.property(written, written, (start, rest) => {
        expect(foldText(start + rest)).toBe(foldText(start) + foldText(rest));
      }),
    );
  });
});
