import { crc32 } from 'node:zlib';
import { decodeBytes } from '../body.ts';
import type { Connection, SqlValue } from '../connection.ts';
import { StoreError } from '../errors.ts';
import { inOrder } from '../in-order.ts';
import { indexKey } from '../index-key.ts';
import type { StoredDocument } from '../stored-document.ts';
import type { Table } from '../table.ts';
import { tablesOf } from '../tables.ts';
import { writeRows } from '../write.ts';
import { type CatalogueEntry, countRows, readCatalogue, soundRows, wholeRow } from './salvage.ts';

/**
 * What may be wrong with a store. Of `pages`, `document` and `attachment` something is lost; the others are computed from
 * documents and can be made again.
 */
export type DamageKind = 'pages' | 'document' | 'attachment' | 'index' | 'fullText' | 'counters';

export type Report = {
  /** Documents whose checksum was looked at. */
  documents: number;
  /** How many faults of each kind; empty for a sound store. */
  damage: Partial<Record<DamageKind, number>>;
};

/** Nothing is lost: whatever is wrong can be computed from the documents. */
export function documentsAreWhole({ damage }: Report): boolean {
  return !damage.pages && !damage.document && !damage.attachment;
}

export function isSound({ damage }: Report): boolean {
  return Object.keys(damage).length === 0;
}

type Options = {
  /** An empty store with the same collections open: the documents are written into it, and what it computes is compared. */
  beside?: Connection;
  progress?: (done: number, total: number) => void;
};

/**
 * Looks at all there is: the structure of the file, the checksum of every document and attachment and, with `beside`, whether
 * each index, counter and word of the full text is what the documents make it. Its time grows with the store.
 */
export function checkAll(connection: Connection, { beside, progress = () => {} }: Options = {}): Report {
  const report: Report = { documents: 0, damage: {} };
  checkStructure(connection, report);
  const tables = guarded(report, 'pages', () => readCatalogue(connection)) ?? [];
  const total = tables.reduce((sum, { n }) => sum + countRows(connection, n), 0);
  checkCatalogue(connection, tables, report);
  for (const { n } of tables) {
    checkDocuments(connection, n, report, () => progress(report.documents, total));
    checkAttachments(connection, n, report);
  }
  // Where documents are damaged, what is computed from them cannot be compared.
  if (beside && documentsAreWhole(report)) compareWithRebuilt(connection, beside, report);
  return report;
}

/**
 * Looks at what a stop in mid-work can have touched: the newest documents of each collection, their index entries and words.
 * Its time does not grow with the store. Everything else was flushed long before; the idle scan comes to it.
 */
export function checkNewest(connection: Connection, beside: Connection, limit: number): Report {
  const report: Report = { documents: 0, damage: {} };
  const tables = guarded(report, 'pages', () => readCatalogue(connection));
  if (tables) checkCatalogue(connection, tables, report);
  for (const [table, rebuilt] of pairs(connection, beside)) {
    guarded(report, 'document', () => {
      const rows = connection
        .all(`SELECT row, id, sequence, body FROM ${table.sql} ORDER BY sequence DESC LIMIT ${limit}`)
        .map(wholeRow);
      report.documents += rows.length;
      const documents = rows.map(({ document }) => document);
      writeInto(rebuilt, documents);
      documents.forEach(columnComparison(table, rebuilt, report));
      if (table.fullText) findByWords(table, rebuilt, report);
    });
  }
  return report;
}

function checkStructure(connection: Connection, report: Report): void {
  // integrity_check also tells whether indexes and tables have the same rows. BLOB: damaged text could end the process.
  const lines = guarded(report, 'pages', () =>
    connection.all('SELECT CAST(integrity_check AS BLOB) FROM pragma_integrity_check(100)'),
  );
  for (const [line] of lines ?? []) {
    const words = Buffer.from(line as Uint8Array).toString('latin1');
    if (words !== 'ok') count(report, /\bindex\b/i.test(words) ? 'index' : 'pages');
  }
}

/**
 * The catalogue has no checksum: a collection whose name is damaged would look like an empty one. So each table has to be in it,
 * and with collections open, each entry has to be one of them, or an older version of one.
 */
function checkCatalogue(connection: Connection, tables: CatalogueEntry[], report: Report): void {
  const named = new Set(tables.map(({ n }) => `t${n}`));
  const present = guarded(report, 'pages', () =>
    connection.all("SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE type = 'table' AND name GLOB 't[0-9]*'"),
  );
  for (const [name] of present ?? [])
    if (!named.delete(Buffer.from(name as Uint8Array).toString())) count(report, 'pages');
  for (let i = 0; i < named.size; i++) count(report, 'pages');
  const open = [...tablesOf(connection)].map(({ name }) => name);
  if (open.length === 0) return;
  for (const { collection, database, version } of tables) {
    const known = open.some(
      (name) => name.collection === collection && name.database === database && name.version >= version,
    );
    if (!known) count(report, 'pages');
  }
}

function checkDocuments(connection: Connection, n: number, report: Report, progress: () => void): void {
  guarded(report, 'document', () => {
    for (const { document, row } of soundRows(connection, n)) {
      report.documents++;
      if (report.documents % 500 === 0) progress();
      const [deleted, lwt] = connection.get(`SELECT deleted, lwt FROM t${n} WHERE row = ?`, [row]) ?? [];
      if (Boolean(deleted) !== document._deleted || lwt !== document._meta.lwt) count(report, 'index');
    }
    progress();
  });
}

function checkAttachments(connection: Connection, n: number, report: Report): void {
  guarded(report, 'attachment', () => {
    if (!connection.get('SELECT 1 FROM sqlite_schema WHERE name = ?', [`a${n}`])) return;
    let last = 0;
    for (;;) {
      const rows = connection.all(`SELECT rowid, bytes FROM a${n} WHERE rowid > ? ORDER BY rowid LIMIT 20`, [last]);
      if (rows.length === 0) return;
      for (const [rowid, bytes] of rows) {
        last = inOrder(Number(rowid), last);
        decodeBytes(bytes);
      }
    }
  });
}

function compareWithRebuilt(connection: Connection, beside: Connection, report: Report): void {
  for (const [table, rebuilt] of pairs(connection, beside)) {
    const n = Number(table.sql.slice(1));
    let batch: StoredDocument[] = [];
    guarded(report, 'index', () => {
      const compare = columnComparison(table, rebuilt, report);
      const flush = () => {
        writeInto(rebuilt, batch);
        batch.forEach(compare);
        batch = [];
      };
      for (const { document } of soundRows(connection, n)) if (batch.push(document) === 500) flush();
      flush();
    });
    if (table.fullText) guarded(report, 'fullText', () => compareWords(table, rebuilt, report));
    guarded(report, 'counters', () => compareCounters(table, rebuilt, report));
  }
}

/** Open collections of both stores; RxDB's own differ in every store. */
function* pairs(connection: Connection, beside: Connection): Generator<[Table, Table]> {
  for (const table of tablesOf(connection)) {
    if (table.name.collection.startsWith('_rxdb')) continue;
    for (const rebuilt of tablesOf(beside))
      if (JSON.stringify(rebuilt.name) === JSON.stringify(table.name)) yield [table, rebuilt];
  }
}

/** By the way every write takes, so that everything that is kept in step with documents is. */
function writeInto(table: Table, documents: StoredDocument[]): void {
  writeRows(
    table,
    documents.map((document) => ({ document })),
    'check',
    undefined,
  );
}

/** Compares every column but the row's place and its turn of change, whatever columns a table has. */
function columnComparison(table: Table, rebuilt: Table, report: Report): (document: StoredDocument) => void {
  const select = ({ connection, sql }: Table) => {
    const names = connection
      .all(`SELECT CAST(name AS BLOB) FROM pragma_table_info('${sql}')`)
      .map(([name]) => Buffer.from(name as Uint8Array).toString())
      .filter((name) => name !== 'row' && name !== 'sequence')
      .sort();
    return `SELECT ${names.join(', ')} FROM ${sql} WHERE id = ?`;
  };
  const [mine, expected] = [select(table), select(rebuilt)];
  return (document) => {
    const id = [indexKey(table.idOf(document))];
    if (!sameValues(table.connection.get(mine, id), rebuilt.connection.get(expected, id))) count(report, 'index');
  };
}

/** Small tables beside the documents that carry the same number: whatever is counted there. */
function compareCounters(table: Table, rebuilt: Table, report: Report): void {
  const content = ({ connection, sql }: Table) => {
    const number = sql.slice(1);
    return connection
      .all("SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .map(([name]) => Buffer.from(name as Uint8Array).toString())
      .filter((name) => new RegExp(`^[b-eg-su-z]${number}(_\\w+)?$`).test(name))
      .map((name) => [
        name.replace(number, ''),
        connection
          .all(`SELECT * FROM ${name}`)
          .map((row) => row.map(plain).join())
          .sort(),
      ]);
  };
  if (JSON.stringify(content(table)) !== JSON.stringify(content(rebuilt))) count(report, 'counters');
}

/**
 * The full text of both, word by word. A sum of checksums over (word, document) for each document: two indexes of a million
 * papers would not fit into memory.
 */
function compareWords(table: Table, rebuilt: Table, report: Report): void {
  const sumsOf = (one: Table) => {
    const sums = new Map<string, number>();
    for (const [word, id] of wordsIn(one))
      sums.set(id, ((sums.get(id) ?? 0) + crc32(Buffer.from(word + id))) % Number.MAX_SAFE_INTEGER);
    return sums;
  };
  const [mine, expected] = [sumsOf(table), sumsOf(rebuilt)];
  for (const id of new Set([...mine.keys(), ...expected.keys()]))
    if (mine.get(id) !== expected.get(id)) count(report, 'fullText');
}

/**
 * Whether each rebuilt document is found by the words that fewest of the others have: its words come and go in one statement,
 * so a few tell about all, and every further word would be looked up in every segment of the index.
 */
function findByWords(table: Table, rebuilt: Table, report: Report): void {
  const idsBy = new Map<string, string[]>();
  for (const [word, id] of wordsIn(rebuilt)) idsBy.set(word, [...(idsBy.get(word) ?? []), id]);
  const wordsOf = new Map<string, string[]>();
  for (const [word, ids] of [...idsBy].sort(([, a], [, b]) => a.length - b.length)) {
    for (const id of ids) {
      const chosen = wordsOf.get(id) ?? [];
      if (chosen.length < WORDS_LOOKED_UP) wordsOf.set(id, [...chosen, word]);
    }
  }
  for (const [id, words] of wordsOf) {
    const row = table.connection.get(`SELECT row FROM ${table.sql} WHERE id = ?`, [Buffer.from(id, 'hex')])?.[0];
    if (row === undefined || !table.fullText!.holds(Number(row), words)) count(report, 'fullText');
  }
}

const WORDS_LOOKED_UP = 3;

/** Each word with the key (hexadecimal) of each document that has it: word by word of the index, then what waits for that. */
function* wordsIn({ connection, sql, fullText }: Table): Generator<[word: string, id: string]> {
  const number = sql.slice(1);
  const name = `words_of_${number}`;
  connection.exec(`DROP TABLE IF EXISTS temp.${name}`);
  connection.exec(`CREATE VIRTUAL TABLE temp.${name} USING fts5vocab(main, f${number}, instance)`);
  const ids = new Map<number, string>();
  const idOf = (row: number): string => {
    let id = ids.get(row);
    if (id === undefined) {
      const found = connection.get(`SELECT id FROM ${sql} WHERE row = ?`, [row])?.[0];
      id = found instanceof Uint8Array ? Buffer.from(found).toString('hex') : `row ${row}`;
      ids.set(row, id);
    }
    return id;
  };
  // As bytes: a damaged word may be no text, and what is read from it would stand elsewhere in the order.
  for (let last: Uint8Array = Buffer.of(); ; ) {
    const terms = connection.all(
      `SELECT CAST(term AS BLOB), doc FROM temp.${name} WHERE term > CAST(?1 AS TEXT) AND term <= coalesce(
        (SELECT max(term) FROM (SELECT DISTINCT term FROM temp.${name} WHERE term > CAST(?1 AS TEXT) ORDER BY term LIMIT 50)),
        CAST(?1 AS TEXT))`,
      [last],
    );
    if (terms.length === 0) break;
    for (const [term, doc] of terms) yield [Buffer.from(term as Uint8Array).toString(), idOf(Number(doc))];
    const next = terms.at(-1)![0] as Uint8Array;
    if (Buffer.compare(next, last) <= 0) throw new StoreError('damaged', 'words lie out of order');
    last = next;
  }
  connection.exec(`DROP TABLE temp.${name}`);
  for (const { row, words } of fullText!.waiting()) for (const word of words) yield [word, idOf(row)];
}

function sameValues(a: SqlValue[] | undefined, b: SqlValue[] | undefined): boolean {
  return a !== undefined && b !== undefined && a.map(plain).join() === b.map(plain).join();
}

function plain(value: SqlValue): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
}

function count(report: Report, kind: DamageKind): void {
  report.damage[kind] = (report.damage[kind] ?? 0) + 1;
}

/** What cannot be read for damage counts as one fault of this kind. */
function guarded<T>(report: Report, kind: DamageKind, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    count(report, kind);
    return undefined;
  }
}
