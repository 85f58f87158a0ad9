import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openFonts } from '../fonts.ts';
import { createTypeCase } from './type-case.ts';

const { regular } = openFonts(fileURLToPath(new URL('../../../assets/fonts', import.meta.url)));

/** An encoder whose code for a letter can be read back. */
const typeCase = createTypeCase(regular, {
  encode: (text) => [
    [...text].map((letter) => letter.codePointAt(0)!.toString(16).padStart(4, '0')),
    [...text].map((letter) => ({ xAdvance: regular.width(letter, 1_000) })),
  ],
});

const read = (code: string) =>
  code
    .replace(/\\(\d{3})/g, (_, octal) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replace(/(.)(.)/gs, (_, high: string, low: string) =>
      String.fromCharCode((high.charCodeAt(0) << 8) | low.charCodeAt(0)),
    );

const letters = [...'АаӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЙйЩщ  -–.«»№()\\0123456789WwIi'];
const anyText = fc.string({ unit: fc.constantFrom(...letters), maxLength: 200 });

describe('lines of a register', () => {
  test('never lose a letter, whatever stands in them and however narrow they are', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 4, max: 300 }), (text, width) => {
        const lines = typeCase.lines(text, 8, width).map(({ code }) => read(code));
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  test('are no wider than their column, unless it cannot hold a single letter', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 12, max: 300 }), (text, width) => {
        for (const line of typeCase.lines(text, 8, width)) {
          expect(line.width).toBeLessThanOrEqual(width + 1e-6);
          expect(line.width).toBeCloseTo(typeCase.width(read(line.code), 8), 6);
        }
      }),
    );
  });

  test('are parted between words, then behind punctuation, and only then within a word', () => {
    const lines = (text: string, width: number) => typeCase.lines(text, 10, width).map(({ code }) => read(code));
    expect(lines('жер учаскесін бөлу', 60)).toEqual(['жер', 'учаскесін', 'бөлу']);
    expect(lines('Нұрмұхамбет-Қожамжарова', 75)).toEqual(['Нұрмұхамбет-', 'Қожамжарова']);
    expect(lines('ААААААААААА', 40).every((line) => /^А+$/.test(line))).toBe(true);
  });
});
