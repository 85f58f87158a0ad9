import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create, type Font, type Run } from 'fontkit';

export type FaceName = 'regular' | 'bold';

/** One opened font: measures text exactly as PDFKit will set it. */
export type Face = {
  /** What PDFKit embeds a subset of. */
  font: Font;
  /** Whether the font can draw this character. */
  has(codePoint: number): boolean;
  /** Width of one line of text, in the unit of `size`. */
  width(text: string, size: number): number;
};

export type Fonts = Record<FaceName, Face>;

const files: Record<FaceName, string> = { regular: 'NotoSans-Regular.ttf', bold: 'NotoSans-Bold.ttf' };

/** Words kept shaped per font. Forms repeat the same few hundred; the rest are names, and a full shelf starts anew. */
const SHAPED_WORDS = 4_000;

/**
 * Opens the fonts of all papers, once for the life of the process: parsing them takes longer than setting a talon.
 *
 * @throws Error naming the file when a font is missing or is no font.
 */
export function openFonts(folder: string): Fonts {
  return { regular: openFace(join(folder, files.regular)), bold: openFace(join(folder, files.bold)) };
}

function openFace(path: string): Face {
  let font: Font;
  try {
    font = rememberShaping(create(readFileSync(path)));
  } catch (cause) {
    throw new Error(`Papers cannot be printed: the font ${path} cannot be opened`, { cause });
  }
  return {
    font,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    width: (text, size) => {
      // PDFKit shapes word by word, each with the space behind it; measured the same way, a line is as long as it prints.
      let units = 0;
      for (const word of text.match(/[^ \t]*[ \t]|[^ \t]+$/g) ?? []) units += font.layout(word).advanceWidth;
      return (units * size) / font.unitsPerEm;
    },
  };
}

/** The same font, with shaped words remembered across documents: shaping is the dearest step of a talon. */
function rememberShaping(font: Font): Font {
  const shaped = new Map<string, Run>();
  const layout = (text: string, features?: string[] | Record<string, boolean>): Run => {
    if (features !== undefined) return font.layout(text, features);
    let run = shaped.get(text);
    if (run === undefined) {
      const { glyphs, positions, advanceWidth } = font.layout(text);
      run = { glyphs, positions, advanceWidth };
      if (shaped.size >= SHAPED_WORDS) shaped.clear();
      shaped.set(text, run);
    }
    // PDFKit scales the positions it is given in place.
    return { ...run, positions: run.positions.map((position) => ({ ...position })) };
  };
  return Object.create(font, { layout: { value: layout } });
}
