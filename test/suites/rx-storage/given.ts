import { type EventBulk, getChangedDocumentsSince, type MangoQuery, type RxStorageChangeEvent } from 'rxdb';
import {
  type AnyStorage,
  openInstance,
  type Paper,
  type PaperData,
  type PaperInstance,
  type PaperWrite,
  prepared,
} from '../rx-storage-papers.ts';

/** One thing that RxDB demands of a storage, and how to prove it on an empty one. */
export type Obligations = Record<string, (given: Given) => Promise<void>>;

export type Given = Awaited<ReturnType<typeof givenCollection>>;

/** An open, empty collection of papers and the few words that every proof needs. `end` closes whatever was opened. */
export async function givenCollection(storage: AnyStorage) {
  const opened: PaperInstance[] = [];
  const open = async (settings: Parameters<typeof openInstance>[1] = {}) => {
    const instance: PaperInstance = await openInstance<Paper>(storage, settings as object);
    opened.push(instance);
    return instance;
  };
  let current = await open();
  return {
    papers: current,
    open,
    /** The papers again, after they were closed or removed; what is said below then speaks of these. */
    async reopen() {
      current = await open();
      return current;
    },
    write: (...rows: PaperWrite[]) => current.bulkWrite(rows, 'test'),
    find: async (id: string) => (await current.findDocumentsById([id], true))[0],
    ids: async (query: MangoQuery<Paper>) =>
      (await current.query(prepared(current, query))).documents.map(({ id }) => id),
    /** What is told of from now on. */
    listen() {
      const bulks: EventBulk<RxStorageChangeEvent<Paper>, unknown>[] = [];
      current.changeStream().subscribe((bulk) => bulks.push(bulk));
      return bulks;
    },
    /** All changes, `limit` at a time. */
    async pages(limit: number) {
      const found: PaperData[] = [];
      let checkpoint: unknown;
      for (;;) {
        const page = await getChangedDocumentsSince(current, limit, checkpoint);
        found.push(...page.documents);
        if (page.documents.length < limit) return found;
        if (found.length > 1_000) throw new Error('the changes never end');
        checkpoint = page.checkpoint;
      }
    },
    async end() {
      for (const instance of opened) await instance.close();
    },
  };
}
