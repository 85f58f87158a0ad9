import type { PreparedQuery } from 'rxdb';
import { decodeBody } from './body.ts';
import type { Connection } from './connection.ts';
import { StoreError } from './errors.ts';
import { indexKey, textOfIndexKey } from './index-key.ts';
import { keysOf } from './query.ts';
import type { StoredDocument } from './stored-document.ts';
import { newestTable } from './tables.ts';

/**
 * The greatest primary key from `from` to `to` (both inclusive, compared as JavaScript compares strings) in any schema
 * version of the collection, deleted documents included: a number once given stays given.
 *
 * @throws StoreError `damaged` when the document under that key cannot be read: better no number than one twice.
 */
export function greatestKeyInRange(
  connection: Connection,
  collection: string,
  from: string,
  to: string,
): string | undefined {
  let greatest: string | undefined;
  for (const table of tablesNamed(connection, collection)) {
    const row = connection.get(`SELECT id, body FROM ${table} WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1`, [
      indexKey(from),
      indexKey(to),
    ]);
    if (!row) continue;
    const key = textOfIndexKey(row[0] as Uint8Array);
    // The key has no checksum of its own, the document has: it must contain what it is filed under.
    if (!Object.values(decodeBody<StoredDocument>(row[1])).includes(key)) {
      throw new StoreError('damaged', `the document filed under ${key} is another one`);
    }
    if (greatest === undefined || key > greatest) greatest = key;
  }
  return greatest;
}

/** How many documents have a primary key from `from` to `to`, both inclusive; deleted ones count. */
export function countKeysInRange(connection: Connection, collection: string, from: string, to: string): number {
  return tablesNamed(connection, collection).reduce((sum, table) => {
    const range = [indexKey(from), indexKey(to)];
    return sum + Number(connection.get(`SELECT count(*) FROM ${table} WHERE id BETWEEN ? AND ?`, range)?.[0] ?? 0);
  }, 0);
}

function tablesNamed(connection: Connection, collection: string): string[] {
  return connection
    .all('SELECT n FROM catalogue WHERE collection = ?', [Buffer.from(collection)])
    .map(([number]) => `t${String(number)}`);
}

/**
 * The greatest primary keys from `from` to `to` (both inclusive) of documents that are not deleted, at most `limit`, the
 * greatest first. No document is read: one that is damaged is among them.
 */
export function keysInRange(
  connection: Connection,
  collection: string,
  from: string,
  to: string,
  limit: number,
): string[] {
  const keys = tablesNamed(connection, collection).flatMap((table) =>
    connection
      .all(`SELECT id FROM ${table} WHERE id BETWEEN ? AND ? AND deleted = 0 ORDER BY id DESC LIMIT ?`, [
        indexKey(from),
        indexKey(to),
        limit,
      ])
      .map(([id]) => textOfIndexKey(id as Uint8Array)),
  );
  return [...new Set(keys)].sort().reverse().slice(0, limit);
}

/**
 * The keys of the documents that match a query which one range of an index answers, in its order and in pages; deleted ones are not among
 * them, and no document is read.
 *
 * @param prepared as RxDB prepares it: `collection.find(…).getPreparedQuery()`
 * @throws RangeError when no index holds the query, or it has a `skip` or `limit`
 */
export function keysMatching<Document>(
  connection: Connection,
  collection: string,
  prepared: PreparedQuery<Document>,
): Generator<string[]> {
  return keysOf(newestTable(connection, collection), prepared as PreparedQuery<never>);
}

/** The document under a key as it is stored, for whoever has no collection open; undefined when there is none. */
export function documentUnder(connection: Connection, collection: string, key: string): StoredDocument | undefined {
  for (const table of tablesNamed(connection, collection)) {
    const row = connection.get(`SELECT body FROM ${table} WHERE id = ?`, [indexKey(key)]);
    if (row) return decodeBody<StoredDocument>(row[0]);
  }
  return undefined;
}

/**
 * Removes the document under a key for good, read or not, without a trace of a deletion: for what this computer keeps for
 * itself, and no query of RxDB's is watching.
 */
export function removeRow(connection: Connection, collection: string, key: string): void {
  for (const table of tablesNamed(connection, collection))
    connection.run(`DELETE FROM ${table} WHERE id = ?`, [indexKey(key)]);
}
