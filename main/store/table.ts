import { randomBytes } from 'node:crypto';
import { type EventBulk, getPrimaryFieldOfPrimaryKey, getSchemaByObjectPath, type RxStorageChangeEvent } from 'rxdb';
import { Subject } from 'rxjs';
import { decodeBody, encodeBody } from './body.ts';
import { type IndexColumn, indexColumns, type ValueColumn, valueColumns } from './columns.ts';
import type { Connection, SqlValue } from './connection.ts';
import { type Change, Counters } from './counters.ts';
import { StoreError } from './errors.ts';
import { FullTextIndex, type FullTextOptions, waitingFor } from './full-text.ts';
import { indexKey } from './index-key.ts';
import { freeRow } from './row-place.ts';
import type { StoredDocument, StoredSchema } from './stored-document.ts';
import { createAttachmentTable, createDocumentTable } from './table-layout.ts';

/**
 * A place in the order of changes of one table. Not a time: a clock that ran backwards must not hide a change.
 * `epoch` names the table's life: a sequence of another life means nothing, reading starts at the beginning.
 */
export interface Checkpoint {
  epoch: string;
  sequence: number;
}

export type Changes = EventBulk<RxStorageChangeEvent<StoredDocument>, Checkpoint>;

export interface TableName {
  database: string;
  collection: string;
  version: number;
}

/** What the owner of a collection wants of its table beyond what RxDB's schema says. */
export interface TableOptions {
  fullText: FullTextOptions;
  /** Fields that are kept as columns behind some of RxDB's indexes (`behind`: their fields as the schema lists them). */
  covered: { behind: readonly (readonly string[])[]; fields: readonly string[] } | undefined;
  /** Lists of fields to count by. */
  counted: readonly (readonly string[])[];
}

export interface StoredRow {
  row: number;
  document: StoredDocument;
}

/**
 * The documents of one collection at one schema version.
 *
 * `row` is the rowid: the order in which full-text search answers. `id`, the indexes and `body` are BLOBs: a damaged TEXT
 * value can end the process in the binding.
 */
export class Table {
  readonly connection: Connection;
  readonly name: TableName;
  readonly schema: StoredSchema;
  readonly primaryPath: string;
  readonly indexes: IndexColumn[];
  readonly covered: ValueColumn[];
  /** The indexes behind whose columns those of `covered` stand too. */
  readonly coveringIndexes: readonly IndexColumn[];
  readonly counters: Counters;
  readonly changes = new Subject<Changes>();
  readonly fullText: FullTextIndex | undefined;
  readonly #forget: () => void;
  readonly #orderOf: FullTextOptions['order'];
  readonly #columns: string[];
  #references = 1;
  #number = 0;
  #epoch = '';
  #sequence = 0;
  #statements = { name: '', insert: '', update: '' };

  constructor(
    connection: Connection,
    name: TableName,
    schema: StoredSchema,
    { fullText, covered, counted }: TableOptions,
    forget: () => void,
  ) {
    this.connection = connection;
    this.name = name;
    this.schema = schema;
    this.primaryPath = getPrimaryFieldOfPrimaryKey(schema.primaryKey) as string;
    this.indexes = indexColumns(schema, this.primaryPath);
    this.covered = valueColumns(schema, covered?.fields ?? [], 'v');
    this.coveringIndexes = (covered?.behind ?? []).map((fields) => this.#indexOver(fields));
    this.#columns = [...this.indexes, ...this.covered].map(({ column }) => column);
    this.counters = new Counters(connection, schema, counted, (list) => `c${this.#number}_${list}`);
    this.#forget = forget;
    this.#orderOf = fullText.order;
    this.fullText =
      fullText.text &&
      new FullTextIndex(
        connection,
        fullText.text,
        fullText.fold,
        () => `f${this.#number}`,
        (row) => this.#readableAt(row),
      );
    connection.transaction(() => this.#open(fullText.text && (fullText.version ?? 0)));
  }

  get sql(): string {
    return `t${this.#number}`;
  }

  get attachmentsSql(): string {
    return `a${this.#number}`;
  }

  get checkpoint(): Checkpoint {
    return { epoch: this.#epoch, sequence: this.#sequence };
  }

  retain(): this {
    this.#references++;
    return this;
  }

  release(): void {
    if (--this.#references === 0) this.#forget();
  }

  idOf(document: StoredDocument): string {
    return document[this.primaryPath] as string;
  }

  /** @throws StoreError `damaged` when the row does not hold what was written under this id. */
  find(id: string): StoredRow | undefined {
    const found = this.connection.get(`SELECT row, body FROM ${this.sql} WHERE id = ?`, [indexKey(id)]);
    if (!found) return undefined;
    const document = decodeBody<StoredDocument>(found[1]);
    if (this.idOf(document) !== id) throw new StoreError('damaged', `another document answers to ${id}`);
    return { row: Number(found[0]), document };
  }

  /** As `find`, of many at once, by their ids; who is not there is left out. */
  findAll(ids: readonly string[]): Map<string, StoredRow> {
    const all = new Map<string, StoredRow>();
    for (let first = 0; first < ids.length; first += IDS_AT_ONCE) {
      const some = ids.slice(first, first + IDS_AT_ONCE);
      const found = some.length === 1 ? [this.find(some[0]!)] : this.#findSome(some);
      for (const one of found) if (one) all.set(this.idOf(one.document), one);
    }
    return all;
  }

  #findSome(ids: readonly string[]): StoredRow[] {
    const keys = ids.map(indexKey);
    // One statement, however many there are.
    while (keys.length < IDS_AT_ONCE) keys.push(keys[0]!);
    return this.connection
      .all(`SELECT row, id, body FROM ${this.sql} WHERE id IN (${keys.map(() => '?').join()})`, keys)
      .map(([row, key, body]) => {
        const document = decodeBody<StoredDocument>(body);
        const id = this.idOf(document);
        if (!indexKey(id).equals(key as Uint8Array)) throw new StoreError('damaged', `${id} answers to another id`);
        return { row: Number(row), document };
      });
  }

  /** What cannot be read is the check's business, and keeps no other out of the full text. */
  #readableAt(row: number): StoredDocument | undefined {
    try {
      const found = this.connection.get(`SELECT body FROM ${this.sql} WHERE row = ?`, [row]);
      return found && decodeBody<StoredDocument>(found[0]);
    } catch (error) {
      if (error instanceof StoreError && error.code === 'damaged') return undefined;
      throw error;
    }
  }

  /** Has to run in a transaction, like everything below that writes. */
  insert(documents: readonly StoredDocument[]): void {
    const inserted = documents.map((document) => {
      const row = this.#freeRow(document);
      this.#insertRow(row, ++this.#sequence, document);
      return { row, document };
    });
    this.fullText?.insert(inserted);
  }

  update(stored: StoredRow, document: StoredDocument): void {
    this.connection.run(this.#writing.update, [...this.#values(++this.#sequence, document), stored.row]);
    this.fullText?.replace(stored.row, stored.document, document);
  }

  /** Documents changed after the checkpoint, oldest change first, at most `limit`. */
  changedSince(
    limit: number,
    checkpoint: Checkpoint | undefined,
  ): { documents: StoredDocument[]; checkpoint: Checkpoint } {
    const since = checkpoint?.epoch === this.#epoch ? checkpoint.sequence : 0;
    const rows = this.connection.all(
      `SELECT sequence, body FROM ${this.sql} WHERE sequence > ? ORDER BY sequence LIMIT ?`,
      [since, limit],
    );
    const last = rows.at(-1);
    return {
      documents: rows.map((row) => decodeBody<StoredDocument>(row[1])),
      checkpoint: { epoch: this.#epoch, sequence: last ? Number(last[0]) : since },
    };
  }

  /** Purges at most `limit` documents that were deleted at or before `time` (RxDB's lwt). Returns how many. */
  purgeDeleted(time: number, limit: number): number {
    return this.connection.transaction(() => {
      const rows = this.connection.all(
        `SELECT row, id FROM ${this.sql} WHERE deleted = 1 AND lwt <= ? ORDER BY lwt LIMIT ?`,
        [time, limit],
      );
      if (rows.length === 0) return 0;
      // The greatest sequence may be among those purged; it must not be given again after a restart.
      this.#rememberSequence();
      for (const [row, id] of rows) {
        this.connection.run(`DELETE FROM ${this.sql} WHERE row = ?`, [row!]);
        if (this.schema.attachments) this.connection.run(`DELETE FROM ${this.attachmentsSql} WHERE id = ?`, [id!]);
      }
      return rows.length;
    });
  }

  /** Deletes the table and everything that belongs to it. */
  drop(): void {
    this.connection.transaction(() => {
      this.#dropTables();
      this.connection.run('DELETE FROM catalogue WHERE n = ?', [this.#number]);
    });
  }

  #open(fullTextVersion: number | undefined): void {
    const layout = Buffer.from(JSON.stringify(this.#layout(fullTextVersion)));
    const { connection, name } = this;
    const key = [Buffer.from(name.collection), Buffer.from(name.database), name.version];
    const known = connection.get(
      'SELECT n, epoch, sequence, layout FROM catalogue WHERE collection = ? AND database = ? AND version = ?',
      key,
    );
    if (!known) {
      this.#epoch = randomBytes(8).toString('hex');
      this.#number = this.#nextNumber();
      this.#createTables();
      connection.run(
        'INSERT INTO catalogue (n, collection, database, version, epoch, sequence, layout) VALUES (?, ?, ?, ?, ?, 0, ?)',
        [this.#number, ...key, Buffer.from(this.#epoch), layout],
      );
      return;
    }
    this.#number = Number(known[0]);
    this.#epoch = Buffer.from(known[1] as Uint8Array).toString();
    const greatest = connection.get(`SELECT max(sequence) FROM ${this.sql}`)?.[0];
    this.#sequence = Math.max(Number(known[2]), Number(greatest ?? 0));
    if (layout.equals(known[3] as Uint8Array)) this.fullText?.open();
    else this.#rebuild(layout);
  }

  /** What the columns were computed from: when any of it changes, they have to be computed again. */
  #layout(fullTextVersion: number | undefined): unknown {
    return {
      indexes: this.indexes.map(({ fields }) =>
        fields.map((field) => {
          const { type, maxLength, minimum, maximum, multipleOf } = getSchemaByObjectPath(this.schema as never, field);
          return { field, type, maxLength, minimum, maximum, multipleOf };
        }),
      ),
      attachments: !!this.schema.attachments,
      fullText: fullTextVersion === undefined ? undefined : [FULL_TEXT_TOKENS, fullTextVersion],
      ordered: !!this.#orderOf,
      covered: [this.coveringIndexes.map(({ fields }) => fields), this.covered.map(({ field, type }) => [field, type])],
      counted: this.counters.lists,
    };
  }

  #indexOver(fields: readonly string[]): IndexColumn {
    const wanted = ['_deleted', ...fields, this.primaryPath].join();
    const index = this.indexes.find((one) => one.fields.join() === wanted);
    if (!index) throw new RangeError(`${this.name.collection} has no index over ${fields.join()}`);
    return index;
  }

  #rebuild(layout: Uint8Array): void {
    const { connection } = this;
    const [oldNumber, oldTable, oldAttachments] = [this.#number, this.sql, this.attachmentsSql];
    const hadAttachments = this.#exists(oldAttachments);
    this.#rememberSequence();
    this.#number = this.#nextNumber();
    this.#createTables();
    let last = Number.MIN_SAFE_INTEGER;
    for (;;) {
      const rows = connection.all(`SELECT row, sequence, body FROM ${oldTable} WHERE row > ? ORDER BY row LIMIT 500`, [
        last,
      ]);
      if (rows.length === 0) break;
      const changes: Change[] = [];
      for (const [row, sequence, body] of rows) {
        const document = decodeBody<StoredDocument>(body);
        const newRow = this.#orderOf ? this.#freeRow(document) : Number(row);
        this.#insertRow(newRow, Number(sequence), document);
        this.fullText?.insertAtOnce(newRow, document);
        changes.push([undefined, document]);
        last = Number(row);
      }
      this.counters.apply(changes);
    }
    if (hadAttachments && this.schema.attachments) {
      connection.exec(`INSERT INTO ${this.attachmentsSql} SELECT * FROM ${oldAttachments}`);
    }
    const newNumber = this.#number;
    this.#number = oldNumber;
    this.#dropTables();
    this.#number = newNumber;
    connection.run('UPDATE catalogue SET n = ?, layout = ? WHERE n = ?', [newNumber, layout, oldNumber]);
  }

  #createTables(): void {
    createDocumentTable(this);
    this.counters.create();
    if (this.schema.attachments) createAttachmentTable(this);
    this.fullText?.create();
  }

  #dropTables(): void {
    const fullText = `f${this.#number}`;
    for (const name of [this.sql, this.attachmentsSql, fullText, waitingFor(fullText)]) {
      this.connection.exec(`DROP TABLE IF EXISTS ${name}`);
    }
    // A changed list of counters leaves others behind than there are now.
    const counters = this.connection.all('SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE name GLOB ?', [
      `c${this.#number}_*`,
    ]);
    for (const [name] of counters) this.connection.exec(`DROP TABLE ${Buffer.from(name as Uint8Array).toString()}`);
  }

  #insertRow(row: number, sequence: number, document: StoredDocument): void {
    this.connection.run(this.#writing.insert, [
      row,
      indexKey(this.idOf(document)),
      ...this.#values(sequence, document),
    ]);
  }

  /** What is run for every document; put together once, as long as the table keeps its name. */
  get #writing(): { name: string; insert: string; update: string } {
    const name = this.sql;
    if (this.#statements.name !== name) {
      const values = ['sequence', 'deleted', 'lwt', 'body', ...this.#columns];
      const all = ['row', 'id', ...values];
      this.#statements = {
        name,
        insert: `INSERT INTO ${name} (${all.join(', ')}) VALUES (${all.map(() => '?').join(', ')})`,
        update: `UPDATE ${name} SET ${values.map((column) => `${column} = ?`).join(', ')} WHERE row = ?`,
      };
    }
    return this.#statements;
  }

  #values(sequence: number, document: StoredDocument): SqlValue[] {
    return [
      sequence,
      document._deleted ? 1 : 0,
      document._meta.lwt,
      encodeBody(document),
      ...this.indexes.map(({ keyOf }) => indexKey(keyOf(document))),
      ...this.covered.map(({ read }) => read(document)),
    ];
  }

  /** A free rowid at the document's place in time, or after all others. */
  #freeRow(document: StoredDocument): number {
    const order = this.#orderOf?.(document);
    if (order === undefined || Number.isNaN(order)) {
      return Number(this.connection.get(`SELECT max(row) FROM ${this.sql}`)?.[0] ?? 0) + 1;
    }
    return freeRow(order, (first, last) => {
      const used = this.connection.get(`SELECT max(row) FROM ${this.sql} WHERE row BETWEEN ? AND ?`, [first, last]);
      return used?.[0] == null ? undefined : Number(used[0]);
    });
  }

  #nextNumber(): number {
    return Number(this.connection.get('SELECT max(n) FROM catalogue')?.[0] ?? 0) + 1;
  }

  #rememberSequence(): void {
    this.connection.run('UPDATE catalogue SET sequence = ? WHERE n = ?', [this.#sequence, this.#number]);
  }

  #exists(table: string): boolean {
    return this.connection.get('SELECT 1 FROM sqlite_schema WHERE name = ?', [table]) !== undefined;
  }
}

/** Looked up in one statement. */
const IDS_AT_ONCE = 50;

/** To be raised when `tokensOf` makes others or they are kept otherwise: the full text is then built anew. */
const FULL_TEXT_TOKENS = 3;
