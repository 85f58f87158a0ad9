import type { Connection } from './connection.ts';
import { textOfIndexKey } from './index-key.ts';
import { newestTable } from './tables.ts';

/**
 * The ids of the documents in which every word of the query begins a word: first those that spell them as the query does,
 * then those that are the same folded; among each newest first (by `order`, otherwise by insertion), at most `limit`.
 * The collection has to be open with a full text. Any string is safe; words of one letter are left out, and a query of
 * nothing else finds nothing.
 */
export function searchFullText(connection: Connection, collection: string, query: string, limit: number): string[] {
  const table = newestTable(connection, collection, ({ fullText }) => fullText !== undefined);
  const ids: string[] = [];
  for (const row of table.fullText!.rowsFor(query, limit)) {
    const id = connection.get(`SELECT id FROM ${table.sql} WHERE row = ?`, [row])?.[0];
    if (id instanceof Uint8Array) ids.push(textOfIndexKey(id));
  }
  return ids;
}
