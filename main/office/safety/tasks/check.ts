import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { checkAll, checkNewest, type Report } from '../../../store/care/check.ts';
import { StoreError } from '../../../store/errors.ts';
import { openCollections } from '../../open/open-store.ts';
import type { Serve } from '../child.ts';

/** So many documents of each collection may have been touched by what was on its way when the office stopped. */
const NEWEST = 500;

export const check: Serve<'check'> = async ({ folder, key, thorough }, progress) => {
  const store = await openIfReadable(folder, Buffer.from(key, 'hex'));
  if (!store) return { documents: 0, damage: { pages: 1 } };
  const beside = await openBeside(folder, Buffer.from(key, 'hex'));
  try {
    return thorough
      ? checkAll(store.connection, { ...(beside && { beside: beside.connection }), progress })
      : newest(store, beside);
  } finally {
    await store.close().catch(() => undefined); // a damaged one may refuse even that
    await beside?.close();
    await rm(besideFolder(folder), { recursive: true, force: true });
  }
};

type Collections = Awaited<ReturnType<typeof openCollections>>;

function newest(store: Collections, beside: Collections | undefined): Report {
  return beside ? checkNewest(store.connection, beside.connection, NEWEST) : { documents: 0, damage: {} };
}

async function openIfReadable(folder: string, key: Uint8Array): Promise<Collections | undefined> {
  try {
    return await openCollections(folder, key);
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
