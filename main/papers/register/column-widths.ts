import type { TypeCase } from './type-case.ts';

/** Type sizes, points: the largest with which rows stay low; failing that the largest of the small ones that holds whole words. */
const SIZES = [8, 7.5, 7];
const SMALL = [7, 6.5, 6];

/** As many lines as an ordinary row may have before the type gets smaller. */
const LOW = 2.2;

/** A word longer than this may be parted: one of them must not take the page from all other columns. Parts of the type size. */
const LONGEST_WORD = 11;

/** Lines break between words, so a text needs more room than its length. */
const RAGGED = 1.12;

export type Columns = {
  /** Type size, points. */
  size: number;
  /** Width of each column with its padding, points; together the width of the page. */
  widths: number[];
};

/** What a column asks for, in parts of the type size: its longest word at least, and one of its long texts on one line at best. */
type Need = { least: number; whole: number };

/**
 * Shares the page out among the columns by what stands in them, so that all columns of an ordinary row have about as many lines:
 * dates and numbers come out just wide enough, and sentences get the rest.
 *
 * @param sample rows to judge by
 * @param padding white at both sides of a column, points
 */
export function shareOut(
  titles: readonly string[],
  sample: readonly (readonly string[])[],
  { width, padding, regular, bold }: { width: number; padding: number; regular: TypeCase; bold: TypeCase },
): Columns {
  const needs = titles.map((title, column): Need => {
    const texts = sample.map((row) => row[column] ?? '');
    const head = title.split(' ').map((word) => bold.width(word, 1));
    const words = texts.flatMap((text) =>
      text.split(' ').map((word) => Math.min(regular.width(word, 1), LONGEST_WORD)),
    );
    const lengths = texts.map((text) => regular.width(text, 1)).sort((a, b) => a - b);
    const usual = (lengths[Math.floor(lengths.length * 0.85)] ?? 0) * RAGGED;
    const least = Math.max(1, ...head, ...words) + ROUNDING;
    return { least, whole: Math.max(least, usual) };
  });
  const room = width - 2 * padding * titles.length;
  const size =
    SIZES.find((one) => linesNeeded(needs, room / one) <= LOW) ??
    SMALL.find((one) => linesNeeded(needs, room / one) < Number.POSITIVE_INFINITY) ??
    SMALL.at(-1)!;
  const lines = linesNeeded(needs, room / size);
  const widths = needs.map((need) => widthAt(need, lines) * size);
  const used = sum(widths);
  // Wider than the page: everybody gives alike, and words are parted. Narrower: whoever has long texts gets more.
  const scale = used > room ? room / used : 1;
  const wholes = sum(needs.map(({ whole }) => whole));
  return {
    size,
    widths: widths.map((one, column) => {
      const spare = used > room ? 0 : ((room - used) * needs[column]!.whole) / wholes;
      return one * scale + spare + 2 * padding;
    }),
  };
}

/** A width that is exactly that of a word must hold the word. */
const ROUNDING = 0.02;

const widthAt = ({ least, whole }: Need, lines: number): number => Math.max(least, whole / lines);

/** How many lines a row has when the columns share `room` evenly; endless when not even single words fit. */
function linesNeeded(needs: readonly Need[], room: number): number {
  const fits = (lines: number) => sum(needs.map((need) => widthAt(need, lines))) <= room;
  if (!fits(MOST_LINES)) return Number.POSITIVE_INFINITY;
  let [low, high] = [1, MOST_LINES];
  if (fits(low)) return low;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}

const MOST_LINES = 1_000;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
