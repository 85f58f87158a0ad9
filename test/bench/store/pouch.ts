import { join } from 'node:path';
import PouchDB from 'pouchdb';
import find from 'pouchdb-find';
import { paperOf } from './papers.ts';
import { BATCH, type Peer, timesOf } from './peer.ts';

type Found = { docs: unknown[] };
type Database = {
  put(document: object): Promise<unknown>;
  bulkDocs(documents: object[]): Promise<{ error?: unknown }[]>;
  createIndex(index: object): Promise<unknown>;
  find(query: object): Promise<Found>;
  allDocs(options: object): Promise<{ rows: { key: string }[] }>;
  close(): Promise<void>;
};
const Pouch = PouchDB as unknown as { new (path: string): Database; plugin(plugin: unknown): void };
Pouch.plugin(find);

/** One field to sort by: with more conditions PouchDB reads everything before it applies the limit. */
const INDEXES = [['state.order'], ['state.status']];

/** PouchDB 9 on leveldb, with pouchdb-find. Not durable: leveldb is never told to sync. */
export async function openPouch(folder: string): Promise<Peer> {
  let database = new Pouch(join(folder, 'pouch'));
  const page = (selector: object, limit: number) =>
    database.find({
      selector: { 'state.order': { $gt: null }, ...selector },
      sort: INDEXES[0]!.map((field) => ({ [field]: 'desc' })),
      limit,
    });
  const document = (i: number) => {
    const { id, ...paper } = paperOf(i);
    return { _id: id, ...paper };
  };
  return {
    settings: async () => [
      'leveldb, sync=false (its default)',
      `indexes: ${INDEXES.map((fields) => fields.join('+')).join(' ')}`,
    ],
    async bulk(from, count) {
      let time = 0;
      for (let i = from; i < from + count; i += BATCH) {
        const papers = Array.from({ length: Math.min(BATCH, from + count - i) }, (_, n) => document(i + n));
        time += (await timesOf(1, () => database.bulkDocs(papers)))[0]!;
      }
      return time;
    },
    insert: (from, count) => {
      const papers = Array.from({ length: count }, (_, n) => document(from + n));
      return timesOf(count, (i) => database.put(papers[i]!));
    },
    newest: (times) => timesOf(times, () => page({}, 50)),
    search: (queries) =>
      timesOf(queries.length, (i) =>
        page({ 'entry.applicant.name': { $regex: new RegExp(`(^|\\s)${queries[i]}`, 'i') } }, 20),
      ),
    count: (times) =>
      timesOf(times, () =>
        database.find({ selector: { 'state.status': 'inWork' }, fields: ['_id'], limit: 10_000_000 }),
      ),
    async reopen() {
      await database.close();
      const [time] = await timesOf(1, async () => {
        database = new Pouch(join(folder, 'pouch'));
        await page({}, 50);
      });
      return time!;
    },
    async readAll() {
      for (let startkey: string | undefined; ; ) {
        const { rows } = await database.allDocs({ include_docs: true, limit: BATCH, startkey, skip: startkey ? 1 : 0 });
        if (rows.length < BATCH - 1) return;
        startkey = rows.at(-1)!.key;
      }
    },
    /** Builds its indexes, which PouchDB does at the first question; not measured. */
    async idle() {
      for (const fields of INDEXES) await database.createIndex({ index: { fields } });
      await page({}, 1);
      await database.find({ selector: { 'state.status': 'inWork' }, limit: 1 });
    },
    rss: async () => process.memoryUsage().rss / 1e6,
    close: () => database.close(),
  };
}
