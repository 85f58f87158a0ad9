import { createRxDatabase, type RxCollection, type RxDatabase } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { papersSchema, type StoredPaper } from '../../../main/office/open/collections.ts';
import { paperOf } from './papers.ts';
import { BATCH, timesOf } from './peer.ts';

/** RxDB as an Electron developer would take it by default: Dexie on the IndexedDB of the page. */
let database: RxDatabase;
let papers: RxCollection<StoredPaper>;
let asked = 0;

const sort = [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }] as never;
const page = (selector: object, limit: number) =>
  papers
    .find({ selector: { book: 'appeals', 'state.registeredOn': { $lte: `9999${asked++}` }, ...selector }, sort, limit })
    .exec();

export const peer = {
  async open() {
    database = await createRxDatabase({
      name: 'bench',
      storage: getRxStorageDexie(),
      multiInstance: false,
      eventReduce: false,
    });
    ({ papers } = (await database.addCollections({ papers: { schema: papersSchema } })) as never);
  },
  settings: async () => [`dexie ${papers.schema.jsonSchema.indexes?.length} indexes`],
  async bulk(from: number, count: number) {
    let time = 0;
    for (let i = from; i < from + count; i += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, from + count - i) }, (_, n) => paperOf(i + n));
      time += (await timesOf(1, () => papers.bulkInsert(batch)))[0]!;
    }
    return time;
  },
  insert(from: number, count: number) {
    const batch = Array.from({ length: count }, (_, n) => paperOf(from + n));
    return timesOf(count, (i) => papers.insert(batch[i]!));
  },
  newest: (times: number) => timesOf(times, () => page({}, 50)),
  search: (queries: string[]) =>
    timesOf(queries.length, (i) => page({ 'state.from': { $regex: `(^|\\s)${queries[i]}`, $options: 'i' } }, 20)),
  count: (times: number) =>
    timesOf(times, () =>
      papers.storageInstance.count(papers.find({ selector: { 'state.status': 'inWork' } }).getPreparedQuery() as never),
    ),
  async firstPage() {
    await peer.open();
    await page({}, 50);
  },
};

Object.assign(globalThis, { peer });
