import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a whole file so that after a power cut either the old or the new content is there, never a part.
 * Returns when it is on disk. Throws what the file system throws; the old content is then untouched.
 */
export async function writeFileDurably(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await withFile(temporary, 'wx', async (file) => {
      await file.writeFile(bytes);
      await file.sync();
    });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/**
 * Like {@link writeFileDurably}, for what is too large to be held: written as it comes.
 *
 * @param progress hears how many bytes have been written
 */
export async function writeStreamDurably(
  path: string,
  bytes: AsyncIterable<Uint8Array>,
  progress: (written: number) => void = () => {},
): Promise<void> {
  const temporary = temporaryName(path);
  try {
    await withFile(temporary, 'wx', async (file) => {
      let written = 0;
      for await (const chunk of bytes) {
        await file.writeFile(chunk);
        written += chunk.byteLength;
        progress(written);
      }
      await file.sync();
    });
    await rename(temporary, path);
  } catch (error) {
    // Also when the stick was pulled out: the rest of what was begun may be gone with it.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Like {@link writeFileDurably}, for the few small files that are written while the store is being opened. */
export function writeFileDurablySync(path: string, bytes: Uint8Array): void {
  const temporary = temporaryName(path);
  try {
    const file = openSync(temporary, 'wx');
    try {
      writeFileSync(file, bytes); // until all of it is written: one write may take less
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  if (!FOLDERS_CANNOT_BE_SYNCED) {
    const folder = openSync(dirname(path), 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }
}

/** Makes the names in a folder (new, renamed) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  if (FOLDERS_CANNOT_BE_SYNCED) return;
  await withFile(path, 'r', (folder) => folder.sync());
}

/** Windows has no handle of a folder to flush; NTFS journals names by itself. */
const FOLDERS_CANNOT_BE_SYNCED = process.platform === 'win32';

function temporaryName(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`;
}

async function withFile(path: string, flags: string, use: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, flags);
  try {
    await use(file);
  } finally {
    await file.close();
  }
}
