import type { Connection } from './connection.ts';
import { StoreError } from './errors.ts';
import { textOfIndexKey } from './index-key.ts';
import { type Table, tablesOf } from './table.ts';

/**
 * The ids of the documents in which every word of the query begins a word: first those that spell them as the query does,
 * then those that are the same folded; among each newest first (by `order`, otherwise by insertion), at most `limit`.
 * The collection has to be open with a full text. Any string is safe; words of one letter are left out, and a query of
 * nothing else finds nothing.
 */
export function searchFullText(connection: Connection, collection: string, query: string, limit: number): string[] {
  const table = searchableTable(connection, collection);
  const ids: string[] = [];
  for (const row of table.fullText!.rowsFor(query, limit)) {
    const id = connection.get(`SELECT id FROM ${table.sql} WHERE row = ?`, [row])?.[0];
    if (id instanceof Uint8Array) ids.push(textOfIndexKey(id));
  }
  return ids;
}

/** The open table of the newest schema version: while RxDB migrates, the old one is open beside it. */
function searchableTable(connection: Connection, collection: string): Table {
  let newest: Table | undefined;
  for (const table of tablesOf(connection)) {
    if (table.name.collection !== collection || !table.fullText) continue;
    if (!newest || table.name.version > newest.name.version) newest = table;
  }
  if (!newest) throw new StoreError('failed', `no open collection ${collection} with a full text`);
  return newest;
}
