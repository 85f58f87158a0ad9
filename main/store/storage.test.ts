import { createRxDatabase, type RxCollection, type RxStorage } from 'rxdb';
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
} from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { openConnection } from './connection.ts';
import { greatestKeyInRange } from './keys.ts';
import { searchFullText } from './search.ts';

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
