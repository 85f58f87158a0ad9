import { StoreError } from './errors.ts';

/**
 * The next place of a walk through rows that are read portion by portion. In a damaged file the order may be broken: the walk would come
 * to the same rows for ever.
 *
 * @throws StoreError `damaged` when it is not behind the last one
 */
export function inOrder(next: number, last: number): number {
  if (next > last) return next;
  throw new StoreError('damaged', `row ${next} lies behind ${last}`);
}
