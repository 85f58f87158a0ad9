import type {
  BulkWriteRow,
  EventBulk,
  PreparedQuery,
  RxDocumentData,
  RxJsonSchema,
  RxStorageBulkWriteResponse,
  RxStorageChangeEvent,
  RxStorageCountResult,
  RxStorageInstance,
  RxStorageInstanceCreationParams,
  RxStorageQueryResult,
} from 'rxdb';
import { now } from 'rxdb/plugins/utils';
import type { Observable } from 'rxjs';
import { readAttachment, readNewAttachments } from './attachments.ts';
import { StoreError } from './errors.ts';
import { countQuery, runQuery } from './query.ts';
import type { StoredDocument } from './stored-document.ts';
import type { Checkpoint, Table } from './table.ts';
import { writeRows } from './write.ts';

/**
 * One opened collection. SQLite works synchronously: every method does its work in one piece, and nothing that RxDB
 * does at the same time comes in between.
 */
export class SqliteStorageInstance<Document>
  implements RxStorageInstance<Document, Record<string, never>, Record<string, never>, Checkpoint>
{
  readonly databaseName: string;
  readonly collectionName: string;
  readonly schema: Readonly<RxJsonSchema<RxDocumentData<Document>>>;
  readonly options: Readonly<Record<string, never>>;
  readonly internals: Readonly<Record<string, never>> = {};
  readonly #table: Table;
  #closed = false;

  constructor(table: Table, parameters: RxStorageInstanceCreationParams<Document, Record<string, never>>) {
    this.databaseName = parameters.databaseName;
    this.collectionName = parameters.collectionName;
    this.schema = parameters.schema;
    this.options = parameters.options;
    this.#table = table;
    table.connection.retain();
  }

  async bulkWrite(rows: BulkWriteRow<Document>[], context: string): Promise<RxStorageBulkWriteResponse<Document>> {
    this.#assertOpen();
    if (rows.length === 0) return { error: [] };
    const writes = rows as unknown as BulkWriteRow<StoredDocument>[];
    // Blobs can only be read asynchronously, so before the transaction.
    const attachments = this.schema.attachments ? await readNewAttachments(writes) : undefined;
    this.#assertOpen();
    const { errors, changes } = writeRows(this.#table, writes, context, attachments);
    if (changes.events.length > 0) this.#table.changes.next(changes);
    // RxDB does its idle work in macrotasks; a loop of writes that only ever awaits microtasks would starve it.
    await new Promise((resolve) => setImmediate(resolve));
    return { error: errors } as unknown as RxStorageBulkWriteResponse<Document>;
  }

  async findDocumentsById(ids: string[], withDeleted: boolean): Promise<RxDocumentData<Document>[]> {
    this.#assertOpen();
    const found = [...this.#table.findAll(ids).values()].map(({ document }) => document);
    return asDocuments(withDeleted ? found : found.filter(({ _deleted }) => !_deleted));
  }

  async query(prepared: PreparedQuery<Document>): Promise<RxStorageQueryResult<Document>> {
    this.#assertOpen();
    return { documents: asDocuments(runQuery(this.#table, prepared as unknown as PreparedQuery<StoredDocument>)) };
  }

  async count(prepared: PreparedQuery<Document>): Promise<RxStorageCountResult> {
    this.#assertOpen();
    return countQuery(this.#table, prepared as unknown as PreparedQuery<StoredDocument>);
  }

  async getAttachmentData(documentId: string, attachmentId: string, digest: string): Promise<Blob> {
    this.#assertOpen();
    return readAttachment(this.#table, documentId, attachmentId, digest);
  }

  async getChangedDocumentsSince(
    limit: number,
    checkpoint?: Checkpoint,
  ): Promise<{ documents: RxDocumentData<Document>[]; checkpoint: Checkpoint }> {
    this.#assertOpen();
    const changed = this.#table.changedSince(limit, checkpoint);
    return { documents: asDocuments(changed.documents), checkpoint: changed.checkpoint };
  }

  changeStream(): Observable<EventBulk<RxStorageChangeEvent<RxDocumentData<Document>>, Checkpoint>> {
    this.#assertOpen();
    return this.#table.changes.asObservable() as unknown as Observable<
      EventBulk<RxStorageChangeEvent<RxDocumentData<Document>>, Checkpoint>
    >;
  }

  async cleanup(minimumDeletedTime: number): Promise<boolean> {
    this.#assertOpen();
    return this.#table.purgeDeleted(now() - minimumDeletedTime, DOCUMENTS_PER_CLEANUP) < DOCUMENTS_PER_CLEANUP;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#table.release();
    this.#table.connection.close();
  }

  async remove(): Promise<void> {
    this.#assertOpen();
    this.#table.drop();
    await this.close();
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreError('failed', `collection ${this.collectionName} is closed`);
  }
}

/** Bounds how long one call of `cleanup` blocks; RxDB calls again while it returns `false`. */
const DOCUMENTS_PER_CLEANUP = 500;

function asDocuments<Document>(documents: StoredDocument[]): RxDocumentData<Document>[] {
  return documents as unknown as RxDocumentData<Document>[];
}
