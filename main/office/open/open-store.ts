import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createRxDatabase, type RxCollection } from 'rxdb';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { bookOf } from '../../../shared/books/index.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { type BlobStore, createBlobStore } from '../../store/blobs.ts';
import { type Connection, openConnection } from '../../store/connection.ts';
import { type MarkFile, openMark } from '../../store/mark.ts';
import { createSqliteStorage } from '../../store/storage.ts';
import {
  localSchema,
  papersSchema,
  recordsSchema,
  type StoredLocal,
  type StoredPaper,
  type StoredRecord,
} from './collections.ts';

/** The profile's files, open: database, blobs, mark. */
export type Store = {
  connection: Connection;
  papers: RxCollection<StoredPaper>;
  records: RxCollection<StoredRecord>;
  local: RxCollection<StoredLocal>;
  blobs: BlobStore;
  mark: MarkFile;
  close(): Promise<void>;
};

/**
 * Opens (or makes) the store in a profile folder.
 *
 * @param key 32 bytes
 * @throws StoreError when the file cannot be had: in use, damaged, written by a newer program …
 */
export async function openStore(folder: string, key: Uint8Array): Promise<Store> {
  await mkdir(folder, { recursive: true });
  const connection = openConnection(join(folder, 'kense.db'), key);
  try {
    const storage = createSqliteStorage({
      connection,
      fullText: { papers: (document) => findableText(document as StoredPaper) },
    });
    const database = await createRxDatabase({
      name: 'kense',
      // Index bounds hold only for documents that keep the schema's lengths: checked on every write, in production too.
      storage: wrappedValidateAjvStorage({ storage }),
      multiInstance: false,
      eventReduce: false,
    });
    // Screens ask again on every change; nothing gains from queries that RxDB keeps with their results.
    const forget = { cacheReplacementPolicy: () => {} };
    const { papers, office, local } = await database.addCollections({
      papers: { schema: papersSchema, ...forget },
      office: { schema: recordsSchema, ...forget },
      local: { schema: localSchema, ...forget },
    });
    return {
      connection,
      papers: papers as RxCollection<StoredPaper>,
      records: office as RxCollection<StoredRecord>,
      local: local as RxCollection<StoredLocal>,
      blobs: createBlobStore(join(folder, 'scans'), key),
      mark: openMark(join(folder, 'mark')),
      async close() {
        await database.close();
        connection.close();
      },
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}

function findableText(paper: StoredPaper): string | undefined {
  const book = bookOf(paper.book);
  if (!book) return undefined;
  const number = [paper.id, paper.id.slice(6), paper.id.slice(11)];
  return foldText([...number, ...book.findable(paper.entry, paper.state)].join(' '));
}
