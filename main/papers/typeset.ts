import { pt, type Rect } from './dots.ts';
import type { FaceName, Fonts } from './fonts.ts';
import { type Band, noMarks, type TextMark } from './sheet.ts';
import { wrap } from './text.ts';

/** A type size: points, and the distance from baseline to baseline. */
export type Type = { size: number; leading: number };

/** Where lines stand: left edge and width, dots. */
export type Column = { x: number; width: number };

/** Text of one style: words that stay whole as long as a line can hold them. */
export type Run = { words: readonly string[]; face: FaceName; type: Type };

/** Room below the baseline, parts of the type size: the tails of қ, ң, щ and of commas. */
const TAIL = 0.26;

/** Height of capitals in Noto Sans, parts of the type size. */
const CAPITALS = 0.714;

/** Sets runs as lines in a column, one band a line, type at `step` parts of its size. */
export function setLines(runs: readonly Run[], column: Column, step: number, fonts: Fonts): Band[] {
  return runs.flatMap(({ words, face, type }) => {
    const size = pt(type.size * step);
    const height = Math.round(pt(type.leading * step));
    return wrap(words, fonts[face], size, column.width).map((text): Band => {
      const mark: TextMark = {
        text,
        face,
        size,
        x: column.x,
        y: baseline(height, size),
        width: fonts[face].width(text, size),
      };
      return { ...noMarks(), texts: [mark], height };
    });
  });
}

/** Sets bands side by side, first line by first line, on common baselines. */
export function beside(left: readonly Band[], right: readonly Band[]): Band[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index): Band => {
    const pair = [left[index], right[index]].filter((band) => band !== undefined);
    const texts = pair.flatMap((band) => band.texts);
    const y = Math.max(...texts.map((text) => text.y));
    return {
      ...noMarks(),
      texts: texts.map((text) => ({ ...text, y })),
      height: Math.max(...pair.map((band) => band.height)),
    };
  });
}

/** A line across, `thickness` dots. */
export function rule(width: number, thickness: number): Band {
  return { ...noMarks(), rects: [{ x: 0, y: 0, width, height: thickness }], height: thickness };
}

/** The four sides of a frame, `thickness` dots. */
export function frame(width: number, height: number, thickness: number): Rect[] {
  return [
    { x: 0, y: 0, width, height: thickness },
    { x: 0, y: height - thickness, width, height: thickness },
    { x: 0, y: thickness, width: thickness, height: height - 2 * thickness },
    { x: width - thickness, y: thickness, width: thickness, height: height - 2 * thickness },
  ];
}

/** Where the baseline stands in a line of this height. */
export const baseline = (height: number, size: number): number => Math.round(height - size * TAIL);

/** White above the capitals in a line of this height. */
export const headroom = (height: number, size: number): number => baseline(height, size) - Math.round(size * CAPITALS);
