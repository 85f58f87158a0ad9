import { join } from 'node:path';
import type { StoredPaper } from '../../../main/office/open/collections.ts';
import { openStore, type Store } from '../../../main/office/open/open-store.ts';
import { maintain } from '../../../main/store/maintain.ts';
import { searchFullText } from '../../../main/store/search.ts';
import { paperOf } from './papers.ts';
import { assert, BATCH, type Peer, timesOf } from './peer.ts';

/** The office's own store, opened as the office opens it. */
export async function openOurs(folder: string, durable = true): Promise<Peer> {
  const key = Buffer.alloc(32, 7);
  let store: Store;
  const open = async () => {
    store = await openStore(folder, join(folder, 'mark'), key);
    if (!durable) store.connection.exec('PRAGMA synchronous = OFF');
  };
  await open();
  let asked = 0;
  // RxDB remembers answers; each question here is another one, so that the store has to answer.
  const newest = async () => {
    const found = await store.papers
      .find({
        selector: { book: 'appeals', 'state.registeredOn': { $lte: `9999${asked++}` } },
        sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }],
        limit: 50,
      })
      .exec();
    assert(found.length === 50, 'fewer than 50 papers');
  };
  return {
    async settings() {
      const { connection } = store;
      const pragma = (name: string) => connection.get(`PRAGMA ${name}`)?.[0];
      assert(pragma('journal_mode') === 'wal' && pragma('cipher') === 'aes256cbc', 'not encrypted, or no WAL');
      assert(pragma('synchronous') === (durable ? 2 : 0), 'synchronous');
      const indexes = connection.all(
        `SELECT CAST(group_concat(name, ' ') AS BLOB) FROM sqlite_schema WHERE type = 'index' AND tbl_name =
         (SELECT 't' || n FROM catalogue WHERE CAST(collection AS TEXT) = 'papers')`,
      )[0]![0];
      return [
        ...['journal_mode', 'synchronous', 'cipher', 'cache_size', 'wal_autocheckpoint', 'auto_vacuum'].map(
          (name) => `${name}=${pragma(name)}`,
        ),
        `indexes: ${Buffer.from(indexes as Uint8Array).toString()}`,
      ];
    },
    async bulk(from, count) {
      let time = 0;
      for (let i = from; i < from + count; i += BATCH) {
        const papers = Array.from({ length: Math.min(BATCH, from + count - i) }, (_, n) => paperOf(i + n));
        const [sample] = await timesOf(1, async () => {
          const { error } = await store.papers.bulkInsert(papers);
          assert(error.length === 0, 'a bulk insert was refused');
        });
        time += sample!;
      }
      return time;
    },
    insert: (from, count) => {
      const papers = Array.from({ length: count }, (_, n) => paperOf(from + n));
      return timesOf(count, (i) => store.papers.insert(papers[i]!));
    },
    newest: (times) => timesOf(times, newest),
    search: (queries) =>
      timesOf(queries.length, async (i) => {
        const ids = searchFullText(store.connection, 'papers', queries[i]!, 20);
        // Another question each time, like everything here: RxDB would answer a known one from its memory.
        await store.papers.findByIds([...ids, `none ${asked++}`]).exec();
      }),
    count: (times) =>
      timesOf(times, () =>
        store.papers.count({ selector: { 'state.status': { $in: ['inWork', `other${asked++}`] } } }).exec(),
      ),
    async reopen() {
      await store.close();
      const [time] = await timesOf(1, async () => {
        await open();
        await newest();
      });
      return time!;
    },
    async readAll() {
      let read = 0;
      for (let checkpoint: unknown; ; ) {
        const page = await store.papers.storageInstance.getChangedDocumentsSince!(BATCH, checkpoint);
        read += (page.documents as unknown as StoredPaper[]).length;
        if (page.documents.length < BATCH) break;
        checkpoint = page.checkpoint;
      }
      assert(read > 0, 'nothing to read');
    },
    async idle() {
      while (maintain(store.connection)) await new Promise((resolve) => setImmediate(resolve));
    },
    rss: async () => process.memoryUsage().rss / 1e6,
    close: () => store.close(),
  };
}
