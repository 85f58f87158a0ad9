import { existsSync, renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createRxDatabase, defaultCacheReplacementPolicyMonad } from 'rxdb';
import { wrappedValidateAjvStorage } from 'rxdb/plugins/validate-ajv';
import { bookOf } from '../../../shared/books/index.ts';
import { parseStamp } from '../../../shared/domain/clock/hybrid-clock.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { adoptIndexes } from '../../store/adopt-indexes.ts';
import { type BlobStore, createBlobStore } from '../../store/blobs.ts';
import { type Connection, openConnection } from '../../store/connection.ts';
import { StoreError } from '../../store/errors.ts';
import { type Mark, openMark } from '../../store/mark.ts';
import { createSqliteStorage } from '../../store/storage.ts';
import {
  localSchema,
  papersCounted,
  papersCovered,
  papersSchema,
  recordsSchema,
  type StoredLocal,
  type StoredPaper,
  type StoredRecord,
} from './collections.ts';
import type { Watchable } from './watch-documents.ts';

/** The profile's files, open: database, blobs, mark. */
export type Store = {
  connection: Connection;
  papers: Watchable<StoredPaper>;
  records: Watchable<StoredRecord>;
  local: Watchable<StoredLocal>;
  blobs: BlobStore;
  mark: Mark;
  close(): Promise<void>;
};

/**
 * Opens (or makes) the store in a profile folder.
 *
 * @param markFile outside of the folder, so that a folder restored as a whole does not bring its own mark back
 * @param key 32 bytes
 * @throws StoreError when the file cannot be had: in use, damaged, written by a newer program …
 */
export async function openStore(folder: string, markFile: string, key: Uint8Array): Promise<Store> {
  await mkdir(dirname(markFile), { recursive: true });
  const collections = await openCollections(folder, key);
  try {
    const mark = openMarkOrSetAside(markFile);
    return {
      ...collections,
      blobs: createBlobStore(blobsIn(folder), key),
      mark,
      async close() {
        mark.close();
        await collections.close();
      },
    };
  } catch (error) {
    await collections.close();
    throw error;
  }
}

/** The database alone, its collections open: what is needed to look at a store that is nobody's office (a copy, a backup). */
export async function openCollections(folder: string, key: Uint8Array): Promise<Omit<Store, 'blobs' | 'mark'>> {
  const connection = openConnection(databaseIn(folder), key);
  const opened: (() => unknown)[] = [() => connection.close()];
  try {
    const storage = createSqliteStorage({
      connection,
      fullText: { papers: (document) => findableText(document as StoredPaper) },
      fold: foldText,
      fullTextVersion: FULL_TEXT_VERSION,
      covered: { papers: papersCovered },
      counted: { papers: papersCounted },
      order: { papers: (document) => parseStamp((document as StoredPaper).state.order)?.time },
    });
    const database = await createRxDatabase({
      name: 'kense',
      // Index bounds hold only for documents that keep the schema's lengths: checked on every write, in production too.
      // Named by its folder: RxDB refuses two databases of one name in one storage, and a process may open two profiles.
      storage: { ...wrappedValidateAjvStorage({ storage }), name: folder },
      multiInstance: false,
      eventReduce: false,
      // A filter that no index holds is counted all the same.
      allowSlowCount: true,
    });
    opened.unshift(() => database.close());
    // Screens ask again on every change; nothing gains from queries that RxDB keeps with their results.
    const forget = { cacheReplacementPolicy: defaultCacheReplacementPolicyMonad(1, 1_000) };
    await adoptIndexes(database, { papers: papersSchema });
    const { papers, office, local } = await database.addCollections({
      papers: { schema: papersSchema, ...forget },
      office: { schema: recordsSchema, ...forget },
      local: { schema: localSchema, ...forget },
    });
    return {
      connection,
      papers: papers as Watchable<StoredPaper>,
      records: office as Watchable<StoredRecord>,
      local: local as Watchable<StoredLocal>,
      close: closeAll,
    };
  } catch (error) {
    await closeAll();
    throw error;
  }

  async function closeAll(): Promise<void> {
    for (const close of opened.splice(0)) await close();
  }
}

/** The database file of an office's folder; `.keycheck` and WAL stand beside it. */
export function databaseIn(folder: string): string {
  return join(folder, 'kense.db');
}

/** Long texts and scans of an office's folder. */
export function blobsIn(folder: string): string {
  return join(folder, 'scans');
}

/** Whether a store has been made in this folder. */
export function storeExists(folder: string): boolean {
  return existsSync(databaseIn(folder));
}

/** A damaged mark proves nothing: it is kept aside, and the store goes on as one without a mark (take-up-site.ts). */
function openMarkOrSetAside(path: string): Mark {
  try {
    return openMark(path);
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== 'damaged') throw error;
    renameSync(path, `${path}.damaged`);
    return openMark(path);
  }
}

/** Raised with every change of `findableText`, of what a book calls findable, and of `foldText`: papers that are here are then found anew. */
const FULL_TEXT_VERSION = 1;

/** The number is found whole, from each of its printed groups, and from its sequence. */
function findableText(paper: StoredPaper): string | undefined {
  const book = bookOf(paper.book);
  if (!book) return undefined;
  const number = [0, 6, 11, 12].map((from) => paper.id.slice(from));
  return [...number, ...book.findable(paper.entry, paper.state)].join(' ');
}
