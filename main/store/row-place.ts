/**
 * Rowids by time: `ROWS_PER_ORDER` of them for each `order` (a millisecond, say), so that papers that arrive by
 * synchronisation take their place among the others. They keep their order of insertion within one.
 *
 * @param greatestUsed the greatest rowid in use from `first` to `last`
 */
export function freeRow(order: number, greatestUsed: (first: number, last: number) => number | undefined): number {
  // Only a place in a list: a nonsensical time must not keep a document from being stored.
  let first = Math.floor(Math.min(Math.max(order, 0), GREATEST_ORDER)) * ROWS_PER_ORDER;
  for (;;) {
    const last = first + ROWS_PER_ORDER - 1;
    const used = greatestUsed(first, last);
    if (used === undefined) return first;
    if (used < last) return used + 1;
    first += ROWS_PER_ORDER;
  }
}

const ROWS_PER_ORDER = 1024;
/** Leaves room for the rows after it below 2^53. */
const GREATEST_ORDER = 2 ** 43 - 2 ** 20;
