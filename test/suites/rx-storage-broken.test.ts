import { type BulkWriteRow, getChangedDocumentsSince } from 'rxdb';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { map, Subject } from 'rxjs';
import { expect, it } from 'vitest';
import { obligations, prove } from './rx-storage.ts';
import type { AnyStorage, Paper, PaperInstance } from './rx-storage-papers.ts';

/** One instance broken on purpose: the methods that replace those of a good one. */
type Breakage = (good: PaperInstance) => Partial<Record<keyof PaperInstance, unknown>>;
type Row = BulkWriteRow<Paper>;
type Bulk = Parameters<Parameters<ReturnType<PaperInstance['changeStream']>['subscribe']>[0] & object>[0];

const withEvents = (change: (bulk: Bulk) => Bulk): Breakage => {
  return (good) => ({ changeStream: () => good.changeStream().pipe(map(change)) });
};

const breakages: Record<string, Breakage> = {
  'loses the last of several rows': (good) => ({
    bulkWrite: (rows: Row[], context: string) => good.bulkWrite(rows.length > 1 ? rows.slice(0, -1) : rows, context),
  }),
  'overwrites what it should refuse': (good) => ({
    async bulkWrite(rows: Row[], context: string) {
      const { error } = await good.bulkWrite(rows, context);
      const again = error.flatMap((one) =>
        one.status === 409 ? [{ previous: one.documentInDb, document: one.writeRow.document }] : [],
      );
      return again.length > 0 ? good.bulkWrite(again as never, context) : { error };
    },
  }),
  'refuses without the stored document': (good) => ({
    async bulkWrite(rows: Row[], context: string) {
      const { error } = await good.bulkWrite(rows, context);
      return { error: error.map((one) => ({ ...one, documentInDb: undefined })) };
    },
  }),
  'refuses a batch as a whole': (good) => ({
    async bulkWrite(rows: Row[], context: string) {
      const ids = rows.filter(({ previous }) => !previous).map(({ document }) => document.id);
      const known = await good.findDocumentsById(ids, true);
      return good.bulkWrite(
        known.length > 0 ? rows.filter(({ document }) => document.id === known[0]!.id) : rows,
        context,
      );
    },
  }),
  'takes attachments without their data': (good) => ({
    async bulkWrite(rows: Row[], context: string) {
      const { error } = await good.bulkWrite(rows, context);
      return { error: error.filter(({ status }) => status !== 510) };
    },
  }),
  'spoils letters beyond the basic plane': (good) => ({
    bulkWrite: (rows: Row[], context: string) =>
      good.bulkWrite(JSON.parse(JSON.stringify(rows).replace(/[\ud800-\udfff]/g, '?')), context),
  }),
  'hides deleted documents where they are asked for': (good) => ({
    findDocumentsById: (ids: string[]) => good.findDocumentsById(ids, false),
  }),
  'shows deleted documents where they are not asked for': (good) => ({
    findDocumentsById: (ids: string[]) => good.findDocumentsById(ids, true),
  }),
  'finds the first of many ids only': (good) => ({
    findDocumentsById: (ids: string[], deleted: boolean) => good.findDocumentsById(ids.slice(0, 1), deleted),
  }),
  'tells too late': (good) => ({
    changeStream() {
      const late = new Subject<Bulk>();
      good.changeStream().subscribe((bulk) => setImmediate(() => late.next(bulk)));
      return late;
    },
  }),
  'tells of what it refused': (good) => {
    const told = new Subject<Bulk>();
    good.changeStream().subscribe((bulk) => told.next(bulk));
    return {
      async bulkWrite(rows: Row[], context: string) {
        const answer = await good.bulkWrite(rows, context);
        const events = answer.error.map(({ documentId, writeRow }) => ({
          operation: 'INSERT',
          documentId,
          documentData: writeRow.document,
        }));
        if (events.length > 0) told.next({ id: 'refused', events, checkpoint: {}, context } as never);
        return answer;
      },
      changeStream: () => told,
    };
  },
  'tells before it has written': (good) => {
    const told = new Subject<Bulk>();
    return {
      async bulkWrite(rows: Row[], context: string) {
        const events = rows.map(({ document }) => ({
          operation: 'INSERT',
          documentId: document.id,
          documentData: document,
        }));
        told.next({ id: 'early', events, checkpoint: {}, context } as never);
        await new Promise((resolve) => setImmediate(resolve));
        return good.bulkWrite(rows, context);
      },
      changeStream: () => told,
    };
  },
  'tells nothing of what was there before': withEvents((bulk) => ({
    ...bulk,
    events: bulk.events.map((event) => ({ ...event, previousDocumentData: undefined }) as never),
  })),
  'calls a deletion an update': withEvents((bulk) => ({
    ...bulk,
    events: bulk.events.map(
      (event) => (event.operation === 'DELETE' ? { ...event, operation: 'UPDATE' } : event) as never,
    ),
  })),
  'forgets who wrote': withEvents((bulk) => ({ ...bulk, context: '' })),
  'gives events a checkpoint from before them': withEvents((bulk) => ({ ...bulk, checkpoint: { id: '', lwt: 0 } })),
  'skips changes of the same time': (good) => ({
    async getChangedDocumentsSince(limit: number, checkpoint?: object) {
      const page = await getChangedDocumentsSince(good, limit, checkpoint);
      return { ...page, checkpoint: { ...(page.checkpoint as object), id: '\uffff' } };
    },
  }),
  'repeats changes of the same time': (good) => ({
    async getChangedDocumentsSince(limit: number, checkpoint?: object) {
      return getChangedDocumentsSince(good, limit, checkpoint && { ...checkpoint, id: '' });
    },
  }),
  'keeps deletions out of the changes': (good) => ({
    async getChangedDocumentsSince(limit: number, checkpoint?: object) {
      const page = await getChangedDocumentsSince(good, limit, checkpoint);
      return { ...page, documents: page.documents.filter(({ _deleted }) => !_deleted) };
    },
  }),
  'sorts upwards only': (good) => ({
    query(prepared: { query: { sort: Record<string, string>[] } }) {
      const sort = prepared.query.sort.map((part) => ({ [Object.keys(part)[0]!]: 'asc' }));
      return good.query({ ...prepared, query: { ...prepared.query, sort } } as never);
    },
  }),
  'lets chance decide between equals': (good) => ({
    async query(prepared: { query: { sort: object[] } }) {
      const { documents } = await good.query(prepared as never);
      const key = (paper: Paper) => paper.state.registeredOn;
      return {
        documents: [...documents]
          .reverse()
          .sort(
            (a, b) => documents.findIndex((d) => key(d) === key(a)) - documents.findIndex((d) => key(d) === key(b)),
          ),
      };
    },
  }),
  'does not skip': (good) => ({
    query: (prepared: { query: object }) => good.query({ ...prepared, query: { ...prepared.query, skip: 0 } } as never),
  }),
  'takes a limit of nothing for no limit': (good) => ({
    query: (prepared: { query: { limit?: number } }) =>
      good.query(
        (prepared.query.limit === 0
          ? { ...prepared, query: { ...prepared.query, limit: undefined } }
          : prepared) as never,
      ),
  }),
  'counts everything': (good) => ({
    count: (prepared: { query: object }) =>
      good
        .query({
          ...prepared,
          query: { ...prepared.query, selector: {} },
          queryPlan: {
            ...(prepared as never as { queryPlan: object }).queryPlan,
            selectorSatisfiedByIndex: false,
            startKeys: [],
            endKeys: [],
          },
        } as never)
        .then(({ documents }) => ({ count: documents.length + 1, mode: 'fast' })),
  }),
  'gives back an empty attachment': (good) => ({
    getAttachmentData: async (...which: Parameters<PaperInstance['getAttachmentData']>) =>
      (await good.getAttachmentData(...which)).slice(0, 0),
  }),
  'keeps attachments that are gone': (good) => {
    const kept = new Map<string, Blob>();
    return {
      async bulkWrite(rows: Row[], context: string) {
        for (const { document } of rows) {
          for (const [name, attachment] of Object.entries(document._attachments))
            if ('data' in attachment) kept.set(`${document.id} ${name} ${attachment.digest}`, attachment.data);
        }
        return good.bulkWrite(rows, context);
      },
      getAttachmentData: async (id: string, name: string, digest: string) => kept.get(`${id} ${name} ${digest}`)!,
    };
  },
  'purges what was deleted just now': (good) => ({ cleanup: () => good.cleanup(-1_000_000) }),
  'never purges': () => ({ cleanup: async () => true }),
  'cannot be closed twice': (good) => {
    let closed = false;
    return {
      async close() {
        if (closed) throw new Error('closed already');
        closed = true;
        await good.close();
      },
    };
  },
  'only closes when it should remove': (good) => ({ remove: () => good.close() }),
};

/** Storages that do not tell apart what they should. */
const mixedUp: Record<string, (parameters: Record<string, unknown>) => object> = {
  'mixes up collections': (parameters) => ({ ...parameters, collectionName: 'all' }),
  'mixes up databases': (parameters) => ({ ...parameters, databaseName: 'all' }),
  'mixes up schema versions': (parameters) => ({
    ...parameters,
    schema: { ...(parameters.schema as object), version: 0 },
  }),
};

it.each([...Object.keys(breakages), ...Object.keys(mixedUp)])('the suite catches a storage that %s', async (name) => {
  const failed: string[] = [];
  for (const obligation of Object.keys(obligations)) {
    await prove(obligation, () => brokenStorage(name)).catch(() => failed.push(obligation));
  }
  expect(failed).not.toEqual([]);
  // A storage that does nothing right would prove nothing.
  expect(failed.length).toBeLessThan(Object.keys(obligations).length / 2);
});

async function brokenStorage(name: string) {
  const memory = getRxStorageMemory();
  const storage: AnyStorage = {
    ...(memory as unknown as AnyStorage),
    async createStorageInstance(parameters) {
      const mix = mixedUp[name];
      const good = await memory.createStorageInstance((mix ? mix(parameters as never) : parameters) as never);
      const replaced = breakages[name]?.(good as never) ?? {};
      return new Proxy(good, {
        get(target, property) {
          const value = Reflect.get(Object.hasOwn(replaced, property) ? replaced : target, property);
          return typeof value === 'function' ? value.bind(target) : value;
        },
      }) as never;
    },
  };
  return { storage, dispose: async () => memory.collectionStates.clear() };
}
