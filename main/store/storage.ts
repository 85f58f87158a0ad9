import {
  ensureRxStorageInstanceParamsAreCorrect,
  type RxDocumentData,
  type RxStorage,
  type RxStorageInstanceCreationParams,
} from 'rxdb';
import { RXDB_VERSION } from 'rxdb/plugins/utils';
import type { Connection } from './connection.ts';
import { SqliteStorageInstance } from './storage-instance.ts';
import type { StoredDocument, StoredSchema } from './stored-document.ts';
import { openTable } from './tables.ts';

export interface SqliteStorageOptions {
  /** Stays the caller's to close; every open collection holds a reference of its own. */
  connection: Connection;
  /** By collection: the text, as it is written, that a document is found by with `searchFullText`. */
  fullText?: Record<string, (document: RxDocumentData<never>) => string | undefined>;
  /** In which form words are the same to `searchFullText`; folding twice has to change nothing more. */
  fold?: (text: string) => string;
  /** To be raised when a function in `fullText` or `fold` changes: the indexes are then rebuilt at the next opening. */
  fullTextVersion?: number;
  /** By collection: the document's place in time for search, a number from 0 to 2^42 (milliseconds fit); without it, order of insertion. */
  order?: Record<string, (document: RxDocumentData<never>) => number | undefined>;
  /**
   * By collection: fields by which lists in the order of some indexes (`behind`, as the schema has them) are filtered. They
   * stand as values in those indexes, so that conditions on any combination of them are decided there, without reading documents.
   */
  covered?: Record<string, { behind: string[][]; fields: string[] }>;
  /** By collection: lists of fields. A count whose conditions are all on the fields of one list is read from its counters. */
  counted?: Record<string, string[][]>;
}

/** RxDB asks for both type parameters; this storage has neither internals nor options to show. */
export type SqliteStorage = RxStorage<Record<string, never>, Record<string, never>>;

/**
 * RxDB's storage on an encrypted SQLite file. What `bulkWrite` has acknowledged survives a power cut.
 * The database has to be created with `multiInstance: false`: one process has the file, and the lock sees to it.
 */
export function createSqliteStorage(options: SqliteStorageOptions): SqliteStorage {
  const { connection } = options;
  return {
    name: 'sqlite',
    rxdbVersion: RXDB_VERSION,
    async createStorageInstance<Document>(
      parameters: RxStorageInstanceCreationParams<Document, Record<string, never>>,
    ): Promise<SqliteStorageInstance<Document>> {
      ensureRxStorageInstanceParamsAreCorrect(parameters);
      if (parameters.multiInstance) throw new RangeError('one process holds the file: use multiInstance: false');
      const { databaseName, collectionName, schema } = parameters;
      const table = openTable(
        connection,
        { database: databaseName, collection: collectionName, version: schema.version },
        schema as unknown as StoredSchema,
        {
          fullText: {
            text: options.fullText?.[collectionName] as ((document: StoredDocument) => string | undefined) | undefined,
            fold: options.fold,
            version: options.fullTextVersion,
            order: options.order?.[collectionName] as ((document: StoredDocument) => number | undefined) | undefined,
          },
          covered: options.covered?.[collectionName],
          counted: options.counted?.[collectionName] ?? [],
        },
      );
      return new SqliteStorageInstance<Document>(table, parameters);
    },
  };
}
