/**
 * Papers are laid out on the dots of a receipt printer, 203 to the inch. Bars, rules and baselines stand on whole dots,
 * so a thermal head neither thins nor thickens them; a laser printer only has finer dots.
 */
export const DOTS_PER_INCH = 203;

/** One dot in PDF points. */
export const DOT = 72 / DOTS_PER_INCH;

/** Nearest whole number of dots to a length in millimetres. */
export const mm = (millimetres: number): number => Math.round((millimetres * DOTS_PER_INCH) / 25.4);

/** A type size in points as dots; not rounded, type is not bound to the grid. */
export const pt = (points: number): number => points / DOT;

/** A black rectangle in whole dots, from the top left corner. */
export type Rect = { x: number; y: number; width: number; height: number };
