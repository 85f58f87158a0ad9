import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { copyDurably } from '../../../store/care/blob-files.ts';
import { brokenWal } from '../../../store/care/broken-wal.ts';
import { checkAll, checkNewest, isSound, type Report } from '../../../store/care/check.ts';
import { openConnection } from '../../../store/connection.ts';
import { StoreError, toStoreError } from '../../../store/errors.ts';
import { databaseIn, openCollections } from '../../open/open-store.ts';
import type { Serve } from '../child-messages.ts';

/** So many documents of each collection may have been touched by what was on its way when the office stopped. */
const NEWEST = 500;

export const check: Serve<'check'> = async ({ folder, key, thorough, aside }, progress) => {
  const walAside = await keepBrokenWal(`${databaseIn(folder)}-wal`, aside);
  const store = await openIfReadable(folder, Buffer.from(key, 'hex'));
  if (!store) return { documents: 0, damage: { pages: 1 }, walAside };
  const beside = await openBeside(folder, Buffer.from(key, 'hex'));
  try {
    const look = (next: Collections | undefined) =>
      thorough
        ? checkAll(store.connection, { ...(next && { beside: next.connection }), progress })
        : newest(store, next);
    const report = withRoomOrWithout(beside, look);
    // A damaged store stays as it was found: closing its file would write into it what stands in its WAL, and cut the WAL off. One user
    // more than there are keeps it open; the collections are closed, or a process that checks many would run out of them.
    if (!isSound(report)) store.connection.retain();
    await store.close();
    return { ...report, walAside };
  } finally {
    await beside?.close();
    await rm(besideFolder(folder), { recursive: true, force: true });
  }
};

/** What stands behind a broken frame of a WAL is gone as soon as somebody writes: it is copied before anybody opens the store. */
async function keepBrokenWal(wal: string, aside: string): Promise<boolean> {
  const name = existsSync(wal) ? brokenWal(wal) : undefined;
  if (name === undefined) return false;
  const copy = join(aside, name, basename(wal));
  try {
    if (existsSync(copy)) return true; // a check that was stopped has kept it
    await mkdir(join(aside, name), { recursive: true });
    await copyDurably(wal, copy);
    return true;
  } catch (error) {
    // Where nothing may be written nothing is written over either.
    if (toStoreError(error).code === 'readOnly') return false;
    throw error;
  }
}

type Collections = Awaited<ReturnType<typeof openCollections>>;

function newest(store: Collections, beside: Collections | undefined): Report {
  return beside ? checkNewest(store.connection, beside.connection, NEWEST) : { documents: 0, damage: {} };
}

/** A disk that fills up while the documents are written beside keeps nobody from his papers: they are looked at alone then. */
function withRoomOrWithout(beside: Collections | undefined, look: (beside: Collections | undefined) => Report): Report {
  try {
    return look(beside);
  } catch (error) {
    if (!beside || toStoreError(error).code !== 'diskFull') throw error;
    return look(undefined);
  }
}

/** One user more than it has collections: when they do not open, the file stays open, as it was found. */
async function openIfReadable(folder: string, key: Uint8Array): Promise<Collections | undefined> {
  try {
    const connection = openConnection(databaseIn(folder), key);
    const store = await openCollections(folder, key);
    connection.close();
    return store;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return undefined;
    throw error;
  }
}

/** Where the disk is full or may not be written, what is computed from documents is looked at another time. */
async function openBeside(folder: string, key: Uint8Array): Promise<Collections | undefined> {
  try {
    await rm(besideFolder(folder), { recursive: true, force: true });
    await mkdir(besideFolder(folder));
    const store = await openCollections(besideFolder(folder), key);
    store.connection.exec('PRAGMA synchronous = OFF');
    return store;
  } catch {
    return undefined;
  }
}

function besideFolder(folder: string): string {
  return join(folder, 'check.tmp');
}
