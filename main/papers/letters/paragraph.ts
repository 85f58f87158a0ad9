import type { LetterLine } from '../../../shared/letters/fill.ts';
import { pt } from '../dots.ts';
import type { FaceName, Fonts } from '../fonts.ts';
import { type Band, noMarks, type TextMark } from '../sheet.ts';
import { printable, wrap } from '../text.ts';
import { baseline, type Column, type Type } from '../typeset.ts';

type Style = {
  type: Type;
  face: FaceName;
  align: 'left' | 'centre' | 'right';
  /** White before the first line, dots. */
  indent?: number;
};

/** A stretch of one face; a word may have several: a gap in brackets with the comma behind it. */
type Stretch = { text: string; face: FaceName };
type Word = Stretch[];

/** Sets one paragraph as lines in a column, one band a line; gaps stand out in bold. Never loses a letter. */
export function setParagraph(line: LetterLine, column: Column, style: Style, fonts: Fonts): Band[] {
  const size = pt(style.type.size);
  const height = Math.round(pt(style.type.leading));
  const widthOf = (word: Word) => word.reduce((sum, { text, face }) => sum + fonts[face].width(text, size), 0);
  const blank = (face: FaceName) => fonts[face].width(' ', size);
  const room = (index: number) => column.width - (index === 0 ? (style.indent ?? 0) : 0);
  const lines: Word[][] = [];
  let words: Word[] = [];
  let used = 0;
  const end = () => {
    if (words.length > 0) lines.push(words);
    [words, used] = [[], 0];
  };
  const add = (word: Word) => {
    const white = words.length === 0 ? 0 : blank(words.at(-1)!.at(-1)!.face);
    if (words.length > 0 && used + white + widthOf(word) > room(lines.length)) end();
    used += (words.length === 0 ? 0 : white) + widthOf(word);
    words.push(word);
  };
  for (const word of wordsOf(line, style.face, fonts)) {
    if (widthOf(word) <= column.width - (style.indent ?? 0)) add(word);
    else
      for (const { text, face } of word)
        for (const piece of wrap([text], fonts[face], size, column.width - (style.indent ?? 0)))
          add([{ text: piece, face }]);
  }
  end();
  return lines.map((set, index): Band => {
    const stretches = joined(set);
    const wide = widthOf(stretches);
    const free = room(index) - wide;
    let x = column.x + (index === 0 ? (style.indent ?? 0) : 0);
    if (style.align !== 'left') x += style.align === 'centre' ? free / 2 : free;
    const texts = stretches.map(({ text, face }): TextMark => {
      const width = fonts[face].width(text, size);
      const mark = { text: text.trimEnd(), face, size, x, y: baseline(height, size), width };
      x += width;
      return mark;
    });
    return { ...noMarks(), texts: texts.filter(({ text }) => text !== ''), height };
  });
}

/** Words as they stand between blanks, whatever faces they have. */
function wordsOf(line: LetterLine, face: FaceName, fonts: Fonts): Word[] {
  const words: Word[] = [[]];
  for (const run of line) {
    const stretchFace = run.gap ? 'bold' : face;
    // What the fonts cannot draw becomes visible; blanks at the ends part words of neighbouring runs.
    const before = /^\s/u.test(run.text);
    const behind = /\s$/u.test(run.text);
    const texts = printable(run.text, fonts).split(' ');
    if (before && words.at(-1)!.length > 0) words.push([]);
    texts.forEach((text, index) => {
      if (index > 0) words.push([]);
      if (text !== '') words.at(-1)!.push({ text, face: stretchFace });
    });
    if (behind && words.at(-1)!.length > 0) words.push([]);
  }
  return words.filter((word) => word.length > 0);
}

/** Words of a line with their blanks, as few stretches as there are changes of face. */
function joined(words: readonly Word[]): Word {
  const stretches: Word = [];
  words.forEach((word, index) => {
    for (const [at, { text, face }] of word.entries()) {
      const last = stretches.at(-1);
      const white = index > 0 && at === 0 ? ' ' : '';
      if (last && white !== '') last.text += white;
      if (last?.face === face) last.text += text;
      else stretches.push({ text, face });
    }
  });
  return stretches;
}
