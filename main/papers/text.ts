import type { Face, Fonts } from './fonts.ts';

/** Stands for whatever the paper's fonts cannot draw. Both fonts have it. */
export const UNPRINTABLE = '\u{fffd}';

const graphemes = new Intl.Segmenter('kk', { granularity: 'grapheme' });

/**
 * What can be printed of a text that a person typed: composed (NFC), on one line, without control and direction marks.
 * Each unbroken run of characters that the fonts cannot draw (emoji, Arabic, Chinese) becomes one visible «�», so that
 * nothing disappears in silence and nothing prints as an empty box. Marks piled on one letter are kept to two.
 */
export function printable(text: string, fonts: Fonts): string {
  const line = text
    .normalize('NFC')
    .replace(/[^\S\u00a0\u202f]+/gu, ' ')
    .replace(/(?:\p{Cc}|\p{Cf}|\p{Variation_Selector})/gu, '')
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .trim();
  let printed = '';
  for (const { segment } of graphemes.segment(line)) {
    const known = [...segment].every((character) => {
      const codePoint = character.codePointAt(0)!;
      return fonts.regular.has(codePoint) && fonts.bold.has(codePoint);
    });
    if (known) printed += segment;
    else if (!printed.endsWith(UNPRINTABLE)) printed += UNPRINTABLE;
  }
  return printed;
}

/**
 * Breaks printable words into lines no wider than `width` (in the unit of `size`): between words; inside a word that is
 * wider than a whole line at its spaces and punctuation; failing that between letters. Never loses a letter.
 */
export function wrap(words: readonly string[], face: Face, size: number, width: number): string[] {
  const fits = (line: string) => face.width(line, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = divide(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

function divide(word: string, fits: (piece: string) => boolean): string[] {
  if (fits(word)) return [word];
  const pieces: string[] = [];
  let piece = '';
  const add = (part: string) => {
    if (piece !== '' && !fits((piece + part).trimEnd())) {
      pieces.push(piece.trimEnd());
      piece = '';
    }
    piece += part;
  };
  for (const part of word.split(/(?<=[- –—/.,;_@?&=])/u)) {
    if (fits(part.trimEnd())) add(part);
    else for (const { segment } of graphemes.segment(part)) add(segment);
  }
  return [...pieces, piece.trimEnd()];
}
