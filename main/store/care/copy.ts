import { randomBytes } from 'node:crypto';
import { decodeBody, decodeBytes, encodeBody } from '../body.ts';
import type { Connection } from '../connection.ts';
import { StoreError } from '../errors.ts';
import { indexKey } from '../index-key.ts';
import type { StoredDocument } from '../stored-document.ts';
import {
  type CatalogueEntry,
  countRows,
  readableRows,
  readCatalogue,
  soundRows,
  type TableName,
  tablesByContent,
  type WholeRow,
} from './salvage.ts';

export type CopyOptions = {
  /** `sound`: the first thing that cannot be read ends the copy. `readable`: what cannot be read is left out and told. */
  from: 'sound' | 'readable';
  /** The collection that a document belongs to, by its content: with `readable` the catalogue is not to be trusted. */
  recognise?: (document: StoredDocument) => TableName | undefined;
  /** Documents for which it answers false are left out, as if they had never been there. */
  keep?: (collection: string, document: StoredDocument) => boolean;
  /** Called for every document that is copied. */
  seen?: (document: StoredDocument) => void;
  progress?: (done: number, total: number) => void;
};

export type Copied = {
  /** By collection: documents copied. */
  documents: Record<string, number>;
  /** Keys of documents that could not be read; '' where not even the key is known. */
  lost: string[];
};

/**
 * Copies the documents of one store into an empty one, under another key if that is what its connection has. Only documents,
 * attachments and their order of change are copied. Whatever is computed from them (indexes, full text, counters) is made
 * anew when the collection is opened next: the layout is left empty, and the table rebuilds itself as for any other change
 * of its layout (table.ts).
 *
 * @throws StoreError `damaged` with `from: 'sound'`; what the target's disk refuses
 */
export function copyDocuments(source: Connection, target: Connection, options: CopyOptions): Copied {
  const rescue = options.from === 'readable';
  const { tables, unknown } = rescue
    ? tablesByContent(source, options.recognise ?? (() => undefined))
    : { tables: readCatalogue(source), unknown: [] };
  const total = tables.reduce((sum, { n }) => sum + countRows(source, n), 0);
  const copied: Copied = { documents: {}, lost: [] };
  for (const n of unknown) for (let i = 0; i < Math.max(1, countRows(source, n)); i++) copied.lost.push('');
  if (rescue && tables.length === 0) copied.lost.push(''); // not even how many there were can be told
  let done = 0;
  for (const entry of tables) {
    // Its life begins anew, and with it the order of changes: a place in that has no checksum either.
    const bare = rescue
      ? { ...entry, epoch: randomBytes(8).toString('hex'), sequence: 0 }
      : { ...entry, sequence: greatestSequence(source, entry) };
    let sequence = 0;
    createBareTable(target, bare, bare.epoch);
    const rows = rescue ? readableRows(source, entry.n) : soundRows(source, entry.n);
    inBatches(target, rows, (found) => {
      options.progress?.(Math.min(++done, total), total);
      if ('lost' in found) return void copied.lost.push(found.lost);
      if (options.keep?.(entry.collection, found.document) === false) return;
      options.seen?.(found.document);
      insertRow(target, entry.n, rescue ? { ...found, sequence: ++sequence } : found);
      copied.documents[entry.collection] = (copied.documents[entry.collection] ?? 0) + 1;
    });
    copyAttachments(source, target, entry.n, options.from);
  }
  return copied;
}

/** How two copies of one document become one; `mine` is undefined where the target has none. */
export type Unite = (
  collection: string,
  mine: StoredDocument | undefined,
  theirs: StoredDocument,
) => StoredDocument | undefined;

/**
 * Brings the documents of a sound store (a backup) into a bare copy made by {@link copyDocuments}. What is added or changed
 * takes a new place in the order of changes.
 *
 * @returns how many were added or changed
 */
export function uniteDocuments(source: Connection, target: Connection, unite: Unite): number {
  const known = new Map(readCatalogue(target).map((entry) => [nameOf(entry), entry]));
  let changed = 0;
  for (const entry of readCatalogue(source)) {
    let mine = known.get(nameOf(entry));
    if (!mine) {
      mine = { ...entry, n: Math.max(0, ...[...known.values()].map(({ n }) => n)) + 1 };
      known.set(nameOf(mine), mine);
      createBareTable(target, mine, `${entry.epoch}+`);
    }
    const { n } = mine;
    const greatest = target.get(`SELECT max(sequence), max(row) FROM t${n}`);
    let sequence = Math.max(mine.sequence, Number(greatest?.[0] ?? 0));
    let lastRow = Number(greatest?.[1] ?? 0);
    inBatches(target, soundRows(source, entry.n), ({ id, row, document, body }) => {
      const found = target.get(`SELECT row, body FROM t${n} WHERE id = ?`, [indexKey(id)]);
      const united = unite(entry.collection, found && decodeBody<StoredDocument>(found[1]), document);
      if (!united) return;
      changed++;
      const bytes = united === document ? body : encodeBody(united);
      if (found) {
        target.run(`UPDATE t${n} SET sequence = ?, deleted = ?, lwt = ?, body = ? WHERE row = ?`, [
          ++sequence,
          united._deleted ? 1 : 0,
          united._meta.lwt,
          bytes,
          Number(found[0]),
        ]);
      } else {
        const free = target.get(`SELECT 1 FROM t${n} WHERE row = ?`, [row]) === undefined;
        lastRow = Math.max(lastRow, row) + (free ? 0 : 1);
        insertRow(target, n, { row: free ? row : lastRow, id, sequence: ++sequence, document: united, body: bytes });
      }
    });
  }
  return changed;
}

function nameOf({ collection, database, version }: CatalogueEntry): string {
  return JSON.stringify([collection, database, version]);
}

/**
 * How far the order of changes has come, also by documents that are left out: who has read up to there must not miss what comes
 * next. What cannot be read begins a new epoch and is read from the beginning.
 */
function greatestSequence(source: Connection, { n, sequence }: CatalogueEntry): number {
  try {
    return Math.max(sequence, Number(source.get(`SELECT max(sequence) FROM t${n}`)?.[0] ?? 0));
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return sequence;
    throw error;
  }
}

function createBareTable(target: Connection, entry: CatalogueEntry, epoch: string): void {
  const { n } = entry;
  target.transaction(() => {
    target.exec(`CREATE TABLE t${n} (
      row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, sequence INTEGER NOT NULL, deleted INTEGER NOT NULL,
      lwt REAL NOT NULL, body BLOB NOT NULL
    ) STRICT`);
    target.run(
      'INSERT INTO catalogue (n, collection, database, version, epoch, sequence, layout) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [
        n,
        Buffer.from(entry.collection),
        Buffer.from(entry.database),
        entry.version,
        Buffer.from(epoch),
        entry.sequence,
        Buffer.alloc(0),
      ],
    );
  });
}

function insertRow(target: Connection, n: number, { row, id, sequence, document, body }: WholeRow): void {
  target.run(`INSERT INTO t${n} (row, id, sequence, deleted, lwt, body) VALUES (?, ?, ?, ?, ?, ?)`, [
    row,
    indexKey(id),
    sequence,
    document._deleted ? 1 : 0,
    document._meta.lwt,
    body,
  ]);
}

function copyAttachments(source: Connection, target: Connection, n: number, from: CopyOptions['from']): void {
  try {
    if (!source.get('SELECT 1 FROM sqlite_schema WHERE name = ?', [`a${n}`])) return;
    target.transaction(() => {
      target.exec(`CREATE TABLE a${n} (
        id BLOB NOT NULL, attachment BLOB NOT NULL, digest BLOB NOT NULL, type BLOB NOT NULL, bytes BLOB NOT NULL,
        PRIMARY KEY (id, attachment)
      ) STRICT`);
      for (const [id, attachment] of source.all(`SELECT id, attachment FROM a${n} ORDER BY id, attachment`)) {
        const row = source.get(`SELECT digest, type, bytes FROM a${n} WHERE id = ? AND attachment = ?`, [
          id!,
          attachment!,
        ]);
        if (!row) continue;
        decodeBytes(row[2]);
        target.run(`INSERT INTO a${n} (id, attachment, digest, type, bytes) VALUES (?, ?, ?, ?, ?)`, [
          id!,
          attachment!,
          ...row,
        ]);
      }
    });
  } catch (error) {
    // What a document names and is not there is told when it is asked for.
    if (from === 'sound' || !(error instanceof StoreError) || error.code !== 'damaged') throw error;
  }
}

/** One transaction a batch: a flush for every document would take hours. */
function inBatches<T>(target: Connection, items: Iterable<T>, take: (item: T) => void): void {
  const iterator = items[Symbol.iterator]();
  let next = iterator.next();
  while (!next.done) {
    target.transaction(() => {
      for (let count = 0; count < DOCUMENTS_A_TRANSACTION && !next.done; count++) {
        take(next.value as T);
        next = iterator.next();
      }
    });
  }
}

const DOCUMENTS_A_TRANSACTION = 2_000;
