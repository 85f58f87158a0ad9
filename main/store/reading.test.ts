import type { MangoQuery, RxJsonSchema } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnyStorage,
  changed,
  newPaper,
  openInstance,
  type Paper,
  paperSchema,
  prepared,
} from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { greatestKeyInRange, keysMatching } from './keys.ts';
import { createSqliteStorage } from './storage.ts';

describe('reading', () => {
  let store: ReturnType<typeof temporaryStore>;
  let storage: AnyStorage;

  beforeEach(() => {
    store = temporaryStore();
    storage = store.storage as unknown as AnyStorage;
  });

  afterEach(() => store.dispose());

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

  it('tells the keys of a range page by page without reading a document, and of nothing that no index holds', async () => {
    const papers = await openInstance(storage, { schema: paperSchema });
    const at = (i: number) => ({
      state: { registeredOn: '2026-12-01', order: String(10_000 + i), status: 'registered' },
    });
    const rows = Array.from({ length: 1_100 }, (_, i) => ({ document: newPaper(String(10_000 + i), at(i)) }));
    await papers.bulkWrite(rows, 'test');
    store.connection.exec(`UPDATE t1 SET body = x'00'`);
    const newest = prepared(papers, {
      selector: { _deleted: { $eq: false }, book: 'appeals' } as never,
      sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }] as never,
    });
    const keys = (query: typeof newest) => [...keysMatching(store.connection, papers.collectionName, query)];
    const pages = keys(newest);
    expect(pages.map((page) => page.length)).toEqual([512, 512, 76]);
    expect(pages.flat()).toEqual(rows.map(({ document }) => document.id).reverse());
    expect(() => keys({ ...newest, query: { ...newest.query, limit: 5 } })).toThrow(RangeError);
    const byText = { ...newest.query.selector, summary: { $eq: 'х' } } as never;
    expect(() => keys(prepared(papers, { ...newest.query, selector: byText }))).toThrow(RangeError);
    await papers.close();
  });

  it('decides conditions on covered fields, and counts them, without reading a document', async () => {
    const extras = {
      covered: { papers: { behind: [['book', 'state.registeredOn', 'state.order']], fields: ['state.status'] } },
    };
    const covering = createSqliteStorage({ connection: store.connection, ...extras }) as unknown as AnyStorage;
    const schema = { ...paperSchema, indexes: extras.covered.papers.behind } as RxJsonSchema<Paper>;
    const papers = await openInstance(covering, { schema });
    const rows = Array.from({ length: 600 }, (_, i) => ({
      document: newPaper(String(1000 + i), {
        state: { registeredOn: '2026-12-01', order: String(1000 + i), status: i % 300 === 0 ? 'rare' : 'registered' },
      }),
    }));
    await papers.bulkWrite(rows, 'test');
    store.connection.exec(`UPDATE t1 SET body = x'00' WHERE v0 <> CAST('rare' AS BLOB)`);
    for (const status of [{ $in: ['rare', 'none'] }, { $regex: 'are' }]) {
      const rare = prepared(papers, {
        selector: { _deleted: { $eq: false }, book: 'appeals', 'state.status': status } as never,
        sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }] as never,
        limit: 50,
      });
      expect((await papers.query(rare)).documents.map(({ id }) => id)).toEqual(['1300', '1000']);
      expect(await papers.count(rare)).toEqual({ count: 2, mode: 'fast' });
    }
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
