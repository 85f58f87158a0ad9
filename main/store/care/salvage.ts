import { decodeBody } from '../body.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { StoreError } from '../errors.ts';
import { inOrder } from '../in-order.ts';
import { indexKey, textOfIndexKey } from '../index-key.ts';
import type { StoredDocument } from '../stored-document.ts';

/** One table of the catalogue, as its bytes say; nothing here needs its schema. */
export type CatalogueEntry = {
  n: number;
  collection: string;
  database: string;
  version: number;
  epoch: string;
  sequence: number;
};

/** A row as it is stored. `body` is whole: it has been decoded, and holds what it is filed under. */
export type WholeRow = { row: number; id: string; sequence: number; body: Uint8Array; document: StoredDocument };

/** @throws StoreError `damaged` when the catalogue cannot be read: then nothing in the file can be found */
export function readCatalogue(connection: Connection): CatalogueEntry[] {
  return connection
    .all('SELECT n, collection, database, version, epoch, sequence FROM catalogue ORDER BY n')
    .map(([n, collection, database, version, epoch, sequence]) => ({
      n: Number(n),
      collection: text(collection),
      database: text(database),
      version: Number(version),
      epoch: text(epoch),
      sequence: Number(sequence),
    }));
}

export type TableName = Pick<CatalogueEntry, 'collection' | 'database' | 'version'>;

/**
 * The tables of a damaged store, whatever its catalogue says: that has no checksum, its documents have. A table is what its documents
 * show it to be; an empty one is what the catalogue calls it.
 *
 * @param recognise the collection that a document belongs to, by its content
 * @returns `unknown`: numbers of tables with documents that nobody recognises
 */
export function tablesByContent(
  connection: Connection,
  recognise: (document: StoredDocument) => TableName | undefined,
): { tables: CatalogueEntry[]; unknown: number[] } {
  const catalogue = new Map((readable(() => readCatalogue(connection)) ?? []).map((entry) => [entry.n, entry]));
  const tables: CatalogueEntry[] = [];
  const unknown: number[] = [];
  for (const n of tableNumbers(connection)) {
    const said = catalogue.get(n);
    const name = contentOf(connection, n, recognise);
    const taken = name && tables.some((one) => sameName(one, name));
    if (name && !taken) tables.push({ epoch: '', sequence: 0, ...said, ...name, n });
    else if (name || !said || countRows(connection, n) > 0) unknown.push(n);
    else if (!tables.some((one) => sameName(one, said))) tables.push(said);
  }
  return { tables, unknown };
}

/** The first document that can be read and is recognised tells about all: a table holds one collection. */
function contentOf(
  connection: Connection,
  n: number,
  recognise: (document: StoredDocument) => TableName | undefined,
): TableName | undefined {
  for (const found of readableRows(connection, n)) {
    const name = 'document' in found ? recognise(found.document) : undefined;
    if (name) return name;
  }
  return undefined;
}

function tableNumbers(connection: Connection): number[] {
  const names = readable(() =>
    connection.all("SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE type = 'table' AND name GLOB 't[0-9]*'"),
  );
  return (names ?? [])
    .map(([name]) => Number(text(name).slice(1)))
    .filter(Number.isSafeInteger)
    .sort((a, b) => a - b);
}

function sameName(a: TableName, b: TableName): boolean {
  return a.collection === b.collection && a.database === b.database && a.version === b.version;
}

export function countRows(connection: Connection, n: number): number {
  try {
    return Number(connection.get(`SELECT count(*) FROM t${n} NOT INDEXED`)?.[0] ?? 0);
  } catch {
    return 0;
  }
}

/** All rows of a sound table, in order. @throws StoreError `damaged` at the first that is not what was written */
export function* soundRows(connection: Connection, n: number): Generator<WholeRow> {
  let last = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = connection.all(`SELECT ${COLUMNS} FROM t${n} WHERE row > ? ORDER BY row LIMIT ${ROWS_AT_ONCE}`, [
      last,
    ]);
    if (rows.length === 0) return;
    for (const values of rows) {
      last = inOrder(Number(values[0]), last);
      yield wholeRow(values);
    }
  }
}

/**
 * Every row of a damaged table that can still be read, and what is known of the others. Rows are looked for in the table,
 * from both ends, and in its indexes, which lie on other pages: what stands between two unreadable pages is found there.
 */
export function* readableRows(connection: Connection, n: number): Generator<WholeRow | { lost: string }> {
  const seen = new Set<string>();
  for (const rows of chunks(rowsHeardOf(connection, n), ROWS_AT_ONCE)) {
    for (const found of readChunk(connection, n, rows)) {
      if ('lost' in found) yield found;
      else if (!seen.has(found.id)) {
        seen.add(found.id);
        yield found;
      }
    }
  }
}

const COLUMNS = 'row, id, sequence, body';
const ROWS_AT_ONCE = 500;

function* readChunk(connection: Connection, n: number, rows: number[]): Generator<WholeRow | { lost: string }> {
  const together = readable(() =>
    connection.all(`SELECT ${COLUMNS} FROM t${n} NOT INDEXED WHERE row BETWEEN ? AND ? ORDER BY row`, [
      rows[0]!,
      rows.at(-1)!,
    ]),
  );
  for (const values of together ?? rows.map((row) => readOne(connection, n, row))) {
    const whole = values && readable(() => wholeRow(values));
    if (whole) yield whole;
    else yield { lost: values?.[1] instanceof Uint8Array ? textOfIndexKey(values[1]) : '' };
  }
}

function readOne(connection: Connection, n: number, row: number): SqlValue[] | undefined {
  return readable(() => connection.get(`SELECT ${COLUMNS} FROM t${n} NOT INDEXED WHERE row = ?`, [row]));
}

function rowsHeardOf(connection: Connection, n: number): number[] {
  const rows = new Set<number>();
  const keys = [
    ['NOT INDEXED', 'row'],
    [`INDEXED BY sqlite_autoindex_t${n}_1`, 'id'],
    [`INDEXED BY t${n}_sequence`, 'sequence'],
  ] as const;
  for (const [by, key] of keys) {
    for (const [after, order] of [
      ['>', 'ASC'],
      ['<', 'DESC'],
    ] as const) {
      let last: SqlValue | undefined;
      // In a damaged order the same ones may come for ever.
      for (const seen = new Set<string>(); ; ) {
        const found = readable(() =>
          connection.all(
            `SELECT row, ${key} FROM t${n} ${by} ${last === undefined ? '' : `WHERE ${key} ${after} ?`} ORDER BY ${key} ${order} LIMIT ${ROWS_AT_ONCE}`,
            last === undefined ? [] : [last],
          ),
        );
        for (const [row] of found ?? []) rows.add(Number(row));
        if (!found || found.length === 0) break;
        last = found.at(-1)![1]!;
        const place = last instanceof Uint8Array ? Buffer.from(last).toString('hex') : String(last);
        if (seen.has(place)) break;
        seen.add(place);
      }
    }
  }
  return [...rows].filter(Number.isSafeInteger).sort((a, b) => a - b);
}

/** @throws StoreError `damaged` */
export function wholeRow([row, id, sequence, body]: SqlValue[]): WholeRow {
  const document = decodeBody<StoredDocument>(body);
  if (!(id instanceof Uint8Array)) throw new StoreError('damaged', 'a document without a key');
  const key = textOfIndexKey(id);
  // The key has no checksum of its own, the document has: it must contain what it is filed under.
  if (!Object.values(document).includes(key) || !indexKey(key).equals(id))
    throw new StoreError('damaged', `the document filed under ${key} is another one`);
  return { row: Number(row), id: key, sequence: Number(sequence), body: body as Uint8Array, document };
}

/** What cannot be read for damage is undefined; any other failure is thrown. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return undefined;
    throw error;
  }
}

function* chunks<T>(list: T[], size: number): Generator<T[]> {
  for (let i = 0; i < list.length; i += size) yield list.slice(i, i + size);
}

function text(value: SqlValue | undefined): string {
  return Buffer.from(value as Uint8Array).toString();
}
