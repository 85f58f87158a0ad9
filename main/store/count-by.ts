import type { Connection } from './connection.ts';
import { newestTable } from './tables.ts';

/**
 * How many documents of an open collection match for each value of a field, the greatest count first; read from its counters. The
 * selector is in the form of RxDB's normalised ones: `{ field: { $eq: value } }`.
 *
 * @throws RangeError when no list of counters has all the fields
 */
export function countBy(
  connection: Connection,
  collection: string,
  field: string,
  selector: Record<string, unknown>,
): [value: string, count: number][] {
  return newestTable(connection, collection).counters.countBy(field, selector);
}
