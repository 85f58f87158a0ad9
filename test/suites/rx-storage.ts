import { type EventBulk, getChangedDocumentsSince, type MangoQuery, type RxStorageChangeEvent } from 'rxdb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnyStorage,
  changed,
  newPaper,
  openInstance,
  type Paper,
  type PaperData,
  type PaperInstance,
  type PaperWrite,
  prepared,
  withAttachments,
} from './rx-storage-papers.ts';

export interface StorageUnderTest {
  storage: AnyStorage;
  /** Releases everything, and deletes what was written. */
  dispose(): Promise<void>;
}

/**
 * What RxDB demands of a storage (`rx-storage.interface`), one obligation a test. Every storage has to pass it all.
 * Each test gets a storage of its own from `create`, empty.
 */
export function describeRxStorage(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`the storage ${name}`, () => {
    let under: StorageUnderTest;
    let papers: PaperInstance;

    beforeEach(async () => {
      under = await create();
      papers = await openInstance(under.storage);
    });

    afterEach(async () => {
      await papers.close();
      await under.dispose();
    });

    const write = (...rows: PaperWrite[]) => papers.bulkWrite(rows, 'test');
    const find = async (id: string) => (await papers.findDocumentsById([id], true))[0];
    const ids = async (query: MangoQuery<Paper>) =>
      (await papers.query(prepared(papers, query))).documents.map(({ id }) => id);

    describe('writing', () => {
      it('gives back exactly what was inserted, in every alphabet', async () => {
        const odd = newPaper('1', {
          entry: {
            text: 'Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і 😀 \u0000 \u2028 "\\ \ud800',
            deep: [{ a: [null, true, 0.1, 1e21] }],
          },
        });
        expect(await write({ document: odd })).toEqual({ error: [] });
        expect(await find('1')).toEqual(JSON.parse(JSON.stringify(odd)));
      });

      it('refuses to insert what exists, and hands over the stored document', async () => {
        const first = newPaper('1');
        const second = newPaper('1', { book: 'letters' });
        await write({ document: first });
        const { error } = await write({ document: second });
        expect(error).toMatchObject([{ status: 409, documentId: '1', documentInDb: first, isError: true }]);
        expect(error[0]!.writeRow.document).toEqual(second);
        expect(await find('1')).toEqual(first);
      });

      it('updates when the previous revision is the stored one', async () => {
        const first = newPaper('1');
        const second = changed(first, { book: 'letters' });
        await write({ document: first });
        expect(await write({ previous: first, document: second })).toEqual({ error: [] });
        expect(await find('1')).toEqual(second);
      });

      it('refuses an update from an outdated revision, and hands over the stored document', async () => {
        const first = newPaper('1');
        const second = changed(first, { book: 'letters' });
        await write({ document: first });
        await write({ previous: first, document: second });
        const { error } = await write({ previous: first, document: changed(first, { book: 'reception' }) });
        expect(error).toMatchObject([{ status: 409, documentInDb: second }]);
        expect(await find('1')).toEqual(second);
      });

      it('writes the other rows of a batch in which one is refused', async () => {
        const first = newPaper('1');
        await write({ document: first });
        const { error } = await write(
          { document: newPaper('2') },
          { document: newPaper('1') },
          { document: newPaper('3') },
        );
        expect(error.map(({ documentId }) => documentId)).toEqual(['1']);
        expect(await papers.findDocumentsById(['1', '2', '3'], false)).toHaveLength(3);
      });

      it('lets one of two writes at the same time win, and tells the other', async () => {
        const first = newPaper('1');
        await write({ document: first });
        const results = await Promise.all([
          write({ previous: first, document: changed(first, { book: 'letters' }) }),
          write({ previous: first, document: changed(first, { book: 'reception' }) }),
        ]);
        expect(results.flatMap(({ error }) => error)).toHaveLength(1);
      });

      it('keeps a deleted document, but returns it only where asked', async () => {
        const first = newPaper('1');
        const deleted = changed(first, { _deleted: true });
        await write({ document: first });
        expect(await write({ previous: first, document: deleted })).toEqual({ error: [] });
        expect(await papers.findDocumentsById(['1'], false)).toEqual([]);
        expect(await papers.findDocumentsById(['1'], true)).toEqual([deleted]);
        expect(await ids({ selector: { _deleted: { $eq: false } } as never })).toEqual([]);
      });

      it('lets a deleted document come back', async () => {
        const first = newPaper('1');
        const deleted = changed(first, { _deleted: true });
        const again = changed(deleted, { _deleted: false, book: 'letters' });
        await write({ document: first });
        await write({ previous: first, document: deleted });
        expect(await write({ previous: deleted, document: again })).toEqual({ error: [] });
        expect(await papers.findDocumentsById(['1'], false)).toEqual([again]);
      });

      it('takes a document that arrives already deleted', async () => {
        const deleted = changed(newPaper('1'), { _deleted: true });
        expect(await write({ document: deleted })).toEqual({ error: [] });
        expect(await papers.findDocumentsById(['1'], true)).toEqual([deleted]);
      });

      it('finds many by id, leaving out the unknown', async () => {
        await write({ document: newPaper('1') }, { document: newPaper('2') });
        const found = await papers.findDocumentsById(['2', 'none', '1'], false);
        expect(found.map(({ id }) => id).sort()).toEqual(['1', '2']);
      });
    });

    describe('events', () => {
      let bulks: EventBulk<RxStorageChangeEvent<Paper>, unknown>[];
      let stop: () => void;

      beforeEach(() => {
        bulks = [];
        const subscription = papers.changeStream().subscribe((bulk) => bulks.push(bulk));
        stop = () => subscription.unsubscribe();
      });

      afterEach(() => stop());

      it('tell of insert, update and deletion, with the document before and after, before the write resolves', async () => {
        const first = newPaper('1');
        const second = changed(first, { book: 'letters' });
        const third = changed(second, { _deleted: true });
        const seen: string[][] = [];
        for (const row of [
          { document: first },
          { previous: first, document: second },
          { previous: second, document: third },
        ]) {
          await write(row);
          seen.push(bulks.flatMap(({ events }) => events.map(({ operation }) => operation)));
        }
        expect(seen).toEqual([['INSERT'], ['INSERT', 'UPDATE'], ['INSERT', 'UPDATE', 'DELETE']]);
        expect(bulks[0]).toMatchObject({ context: 'test', events: [{ documentId: '1', documentData: first }] });
        expect(bulks[1]!.events[0]).toMatchObject({ documentData: second, previousDocumentData: first });
        expect(bulks[2]!.events[0]).toMatchObject({ documentData: third, previousDocumentData: second });
        expect(new Set(bulks.map(({ id }) => id)).size).toBe(3);
      });

      it('are silent about what was refused', async () => {
        await write({ document: newPaper('1') });
        bulks.length = 0;
        await write({ document: newPaper('1') });
        expect(bulks).toEqual([]);
        await write({ document: newPaper('1') }, { document: newPaper('2') });
        expect(bulks.flatMap(({ events }) => events.map(({ documentId }) => documentId))).toEqual(['2']);
      });

      it('come when the document can already be read', async () => {
        const read: Promise<PaperData | undefined>[] = [];
        const subscription = papers.changeStream().subscribe(({ events }) => {
          for (const { documentId } of events) read.push(find(documentId));
        });
        const paper = newPaper('1');
        await write({ document: paper });
        expect(await Promise.all(read)).toEqual([paper]);
        subscription.unsubscribe();
      });

      it('carry the checkpoint from which only later changes follow', async () => {
        await write({ document: newPaper('2') }, { document: newPaper('1') });
        const { checkpoint } = bulks.at(-1)!;
        expect((await getChangedDocumentsSince(papers, 10, checkpoint)).documents).toEqual([]);
        const later = newPaper('0');
        await write({ document: later });
        expect((await getChangedDocumentsSince(papers, 10, checkpoint)).documents).toEqual([later]);
      });
    });

    describe('changes since a checkpoint', () => {
      const pages = async (limit: number) => {
        const found: PaperData[] = [];
        let checkpoint: unknown;
        for (;;) {
          const page = await getChangedDocumentsSince(papers, limit, checkpoint);
          found.push(...page.documents);
          if (page.documents.length < limit) return found;
          checkpoint = page.checkpoint;
        }
      };

      it('come page by page, none twice and none left out, though many were written at the same time', async () => {
        const meta = { lwt: Date.now() };
        const all = Array.from({ length: 100 }, (_, i) => ({ ...newPaper(String(100 + i)), _meta: meta }));
        await write(...all.map((document) => ({ document })));
        expect((await pages(7)).map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id));
      });

      it('name a document once, as it is now, deleted ones too', async () => {
        const [a, b] = [newPaper('a'), newPaper('b')];
        await write({ document: a }, { document: b });
        const a2 = changed(a, { book: 'letters' });
        const b2 = changed(b, { _deleted: true });
        await write({ previous: a, document: a2 });
        await write({ previous: b, document: b2 });
        expect(await pages(1)).toEqual([a2, b2]);
      });

      it('follow a checkpoint that was reached before they were made', async () => {
        const first = newPaper('9');
        await write({ document: first });
        const { checkpoint } = await getChangedDocumentsSince(papers, 10);
        const second = newPaper('1');
        await write({ document: second });
        const third = changed(first, { book: 'letters' });
        await write({ previous: first, document: third });
        expect((await getChangedDocumentsSince(papers, 10, checkpoint)).documents).toEqual([second, third]);
      });
    });

    describe('queries', () => {
      beforeEach(async () => {
        const days = ['2026-12-01', '2026-12-02', '2026-12-02', '2026-12-03', '2026-12-02'];
        const rows = days.map((registeredOn, i) => ({
          document: newPaper(`p${i}`, {
            book: i === 4 ? 'letters' : 'appeals',
            state: { registeredOn, order: '1', status: i % 2 ? 'closed' : 'registered' },
          }),
        }));
        await write(...rows);
      });

      it('sort upwards and downwards, with the primary key to decide', async () => {
        expect(await ids({ sort: [{ 'state.registeredOn': 'asc' }] as never })).toEqual(['p0', 'p1', 'p2', 'p4', 'p3']);
        expect(await ids({ sort: [{ 'state.registeredOn': 'desc' }] as never })).toEqual([
          'p3',
          'p1',
          'p2',
          'p4',
          'p0',
        ]);
        expect(await ids({ sort: [{ 'state.registeredOn': 'desc' }, { id: 'desc' }] as never })).toEqual([
          'p3',
          'p4',
          'p2',
          'p1',
          'p0',
        ]);
        expect(await ids({ sort: [{ 'state.registeredOn': 'asc' }, { id: 'desc' }] as never })).toEqual([
          'p0',
          'p4',
          'p2',
          'p1',
          'p3',
        ]);
      });

      it('keep to skip and limit, also to a limit of nothing', async () => {
        const newest = { selector: { book: 'appeals' }, sort: [{ 'state.registeredOn': 'desc' }] as never };
        expect(await ids({ ...newest, limit: 2 })).toEqual(['p3', 'p1']);
        expect(await ids({ ...newest, skip: 1, limit: 2 })).toEqual(['p1', 'p2']);
        expect(await ids({ ...newest, skip: 3 })).toEqual(['p0']);
        expect(await ids({ ...newest, limit: 0 })).toEqual([]);
      });

      it('select by what an index cannot know', async () => {
        const selector = { id: { $regex: '[13]$' }, 'state.status': 'closed' } as never;
        expect(await ids({ selector, sort: [{ id: 'asc' }] })).toEqual(['p1', 'p3']);
      });

      it('count what they would return', async () => {
        for (const selector of [{}, { book: 'appeals' }, { book: 'none' }, { id: { $gt: 'p2' } }] as never[]) {
          const query = prepared(papers, { selector });
          expect((await papers.count(query)).count).toBe((await papers.query(query)).documents.length);
        }
      });
    });

    describe('attachments', () => {
      let scans: PaperInstance;
      const scan = (text: string, digest: string) => {
        const data = new Blob([text], { type: 'text/plain' });
        return { data, length: data.size, type: 'text/plain', digest };
      };
      const stub = (text: string, digest: string) => ({ length: text.length, type: 'text/plain', digest });

      beforeEach(async () => {
        scans = await openInstance(under.storage, { collection: 'scans', attachments: true });
      });

      afterEach(() => scans.close());

      it('are stored beside the document, which keeps only their description', async () => {
        const paper = newPaper('1');
        const document = withAttachments(paper, { page: scan('first', 'd1') });
        expect(await scans.bulkWrite([{ document }], 'test')).toEqual({ error: [] });
        const [stored] = await scans.findDocumentsById(['1'], false);
        expect(stored!._attachments).toEqual({ page: stub('first', 'd1') });
        const blob = await scans.getAttachmentData('1', 'page', 'd1');
        expect([await blob.text(), blob.type]).toEqual(['first', 'text/plain']);
      });

      it('stay, change and go with what the document says', async () => {
        const paper = newPaper('1');
        await scans.bulkWrite(
          [{ document: withAttachments(paper, { a: scan('aa', 'a1'), b: scan('bb', 'b1'), c: scan('cc', 'c1') }) }],
          'test',
        );
        const [previous] = await scans.findDocumentsById(['1'], false);
        const next = changed(previous!, {});
        const { error } = await scans.bulkWrite(
          [
            {
              previous: previous!,
              document: withAttachments(next, { a: stub('aa', 'a1'), b: scan('new', 'b2') }),
            },
          ],
          'test',
        );
        expect(error).toEqual([]);
        expect(await (await scans.getAttachmentData('1', 'a', 'a1')).text()).toBe('aa');
        expect(await (await scans.getAttachmentData('1', 'b', 'b2')).text()).toBe('new');
        await expect((async () => scans.getAttachmentData('1', 'b', 'b1'))()).rejects.toThrow();
        await expect((async () => scans.getAttachmentData('1', 'c', 'c1'))()).rejects.toThrow();
      });

      it('go when the document is deleted', async () => {
        await scans.bulkWrite([{ document: withAttachments(newPaper('1'), { a: scan('aa', 'a1') }) }], 'test');
        const [previous] = await scans.findDocumentsById(['1'], false);
        const deleted = changed(previous!, { _deleted: true, _attachments: {} });
        await scans.bulkWrite([{ previous: previous!, document: deleted }], 'test');
        await expect((async () => scans.getAttachmentData('1', 'a', 'a1'))()).rejects.toThrow();
      });

      it('without their data are refused with 510, and nothing is written', async () => {
        const document = withAttachments(newPaper('1'), { a: stub('aa', 'a1') });
        const { error } = await scans.bulkWrite([{ document }, { document: newPaper('2') }], 'test');
        expect(error).toMatchObject([{ status: 510, attachmentId: 'a', documentId: '1' }]);
        expect((await scans.findDocumentsById(['1', '2'], true)).map(({ id }) => id)).toEqual(['2']);
      });
    });

    describe('housekeeping', () => {
      it('purges what has been deleted for long enough, and nothing else', async () => {
        const [a, b] = [newPaper('a'), newPaper('b')];
        await write({ document: a }, { document: b });
        await write({ previous: a, document: changed(a, { _deleted: true }) });
        await papers.cleanup(60_000);
        expect(await papers.findDocumentsById(['a', 'b'], true)).toHaveLength(2);
        while (!(await papers.cleanup(-60_000)));
        expect(await papers.findDocumentsById(['a', 'b'], true)).toEqual([b]);
        expect(await write({ document: newPaper('a') })).toEqual({ error: [] });
      });

      it('can be closed twice, and everything is there when it is opened again', async () => {
        const paper = newPaper('1');
        await write({ document: paper });
        await papers.close();
        await papers.close();
        papers = await openInstance(under.storage);
        expect(await find('1')).toEqual(paper);
        expect(await ids({ selector: { book: 'appeals' } })).toEqual(['1']);
      });

      it('forgets a removed collection, and only that', async () => {
        const letters = await openInstance(under.storage, { collection: 'letters' });
        await write({ document: newPaper('1') });
        await letters.bulkWrite([{ document: newPaper('2') }], 'test');
        await papers.remove();
        papers = await openInstance(under.storage);
        expect(await find('1')).toBeUndefined();
        expect(await letters.findDocumentsById(['2'], false)).toHaveLength(1);
        await letters.close();
      });

      it('keeps collections, databases and schema versions apart', async () => {
        await write({ document: newPaper('1') });
        for (const other of [{ collection: 'letters' }, { database: 'other' }, { version: 1 }]) {
          const instance = await openInstance(under.storage, other);
          expect(await instance.findDocumentsById(['1'], true)).toEqual([]);
          expect(await instance.bulkWrite([{ document: newPaper('1', { book: 'other' }) }], 'test')).toEqual({
            error: [],
          });
          await instance.remove();
        }
        expect((await find('1'))?.book).toBe('appeals');
      });
    });
  });
}
