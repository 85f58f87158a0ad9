import type { Rect } from './dots.ts';
import type { FaceName } from './fonts.ts';

/** One line of text; `size` and all lengths in dots, `x` its left edge, `y` its baseline. */
export type TextMark = { text: string; face: FaceName; size: number; x: number; y: number; width: number };

/** Black marks. `clear` is the space a code needs empty around it (its quiet zone), the code included. */
export type Marks = { texts: TextMark[]; rects: Rect[]; clear: Rect[] };

/** A strip across the page that is never torn apart, its marks from its own top. */
export type Band = Marks & { height: number };

/**
 * Bands that stand together on one page if a page can hold them. `gap` is the white space before it, dropped at the top
 * of a page; `air` is how much more white space it may take of a page that is not full; a `foot` takes all that is left.
 */
export type Block = { bands: Band[]; gap: number; air: number; foot: boolean };

export const noMarks = (): Marks => ({ texts: [], rects: [], clear: [] });

/** White across the page. */
export const space = (height: number): Band => ({ ...noMarks(), height });

/** Marks moved by whole dots. */
export function moved(marks: Marks, dx: number, dy: number): Marks {
  const move = <T extends { x: number; y: number }>(mark: T): T => ({ ...mark, x: mark.x + dx, y: mark.y + dy });
  return { texts: marks.texts.map(move), rects: marks.rects.map(move), clear: marks.clear.map(move) };
}

/** Several marks as one. */
export function joined(all: readonly Marks[]): Marks {
  return {
    texts: all.flatMap((marks) => marks.texts),
    rects: all.flatMap((marks) => marks.rects),
    clear: all.flatMap((marks) => marks.clear),
  };
}

/** Bands set below each other without space between. */
export function stacked(bands: readonly Band[]): Band {
  let height = 0;
  const marks = bands.map((band) => {
    height += band.height;
    return moved(band, 0, height - band.height);
  });
  return { ...joined(marks), height };
}

type Placed = { band: Band; gap: number; air: number; foot: boolean };

/**
 * Fills columns of the given height with blocks, top down: a block moves on whole when the rest of the page is too short
 * for it, and is divided between its bands only when no page could hold it. Nothing is left out.
 */
export function paginate(blocks: readonly Block[], height: number, cut: boolean): Band[] {
  const pages: Placed[][] = [[]];
  let used = 0;
  const turn = () => {
    pages.push([]);
    used = 0;
  };
  for (const { bands, gap, air, foot } of blocks) {
    const whole = sum(bands.map((band) => band.height));
    if (used > 0 && used + gap + whole > height && whole <= height) turn();
    bands.forEach((band, index) => {
      if (used > 0 && used + (index === 0 ? gap : 0) + band.height > height) turn();
      const leads = index === 0 && used > 0;
      pages.at(-1)!.push({ band, gap: leads ? gap : 0, air: leads ? air : 0, foot: leads && foot });
      used += (leads ? gap : 0) + band.height;
    });
  }
  return pages.map((page) =>
    cut ? stacked(page.flatMap(({ band, gap }) => [space(gap), band])) : spread(page, height),
  );
}

/** Sets the bands of a page below each other and shares out what the page has to spare. */
function spread(page: readonly Placed[], height: number): Band {
  const used = sum(page.map(({ band, gap }) => gap + band.height));
  const wanted = sum(page.map(({ air }) => air));
  const share = wanted === 0 ? 0 : Math.min(1, (height - used) / wanted);
  let rest = height - used - sum(page.map(({ air }) => Math.floor(air * share)));
  return stacked(
    page.flatMap(({ band, gap, air, foot }) => {
      const white = gap + Math.floor(air * share) + (foot ? rest : 0);
      if (foot) rest = 0;
      return [space(white), band];
    }),
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
