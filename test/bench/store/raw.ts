import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'libsql';
import { papersCovered, papersSchema, type StoredPaper } from '../../../main/office/open/collections.ts';
import { tokensOf } from '../../../main/store/words.ts';
import { appeals } from '../../../shared/books/appeals.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { paperOf } from './papers.ts';
import { assert, BATCH, type Peer, timesOf } from './peer.ts';

const INDEXES = papersSchema.indexes as readonly (readonly string[])[];
const INDEX_COLUMNS = INDEXES.map((_, i) => `i${i}`);
const COVERING = new Set(papersCovered.behind.map((fields) => fields.join()));
const VALUES = papersCovered.fields.map((_, i) => `v${i}`);
const COLUMNS = ['row', 'id', 'sequence', 'deleted', 'lwt', 'body', ...INDEX_COLUMNS, ...VALUES];

/**
 * The limit: the same columns, indexes, cipher, checksum, full-text row and fsync in plain SQL, without RxDB, without
 * validation, queries, events, conflicts and counters.
 */
export async function openRaw(folder: string): Promise<Peer> {
  let database = openDatabase(folder);
  database.exec(`CREATE TABLE t (row INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, sequence INTEGER NOT NULL,
    deleted INTEGER NOT NULL, lwt REAL NOT NULL, ${INDEX_COLUMNS.map((column) => `${column} BLOB NOT NULL`).join(', ')},
    ${VALUES.map((column) => `${column} BLOB`).join(', ')}, body BLOB NOT NULL) STRICT`);
  database.exec('CREATE UNIQUE INDEX t_sequence ON t (sequence)');
  database.exec('CREATE INDEX t_deleted ON t (lwt) WHERE deleted = 1');
  for (const [i, fields] of INDEXES.entries()) {
    const columns = COVERING.has(fields.join()) ? [`i${i}`, ...VALUES] : [`i${i}`];
    database.exec(`CREATE INDEX t_i${i} ON t (${columns.join(', ')})`);
  }
  database.exec(`CREATE VIRTUAL TABLE f USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5 6 7 8 9 10 11 12', tokenize = 'ascii')`);
  database.exec(`INSERT INTO f (f, rank) VALUES ('automerge', 0)`);
  database.exec(`INSERT INTO f (f, rank) VALUES ('crisismerge', 32)`);
  let statements = prepare(database);
  let row = 0;
  const write = (papers: StoredPaper[]) => {
    statements.begin.run([]);
    for (const paper of papers) {
      row++;
      statements.insert.run([row, ...columnsOf(paper, row)]);
      statements.index.run([row, tokensOf(textOf(paper), foldText).join(' ')]);
    }
    statements.commit.run([]);
  };
  const newest = () => {
    const rows = statements.newest.all(['\uffff', 50]) as [Buffer][];
    assert(rows.map(([body]) => JSON.parse(body.subarray(5).toString())).length === 50, 'fewer than 50 papers');
  };
  return {
    async settings() {
      const pragma = (name: string) => (database.prepare(`PRAGMA ${name}`).raw().get() as unknown[])[0];
      assert(pragma('journal_mode') === 'wal' && pragma('cipher') === 'aes256cbc', 'not encrypted, or no WAL');
      assert(pragma('synchronous') === 2, 'not durable');
      const names = database.prepare(`SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type = 'index'`).raw();
      return [
        ...['journal_mode', 'synchronous', 'cipher', 'cache_size', 'wal_autocheckpoint', 'auto_vacuum'].map(
          (name) => `${name}=${pragma(name)}`,
        ),
        `indexes: ${(names.get() as unknown[])[0]}`,
      ];
    },
    async bulk(from, count) {
      let time = 0;
      for (let i = from; i < from + count; i += BATCH) {
        const papers = Array.from({ length: Math.min(BATCH, from + count - i) }, (_, n) => paperOf(i + n));
        time += (await timesOf(1, () => write(papers)))[0]!;
      }
      return time;
    },
    insert: (from, count) => {
      const papers = Array.from({ length: count }, (_, n) => paperOf(from + n));
      return timesOf(count, (i) => write([papers[i]!]));
    },
    newest: (times) => timesOf(times, newest),
    search: (queries) =>
      timesOf(queries.length, (i) => {
        const rows = statements.search.all([`"${foldText(queries[i]!)}"*`]) as [number][];
        for (const [found] of rows) JSON.parse((statements.body.get([found]) as [Buffer])[0].subarray(5).toString());
      }),
    count: (times) => timesOf(times, () => statements.count.get([Buffer.from('inWork')])),
    async reopen() {
      database.close();
      const [time] = await timesOf(1, () => {
        database = openDatabase(folder);
        statements = prepare(database);
        newest();
      });
      return time!;
    },
    async readAll() {
      for (let last = 0; ; ) {
        const rows = database
          .prepare('SELECT row, body FROM t WHERE row > ? ORDER BY row LIMIT 1000')
          .raw()
          .all([last]) as [number, Buffer][];
        for (const [, body] of rows) JSON.parse(body.subarray(5).toString());
        if (rows.length < 1000) return;
        last = rows.at(-1)![0];
      }
    },
    async idle() {
      for (let before = -1, after = 0; after - before >= 2; ) {
        before = totalChanges(database);
        database.exec(`INSERT INTO f (f, rank) VALUES ('merge', 100)`);
        after = totalChanges(database);
      }
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    rss: async () => process.memoryUsage().rss / 1e6,
    close: async () => void database.close(),
  };
}

function openDatabase(folder: string): Database.Database {
  const options = { timeout: 0, encryptionCipher: 'aes256cbc', encryptionKey: '07'.repeat(32) };
  const database = new Database(join(folder, 'raw.db'), options);
  for (const pragma of [
    'auto_vacuum = 2',
    'journal_mode = wal',
    'synchronous = 2',
    'temp_store = 2',
    'cache_size = -32000',
  ])
    database.exec(`PRAGMA ${pragma}`);
  database.exec('PRAGMA wal_autocheckpoint = 8000');
  return database;
}

function prepare(database: Database.Database) {
  const raw = (sql: string) => database.prepare(sql).raw();
  return {
    begin: database.prepare('BEGIN IMMEDIATE'),
    commit: database.prepare('COMMIT'),
    insert: database.prepare(`INSERT INTO t (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`),
    index: database.prepare('INSERT INTO f (rowid, words) VALUES (CAST(? AS INTEGER), ?)'),
    newest: raw('SELECT body FROM t INDEXED BY t_i0 WHERE i0 < CAST(? AS BLOB) ORDER BY i0 DESC LIMIT ?'),
    search: raw('SELECT rowid FROM f WHERE f MATCH ? ORDER BY rowid DESC LIMIT 20'),
    body: raw('SELECT body FROM t WHERE row = ?'),
    count: raw(`SELECT count(*) FROM t INDEXED BY t_i0 WHERE i0 > x'00' AND v1 = ?`),
  };
}

function columnsOf(paper: StoredPaper, sequence: number): (number | Buffer)[] {
  const { id } = paper;
  const json = Buffer.from(
    JSON.stringify({ ...paper, _deleted: false, _meta: { lwt: sequence }, _rev: '1-x', _attachments: {} }),
  );
  const head = Buffer.alloc(5, 1);
  head.writeUInt32LE(crc32(json), 1);
  return [
    Buffer.from(id),
    sequence,
    0,
    sequence,
    Buffer.concat([head, json]),
    ...INDEXES.map((fields) => Buffer.from(`0${fields.map((field) => padded(paper, field)).join('')}${id.padEnd(24)}`)),
    ...papersCovered.fields.map((field) => Buffer.from(String(fieldOf(paper, field)))),
  ];
}

/** As long as the schema says, so that indexes are as large as ours. */
function padded(paper: StoredPaper, field: string): string {
  const value = fieldOf(paper, field);
  if (typeof value === 'boolean') return value ? '1' : '0';
  const [first, second] = field.split('.') as [string, string?];
  const top = papersSchema.properties as Record<string, Sized>;
  const { maxLength } = second ? top[first]!.properties![second]! : top[first]!;
  return String(value).padEnd(maxLength!);
}
type Sized = { maxLength?: number; properties?: Record<string, Sized> };

function fieldOf(paper: StoredPaper, field: string): unknown {
  return field.split('.').reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], paper);
}

function textOf(paper: StoredPaper): string {
  return [
    paper.id,
    paper.id.slice(6),
    paper.id.slice(11),
    paper.id.slice(12),
    ...appeals.findable(paper.entry as never, paper.state as never),
  ].join(' ');
}

function totalChanges(database: Database.Database): number {
  return (database.prepare('SELECT total_changes()').raw().get() as [number])[0];
}
