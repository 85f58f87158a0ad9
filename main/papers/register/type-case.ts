import type { Face } from '../fonts.ts';

/** A letter ready to print: its advance in parts of the type size, and its code in the embedded font as a PDF string. */
type Sort = { width: number; code: string };

/** A line of text ready to print; `width` in points. */
export type SetLine = { code: string; width: number };

/** Sets text letter by letter from what was shaped once: 25,000 rows have no more than a few hundred different letters. */
export type TypeCase = {
  width(text: string, size: number): number;
  /** A text on one line, however long. */
  line(text: string, size: number): SetLine;
  /**
   * Lines no wider than `width` points: broken between words, a word wider than a line behind its punctuation, failing that
   * between letters. Never loses a letter.
   */
  lines(text: string, size: number, width: number): SetLine[];
};

/** How PDFKit's embedded font encodes a text: glyphs as four hexadecimal digits, advances in thousandths of the type size. */
export type Encoder = { encode(text: string): [glyphs: string[], positions: { xAdvance: number }[]] };

/** Behind these a word may be parted. */
const SEAM = new Set('-–—/.,;_@?&='.split(''));

/** Words kept set; a register repeats the same few thousand, the rest are names. A full case starts anew. */
const SET_WORDS = 20_000;

/** Letters are set one by one, without the kerning of pairs: at the size of a register nobody sees it. */
export function createTypeCase(face: Face, encoder: Encoder): TypeCase {
  const sorts = new Map<string, Sort>();
  const words = new Map<string, Sort>();

  const sortOf = (letter: string): Sort => {
    let sort = sorts.get(letter);
    if (!sort) {
      const [glyphs, positions] = encoder.encode(face.has(letter.codePointAt(0)!) ? letter : '\u{fffd}');
      const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) / 1000;
      sort = { width, code: glyphs.map(asString).join('') };
      sorts.set(letter, sort);
    }
    return sort;
  };
  const wordOf = (word: string): Sort => {
    let set = words.get(word);
    if (!set) {
      set = { width: 0, code: '' };
      for (const letter of word) {
        const { width, code } = sortOf(letter);
        set.width += width;
        set.code += code;
      }
      if (words.size >= SET_WORDS) words.clear();
      words.set(word, set);
    }
    return set;
  };
  const space = sortOf(' ');

  /** A word wider than a line in pieces. */
  function* piecesOf(word: string, width: number): Generator<Sort> {
    let piece = '';
    let wide = 0;
    // Where the piece could be parted at a seam: what stands behind it starts the next line.
    let seam = { at: 0, wide: 0 };
    for (const letter of word) {
      const one = sortOf(letter).width;
      // What a seam leaves over may still be too wide.
      while (piece !== '' && wide + one > width) {
        const parted = seam.at > 0 ? seam : { at: piece.length, wide };
        yield wordOf(piece.slice(0, parted.at));
        piece = piece.slice(parted.at);
        wide -= parted.wide;
        seam = { at: 0, wide: 0 };
      }
      piece += letter;
      wide += one;
      if (SEAM.has(letter)) seam = { at: piece.length, wide };
    }
    yield wordOf(piece);
  }

  const line = (text: string, size: number): SetLine => {
    const { width, code } = wordOf(text);
    return { code, width: width * size };
  };
  return {
    width: (text, size) =>
      text.split(' ').reduce((sum, word) => sum + wordOf(word).width + space.width, -space.width) * size,
    line,
    lines(text, size, width) {
      const most = width / size;
      const lines: SetLine[] = [];
      let code = '';
      let wide = 0;
      const end = () => {
        if (code !== '') lines.push({ code, width: wide * size });
        code = '';
        wide = 0;
      };
      const add = (word: Sort) => {
        code += word.code;
        wide += word.width;
      };
      for (const letters of text.split(' ')) {
        const word = wordOf(letters);
        if (code !== '' && wide + space.width + word.width <= most) {
          add(space);
          add(word);
          continue;
        }
        end();
        if (word.width <= most) add(word);
        else {
          for (const piece of piecesOf(letters, most)) {
            end();
            add(piece);
          }
        }
      }
      end();
      return lines;
    },
  };
}

/** Two bytes of a PDF string; what has a meaning in one is written as a number. */
function asString(glyph: string): string {
  const number = Number.parseInt(glyph, 16);
  return [number >> 8, number & 0xff].map(asCharacter).join('');
}

const asCharacter = (byte: number): string =>
  byte < 0x20 || byte === 0x28 || byte === 0x29 || byte === 0x5c || byte === 0x7f
    ? `\\${byte.toString(8).padStart(3, '0')}`
    : String.fromCharCode(byte);
