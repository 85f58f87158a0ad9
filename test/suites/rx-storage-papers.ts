import {
  type BulkWriteRow,
  fillWithDefaultSettings,
  type MangoQuery,
  normalizeMangoQuery,
  type PreparedQuery,
  prepareQuery,
  type RxDocumentData,
  type RxDocumentWriteData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb';

/** A document of the shape that the office keeps its papers in. */
export interface Paper {
  id: string;
  book: string;
  entry: Record<string, unknown>;
  log: Record<string, unknown>[];
  state: { registeredOn: string; order: string; status: string };
}

export type PaperData = RxDocumentData<Paper>;
export type PaperWrite = BulkWriteRow<Paper>;
export type PaperInstance = RxStorageInstance<Paper, unknown, unknown, unknown>;
export type AnyStorage = RxStorage<unknown, Record<string, never>>;

export const paperSchema: RxJsonSchema<Paper> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 24 },
    book: { type: 'string', maxLength: 16 },
    entry: { type: 'object' },
    log: { type: 'array', items: { type: 'object' } },
    state: {
      type: 'object',
      properties: {
        registeredOn: { type: 'string', maxLength: 10 },
        order: { type: 'string', maxLength: 12 },
        status: { type: 'string', maxLength: 12 },
      },
      required: ['registeredOn', 'order', 'status'],
    },
  },
  required: ['id', 'book', 'entry', 'log', 'state'],
  indexes: [
    ['book', 'state.registeredOn', 'state.order'],
    ['book', 'state.status', 'state.registeredOn', 'state.order'],
  ],
};

/** Opens a collection below RxDB, where a storage's obligations are. */
export function openInstance<Document = Paper>(
  storage: AnyStorage,
  settings: {
    database?: string;
    collection?: string;
    version?: number;
    attachments?: boolean;
    schema?: RxJsonSchema<Document>;
  } = {},
): Promise<RxStorageInstance<Document, unknown, unknown, unknown>> {
  const schema = settings.schema ?? (paperSchema as unknown as RxJsonSchema<Document>);
  return storage.createStorageInstance<Document>({
    databaseInstanceToken: 'test',
    databaseName: settings.database ?? 'office',
    collectionName: settings.collection ?? 'papers',
    schema: fillWithDefaultSettings({
      ...schema,
      version: settings.version ?? 0,
      ...(settings.attachments ? { attachments: {} } : {}),
    }),
    options: {},
    multiInstance: false,
    devMode: false,
  });
}

let revisions = 0;
let lastWriteTime = Date.now();

/** A new paper as RxDB would hand it to a storage. */
export function newPaper(id: string, change: Partial<Paper> = {}): PaperData {
  return withRevision({
    id,
    book: 'appeals',
    entry: { applicant: 'Әлімқұлова Гүлнұр' },
    log: [],
    state: { registeredOn: '2026-12-01', order: id.slice(-6), status: 'registered' },
    ...change,
    _attachments: {},
    _deleted: false,
  });
}

/** The next revision of a paper. */
export function changed(paper: PaperData, change: Partial<PaperData>): PaperData {
  return withRevision({ ...paper, ...change });
}

/** The same with attachments that are still to be written. */
export function withAttachments(
  paper: PaperData,
  attachments: RxDocumentWriteData<Paper>['_attachments'],
): RxDocumentWriteData<Paper> {
  return { ...paper, _attachments: attachments };
}

function withRevision(paper: Omit<PaperData, '_rev' | '_meta'>): PaperData {
  lastWriteTime += 0.01;
  const lwt = Math.round(lastWriteTime * 100) / 100;
  return { ...paper, _rev: `${++revisions}-test`, _meta: { lwt } };
}

/** Prepares a query as RxDB does before it asks the storage. */
export function prepared<Document>(
  instance: RxStorageInstance<Document, unknown, unknown, unknown>,
  query: MangoQuery<Document>,
): PreparedQuery<Document> {
  return prepareQuery(instance.schema, normalizeMangoQuery(instance.schema, query));
}
