import {
  addRxPlugin,
  createRxDatabase,
  type MangoQuery,
  type RxCollection,
  type RxJsonSchema,
  type RxStorage,
} from 'rxdb';
import { RxDBMigrationSchemaPlugin } from 'rxdb/plugins/migration-schema';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnyStorage,
  changed,
  newPaper,
  openInstance,
  type Paper,
  type PaperData,
  paperSchema,
  prepared,
} from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { openConnection } from './connection.ts';
import { greatestKeyInRange } from './keys.ts';
import { maintain } from './maintain.ts';
import { searchFullText } from './search.ts';
import { createSqliteStorage } from './storage.ts';

addRxPlugin(RxDBMigrationSchemaPlugin);

const name = (paper: unknown) => (paper as Paper).entry.applicant?.toString().toLowerCase();

describe('the SQLite storage', () => {
  let store: ReturnType<typeof temporaryStore>;
  let storage: AnyStorage;

  beforeEach(() => {
    store = temporaryStore({ fullText: { papers: name } });
    storage = store.storage as unknown as AnyStorage;
  });

  afterEach(() => store.dispose());

  it('shows a change even when the clock ran backwards in between', async () => {
    const papers = await openInstance(storage);
    await papers.bulkWrite([{ document: newPaper('1') }], 'test');
    const { checkpoint } = await papers.getChangedDocumentsSince!(10);
    const earlier: PaperData = { ...newPaper('2'), _meta: { lwt: 1_000_000_000_000 } };
    await papers.bulkWrite([{ document: earlier }], 'test');
    expect((await papers.getChangedDocumentsSince!(10, checkpoint)).documents).toEqual([earlier]);
    await papers.close();
  });

  it('never gives a place in the order of changes twice, though the last document was purged before a restart', async () => {
    let papers = await openInstance(storage);
    const paper = newPaper('1');
    await papers.bulkWrite([{ document: paper }], 'test');
    await papers.bulkWrite([{ previous: paper, document: changed(paper, { _deleted: true }) }], 'test');
    const { checkpoint } = await papers.getChangedDocumentsSince!(10);
    await papers.cleanup(-60_000);
    await papers.close();
    papers = await openInstance(storage);
    await papers.bulkWrite([{ document: newPaper('2') }], 'test');
    expect((await papers.getChangedDocumentsSince!(10, checkpoint)).documents).toMatchObject([{ id: '2' }]);
    await papers.close();
  });

  it('starts from the beginning for a checkpoint of a collection that was removed', async () => {
    let papers = await openInstance(storage);
    await papers.bulkWrite([{ document: newPaper('1') }, { document: newPaper('2') }], 'test');
    const { checkpoint } = await papers.getChangedDocumentsSince!(10);
    await papers.remove();
    papers = await openInstance(storage);
    await papers.bulkWrite([{ document: newPaper('3') }], 'test');
    expect((await papers.getChangedDocumentsSince!(10, checkpoint)).documents).toMatchObject([{ id: '3' }]);
    await papers.close();
  });

  it('treats the second write of a document in one batch as one that came after the first', async () => {
    const papers = await openInstance(storage);
    const first = newPaper('1');
    const second = changed(first, { book: 'letters' });
    const { error } = await papers.bulkWrite(
      [{ document: first }, { previous: first, document: second }, { document: newPaper('1') }],
      'test',
    );
    expect(error).toMatchObject([{ status: 409, documentInDb: second }]);
    expect(await papers.findDocumentsById(['1'], true)).toEqual([second]);
    await papers.close();
  });

  it('is silent about a document that was refused for an attachment without data', async () => {
    const scans = await openInstance(storage, { collection: 'scans', attachments: true });
    const events: unknown[] = [];
    scans.changeStream().subscribe((bulk) => events.push(bulk));
    const document = { ...newPaper('1'), _attachments: { a: { length: 1, type: 'text/plain', digest: 'd' } } };
    expect((await scans.bulkWrite([{ document }], 'test')).error).toMatchObject([{ status: 510 }]);
    expect(events).toEqual([]);
    await scans.close();
  });

  it('keeps nothing of a batch that the disk has no room for, tells nobody, and works on when there is room', async () => {
    const papers = await openInstance(storage);
    await papers.bulkWrite([{ document: newPaper('1') }], 'test');
    const events: unknown[] = [];
    papers.changeStream().subscribe((bulk) => events.push(bulk));
    const { checkpoint } = await papers.getChangedDocumentsSince!(10);
    const big = Array.from({ length: 20 }, (_, i) => ({
      document: newPaper(`b${i}`, { entry: { applicant: 'Қайрат', text: 'x'.repeat(20_000) } }),
    }));
    const { connection } = store;
    connection.exec(`PRAGMA max_page_count = ${Number(connection.get('PRAGMA page_count')?.[0]) + 10}`);
    await expect(papers.bulkWrite(big, 'test')).rejects.toMatchObject({ code: 'diskFull' });
    expect(events).toEqual([]);
    expect((await papers.getChangedDocumentsSince!(10, checkpoint)).documents).toEqual([]);
    expect(searchFullText(connection, 'papers', 'қайрат', 10)).toEqual([]);
    connection.exec('PRAGMA max_page_count = 1000000');
    expect(await papers.bulkWrite(big, 'test')).toEqual({ error: [] });
    expect((await papers.getChangedDocumentsSince!(100, checkpoint)).documents).toHaveLength(20);
    await papers.close();
  });

  it('counts with the limit and skip of the query', async () => {
    const papers = await openInstance(storage);
    await papers.bulkWrite(
      ['1', '2', '3', '4'].map((id) => ({ document: newPaper(id) })),
      'test',
    );
    const count = ({ selector, ...rest }: MangoQuery<Paper>) =>
      papers.count(prepared(papers, { selector: { _deleted: { $eq: false }, ...selector } as never, ...rest }));
    expect(await count({ selector: { book: 'appeals' }, limit: 3 })).toEqual({ count: 3, mode: 'fast' });
    expect(await count({ selector: { book: 'appeals' }, skip: 3, limit: 3 })).toEqual({ count: 1, mode: 'fast' });
    expect(await count({ selector: { id: { $regex: '[12]' } } })).toEqual({ count: 2, mode: 'slow' });
    await papers.close();
  });

  it('reads no more than it needs for the newest few of very many', async () => {
    const papers = await openInstance(storage);
    const rows = Array.from({ length: 600 }, (_, i) => ({
      document: newPaper(String(1000 + i), {
        state: { registeredOn: `2026-12-${10 + (i % 20)}`, order: String(i), status: 'registered' },
      }),
    }));
    await papers.bulkWrite(rows, 'test');
    // What is not among the newest is made unreadable: touching it would be noticed.
    store.connection.exec(
      `UPDATE t1 SET body = x'00' WHERE i0 < (SELECT i0 FROM t1 ORDER BY i0 DESC LIMIT 1 OFFSET 59)`,
    );
    const newest = prepared(papers, {
      selector: { _deleted: { $eq: false }, book: 'appeals' } as never,
      sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }] as never,
      limit: 50,
    });
    expect((await papers.query(newest)).documents).toHaveLength(50);
    await expect(papers.query({ ...newest, query: { ...newest.query, limit: 70 } })).rejects.toMatchObject({
      code: 'damaged',
    });
    await papers.close();
  });

  it('decides conditions on covered fields, and counts them, without reading a document', async () => {
    const extras = {
      covered: { papers: { behind: ['book', 'state.registeredOn', 'state.order'], fields: ['state.status'] } },
    };
    const covering = createSqliteStorage({ connection: store.connection, ...extras }) as unknown as AnyStorage;
    const schema = { ...paperSchema, indexes: [extras.covered.papers.behind] } as RxJsonSchema<Paper>;
    const papers = await openInstance(covering, { schema });
    const rows = Array.from({ length: 600 }, (_, i) => ({
      document: newPaper(String(1000 + i), {
        state: { registeredOn: '2026-12-01', order: String(1000 + i), status: i % 300 === 0 ? 'rare' : 'registered' },
      }),
    }));
    await papers.bulkWrite(rows, 'test');
    store.connection.exec(`UPDATE t1 SET body = x'00' WHERE v0 <> CAST('rare' AS BLOB)`);
    const rare = prepared(papers, {
      selector: { _deleted: { $eq: false }, book: 'appeals', 'state.status': { $in: ['rare', 'none'] } } as never,
      sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }] as never,
      limit: 50,
    });
    expect((await papers.query(rare)).documents.map(({ id }) => id)).toEqual(['1300', '1000']);
    expect(await papers.count(rare)).toEqual({ count: 2, mode: 'fast' });
    await papers.close();
  });

  it('recognises a document that was changed on disk, wherever it is read', async () => {
    const papers = await openInstance(storage);
    await papers.bulkWrite([{ document: newPaper('1') }, { document: newPaper('2') }], 'test');
    const [, body] = store.connection.get(`SELECT id, body FROM t1 WHERE id = x'31'`)!;
    const bytes = Buffer.from(body as Uint8Array);
    bytes[40]! ^= 1;
    const reads = [
      () => papers.findDocumentsById(['1'], true),
      () => papers.query(prepared(papers, {})),
      () => papers.getChangedDocumentsSince!(10),
      () => papers.bulkWrite([{ document: newPaper('1') }], 'test'),
      async () => greatestKeyInRange(store.connection, 'papers', '0', '1'),
    ];
    for (const damaged of [bytes, Buffer.alloc(3), store.connection.get(`SELECT body FROM t1 WHERE id = x'32'`)![0]!]) {
      store.connection.run(`UPDATE t1 SET body = ? WHERE id = x'31'`, [damaged]);
      await expect(reads[0]!()).rejects.toMatchObject({ code: 'damaged' });
      await expect(reads[4]!()).rejects.toMatchObject({ code: 'damaged' });
    }
    store.connection.run(`UPDATE t1 SET body = ? WHERE id = x'31'`, [bytes]);
    for (const read of reads) await expect(read()).rejects.toMatchObject({ code: 'damaged' });
    await papers.close();
  });

  it('builds its indexes anew when their list or the length of a field has changed, losing nothing', async () => {
    let papers = await openInstance(storage);
    const written = Array.from({ length: 30 }, (_, i) => newPaper(`p${i}`, { book: i % 2 ? 'appeals' : 'letters' }));
    await papers.bulkWrite(
      written.map((document) => ({ document })),
      'test',
    );
    const { checkpoint } = await papers.getChangedDocumentsSince!(20);
    await papers.close();
    const schema = {
      ...paperSchema,
      indexes: ['state.status', ['book', 'state.order']],
      properties: { ...paperSchema.properties, book: { type: 'string', maxLength: 20 } },
    } as RxJsonSchema<Paper>;
    papers = await openInstance(storage, { schema });
    const query = { selector: { book: 'letters' }, sort: [{ 'state.order': 'desc' }, { id: 'desc' }] } as never;
    expect((await papers.query(prepared(papers, query))).documents).toHaveLength(15);
    expect((await papers.getChangedDocumentsSince!(20, checkpoint)).documents).toEqual(written.slice(20));
    expect(searchFullText(store.connection, 'papers', 'гүлн', 100)).toHaveLength(30);
    await papers.close();
  });

  it('migrates documents to a new version of their schema by RxDB', async () => {
    const open = async (version: number) => {
      const database = await createRxDatabase({
        name: 'migrating',
        storage: wrappedValidateAjvStorage({ storage: store.storage as RxStorage<unknown, unknown> }),
        multiInstance: false,
        closeDuplicates: true,
      });
      const { papers } = await database.addCollections({
        papers: {
          schema: { ...paperSchema, version },
          ...(version === 1 && {
            migrationStrategies: { 1: (old: Paper) => ({ ...old, book: `${old.book}-1` }) },
          }),
        },
      });
      return { database, papers: papers as RxCollection<Paper> };
    };
    const before = await open(0);
    const plain = (id: string) => {
      const { _deleted, _attachments, _rev, _meta, ...paper } = newPaper(id);
      return paper;
    };
    await before.papers.bulkInsert(Array.from({ length: 120 }, (_, i) => plain(`p${i}`)));
    await before.database.close();
    const after = await open(1);
    const migrated = await after.papers.find().exec();
    expect(new Set(migrated.map(({ book }) => book))).toEqual(new Set(['appeals-1']));
    expect(migrated).toHaveLength(120);
    expect(searchFullText(store.connection, 'papers', 'гүлн', 200)).toHaveLength(120);
    await after.database.close();
  });

  it('is an ordinary storage to RxDB: live queries, incremental changes, removal', async () => {
    const database = await createRxDatabase({
      name: 'live',
      storage: wrappedValidateAjvStorage({ storage: store.storage as RxStorage<unknown, unknown> }),
      multiInstance: false,
    });
    const { papers } = (await database.addCollections({ papers: { schema: paperSchema } })) as {
      papers: RxCollection<Paper>;
    };
    const seen: string[][] = [];
    const subscription = papers
      .find({ selector: { book: 'appeals' }, sort: [{ 'state.registeredOn': 'desc' }] as never })
      .$.subscribe((found) => seen.push(found.map(({ id }) => id)));
    const { _deleted, _attachments, _rev, _meta, ...paper } = newPaper('1');
    const document = await papers.insert(paper);
    await Promise.all(
      [1, 2, 3].map((n) => document.incrementalModify((data) => ({ ...data, log: [...data.log, { n }] }))),
    );
    expect((await papers.findOne('1').exec())?.log).toHaveLength(3);
    await document.getLatest().remove();
    expect(await papers.findOne('1').exec()).toBeNull();
    expect(await papers.find({ selector: { book: 'appeals' } }).exec()).toEqual([]);
    expect(seen.at(-1)).toEqual([]);
    expect(seen).toContainEqual(['1']);
    subscription.unsubscribe();
    await database.close();
  });

  it('shares one connection, which the last collection closes', async () => {
    const papers = await openInstance(storage);
    store.connection.close();
    expect(await papers.bulkWrite([{ document: newPaper('1') }], 'test')).toEqual({ error: [] });
    await papers.close();
    await expect(papers.findDocumentsById(['1'], true)).rejects.toMatchObject({ code: 'failed' });
    const again = openConnection(store.path, store.key);
    expect(greatestKeyInRange(again, 'papers', '0', '9')).toBe('1');
    again.close();
  });

  it('refuses to be shared by several processes', async () => {
    const parameters = { name: 'many', storage: store.storage as RxStorage<unknown, unknown>, multiInstance: true };
    await expect(createRxDatabase(parameters)).rejects.toThrow(/multiInstance/);
  });
});

describe('the greatest key', () => {
  it('is the greatest of its range, deleted documents and all schema versions included', async () => {
    const store = temporaryStore();
    const storage = store.storage as unknown as AnyStorage;
    const greatest = (from: string, to: string) => greatestKeyInRange(store.connection, 'papers', from, to);
    expect(greatest('0', '9')).toBeUndefined();
    const old = await openInstance(storage);
    const papers = await openInstance(storage, { version: 1 });
    const [a, b, c] = [newPaper('26010000017'), newPaper('26010000025'), newPaper('27010000010')];
    await old.bulkWrite([{ document: b }], 'test');
    await papers.bulkWrite([{ document: a }, { document: c }], 'test');
    await papers.bulkWrite([{ previous: a, document: changed(a, { _deleted: true }) }], 'test');
    expect(greatest('2601', '2601~')).toBe(b.id);
    await old.remove();
    expect(greatest('2601', '2601~')).toBe(a.id);
    expect(greatest('2602', '2602~')).toBeUndefined();
    expect(greatest('2', '2~')).toBe(c.id);
    await papers.close();
    store.dispose();
  });
});

describe('full text', () => {
  const folded = (paper: unknown) => (paper as Paper).entry.text as string | undefined;
  let store: ReturnType<typeof temporaryStore>;
  let papers: Awaited<ReturnType<typeof openInstance<Paper>>>;

  beforeEach(async () => {
    store = temporaryStore({ fullText: { papers: folded } });
    papers = await openInstance(store.storage as unknown as AnyStorage);
  });

  afterEach(async () => {
    await papers.close();
    store.dispose();
  });

  const search = (query: string, limit = 20) => searchFullText(store.connection, 'papers', query, limit);
  const insert = async (id: string, text: string | undefined) => {
    const paper = newPaper(id, { entry: text === undefined ? {} : { text } });
    await papers.bulkWrite([{ document: paper }], 'test');
    return paper;
  };

  it('finds by the beginnings of words, all of them, newest first', async () => {
    await insert('1', 'алимкулова гулнур жер');
    await insert('2', 'алимов ерлан');
    await insert('3', 'алимкулов ерлан 230012326010000016');
    await insert('4', undefined);
    expect(search('алим')).toEqual(['3', '2', '1']);
    expect(search('алим', 2)).toEqual(['3', '2']);
    expect(search('ерл алимк')).toEqual(['3']);
    expect(search('23001232')).toEqual(['3']);
    expect(search('гулнур жерн')).toEqual([]);
  });

  it('starts at two letters, and leaves single ones aside', async () => {
    await insert('1', 'алимкулова гулнур');
    expect(search('а')).toEqual([]);
    expect(search('')).toEqual([]);
    expect(search('ал')).toEqual(['1']);
    expect(search('алим г')).toEqual(['1']);
  });

  it('takes every typed string, and means it literally', async () => {
    await insert('1', 'жт-2026-1 or and not near вх. 12/34 a.b@c.kz «қайрат» o\'neil "x" 😀 e\u0301tude');
    for (const found of [
      'жт-2026',
      'or',
      'NOT',
      'near(',
      '12/34',
      'a.b@c.kz',
      '«қайрат»',
      "o'neil",
      '"',
      'e\u0301tu',
    ]) {
      expect(() => search(found)).not.toThrow();
    }
    expect(search('жт-2026')).toEqual(['1']);
    expect(search('or or or')).toEqual(['1']);
    expect(search('12/34')).toEqual(['1']);
    expect(search('"қайрат*')).toEqual(['1']);
    expect(search('words : x OR 1')).toEqual([]);
    for (const odd of [
      '\u0000',
      '*',
      '^',
      '--',
      '😀',
      '\ud800',
      'ә'.repeat(200_000),
      'аб '.repeat(50_000),
      '{}:+-()',
    ]) {
      expect(search(odd)).toEqual([]);
    }
  });

  it('follows changes and deletions of the document', async () => {
    const first = await insert('1', 'алимкулова');
    const second = changed(first, { entry: { text: 'ерланова' } });
    await papers.bulkWrite([{ previous: first, document: second }], 'test');
    expect([search('алим'), search('ерлан')]).toEqual([[], ['1']]);
    const third = changed(second, { book: 'letters' });
    await papers.bulkWrite([{ previous: second, document: third }], 'test');
    expect(search('ерлан')).toEqual(['1']);
    const deleted = changed(third, { _deleted: true });
    await papers.bulkWrite([{ previous: third, document: deleted }], 'test');
    expect(search('ерлан')).toEqual([]);
    await papers.bulkWrite([{ previous: deleted, document: changed(deleted, { _deleted: false }) }], 'test');
    expect(search('ерлан')).toEqual(['1']);
  });

  it('says the same before, while and after it is maintained', async () => {
    for (let i = 0; i < 200; i++) await insert(`p${i}`, `слово${i % 7} жер`);
    const before = search('слово3 жер', 100);
    expect(before).toHaveLength(29);
    while (maintain(store.connection, 0)) expect(search('слово3 жер', 100)).toEqual(before);
    expect(search('слово3 жер', 100)).toEqual(before);
    expect(maintain(store.connection)).toBe(false);
  });

  it('goes by the time that the documents have, however late they came', async () => {
    await papers.close();
    const storage = createSqliteStorage({
      connection: store.connection,
      fullText: { papers: folded },
      order: { papers: (paper) => Date.parse((paper as Paper).state.registeredOn) },
    }) as unknown as AnyStorage;
    papers = await openInstance(storage);
    const on = (registeredOn: string) => ({ registeredOn, order: '1', status: 'registered' });
    const rows = [
      ['a', '2026-12-03'],
      ['b', '2026-12-01'],
      ['c', '2026-12-02'],
      ['d', '2026-12-01'],
      ['e', 'no day'],
      ['f', '+275000-01'],
    ].map(([id, day]) => ({ document: newPaper(id!, { entry: { text: 'жер' }, state: on(day!) }) }));
    expect(await papers.bulkWrite(rows, 'test')).toEqual({ error: [] });
    expect(search('жер').filter((id) => 'abcd'.includes(id))).toEqual(['a', 'c', 'd', 'b']);
    const many = Array.from({ length: 1500 }, (_, i) => ({
      document: newPaper(`m${i}`, { entry: { text: 'много' }, state: on('2026-12-01') }),
    }));
    expect(await papers.bulkWrite(many, 'test')).toEqual({ error: [] });
    expect(search('много', 3)).toEqual(['m1499', 'm1498', 'm1497']);
  });

  it('is built anew when its version is raised', async () => {
    await insert('1', 'алимкулова');
    await papers.close();
    const storage = createSqliteStorage({
      connection: store.connection,
      fullText: { papers: () => 'иное' },
      fullTextVersion: 2,
    }) as unknown as AnyStorage;
    papers = await openInstance(storage);
    expect([search('алим'), search('иное')]).toEqual([[], ['1']]);
  });

  it('has to be declared and open', () => {
    expect(() => searchFullText(store.connection, 'letters', 'жер', 1)).toThrow(
      expect.objectContaining({ code: 'failed' }),
    );
  });
});
