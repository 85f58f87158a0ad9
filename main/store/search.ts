import type { Connection } from './connection.ts';
import { StoreError } from './errors.ts';
import { wordsOf } from './full-text.ts';
import { textOfIndexKey } from './index-key.ts';
import { type Table, tablesOf } from './table.ts';

/**
 * The ids of the documents in which every word of the query begins a word, newest first (by `order`, otherwise by
 * insertion), at most `limit`. The collection has to be open with a full text; the query has to be folded like it.
 * Any string is safe. Words of one letter are left out, a query of nothing else finds nothing; so are words after the 16th.
 */
export function searchFullText(
  connection: Connection,
  collection: string,
  foldedQuery: string,
  limit: number,
): string[] {
  const table = searchableTable(connection, collection);
  const words = wordsOf(foldedQuery.slice(0, MAX_QUERY_LENGTH))
    .filter((word) => [...word].length >= 2)
    .slice(0, MAX_WORDS);
  if (words.length === 0) return [];
  const ids: string[] = [];
  for (const row of table.fullText!.rowsWith(words, limit)) {
    const id = connection.get(`SELECT id FROM ${table.sql} WHERE row = ?`, [row])?.[0];
    if (id instanceof Uint8Array) ids.push(textOfIndexKey(id));
  }
  return ids;
}

const MAX_QUERY_LENGTH = 512;
const MAX_WORDS = 16;

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
