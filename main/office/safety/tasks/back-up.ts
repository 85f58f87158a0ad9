import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createBlobStore } from '../../../store/blobs.ts';
import { blobNames, blobPath, copyDurably, sameSize } from '../../../store/care/blob-files.ts';
import { StoreError } from '../../../store/errors.ts';
import { databaseIn } from '../../open/open-store.ts';
import type { Serve } from '../child-messages.ts';
import { verifyCopy } from './verify.ts';

export const copyFiles: Serve<'copyFiles'> = async ({ files }) => {
  // A WAL that is empty may not be there at all; the order of the list matters (store/care/snapshot.ts).
  for (const { from, to } of files) if (existsSync(from)) await copyDurably(from, to);
  return {};
};

export const backUp: Serve<'backUp'> = async ({ folder, key, blobs, lists }, progress) => {
  const known = new Set(
    (await Promise.all(lists.map((list) => readFile(list, 'utf8')))).flatMap((list) => list.split('\n')),
  );
  const names: string[] = [];
  for (const name of await blobNames(blobs.from))
    if (await isBackedUp(name, blobs, Buffer.from(key, 'hex'), known.has(name))) names.push(name);
  const { papers, damage } = verifyCopy(folder, Buffer.from(key, 'hex'), progress);
  let bytes = (await stat(databaseIn(folder))).size;
  for (const name of names) bytes += (await stat(blobPath(blobs.to, name))).size;
  return { papers, damage, bytes, blobs: names };
};

/**
 * Brings one blob into the backup and reads it back, unless an earlier backup has done so. One that is damaged there is copied
 * anew; one that is damaged in the office takes no good copy's place.
 *
 * @returns whether the backup has it, whole
 */
async function isBackedUp(
  name: string,
  blobs: { from: string; to: string },
  key: Uint8Array,
  wasRead: boolean,
): Promise<boolean> {
  const [from, to] = [blobPath(blobs.from, name), blobPath(blobs.to, name)];
  const same = await sameSize(from, to);
  if (same && wasRead) return true;
  if (existsSync(to) && (await isWhole(blobs.to, name, key))) return true;
  if (!(await isWhole(blobs.from, name, key))) return false;
  await mkdir(dirname(to), { recursive: true });
  await copyDurably(from, to);
  if (await isWhole(blobs.to, name, key)) return true;
  throw new StoreError('damaged', `the copy of ${name} is not what was copied`);
}

async function isWhole(folder: string, name: string, key: Uint8Array): Promise<boolean> {
  try {
    return (await createBlobStore(folder, key).get(name)) !== undefined;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'damaged') return false;
    throw error;
  }
}
