import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from '../durable-file.ts';

/** The files of a blob store (blobs.ts) by name, without its key. */
export async function blobNames(folder: string): Promise<string[]> {
  const list = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return list.map((path) => path.slice(-64)).filter((name) => /^[0-9a-f]{64}$/.test(name));
}

export function blobPath(folder: string, name: string): string {
  return join(folder, name.slice(0, 2), name);
}

/**
 * Puts one encrypted file into another store of the same key, as it is. Such a file never changes, so on one disk both stores
 * name the same bytes (hard link); where that cannot be, it is copied.
 */
export async function shareBlob(from: string, to: string, name: string): Promise<void> {
  const [source, target] = [blobPath(from, name), blobPath(to, name)];
  await mkdir(dirname(target), { recursive: true });
  try {
    await link(source, target);
    await syncFolder(dirname(target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    await copyDurably(source, target);
  }
}

/** Copies a file that is there under its name only when all of it is on disk. */
export async function copyDurably(from: string, to: string): Promise<void> {
  const temporary = `${to}.tmp`;
  try {
    await copyFile(from, temporary, constants.COPYFILE_FICLONE);
    await flush(temporary);
    await rename(temporary, to);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(to));
}

async function flush(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function sameSize(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([a, b].map((path) => stat(path).catch(() => undefined)));
  return one !== undefined && one.size === other?.size;
}
