import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ProblemCode } from '../../../shared/contract/problems.ts';
import { writeStreamDurably } from '../../store/durable-file.ts';
import { ProblemError } from '../problem-error.ts';

/** Bundles on a stick: files of a folder that somebody names. What the stick refuses is told apart from what the office's disk does. */

const ENDING = '.bundle';

export type BundleFile = { name: string; bytes: number; at: string };

/** @returns where it lies. @throws ProblemError `stickMissing`, `stickFull`, `stickReadOnly`, `stickFailed` */
export async function writeBundleFile(
  folder: string,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  progress: (written: number) => void,
): Promise<string> {
  const path = join(folder, name + ENDING);
  // What fails while the bytes are made is no fault of the stick.
  let made: unknown;
  async function* watched() {
    try {
      yield* bytes;
    } catch (error) {
      made = error;
      throw error;
    }
  }
  try {
    await writeStreamDurably(path, watched(), progress);
  } catch (error) {
    throw error === made ? error : stickProblem(error);
  }
  return path;
}

/** @throws ProblemError when the stick cannot be read */
export async function* readBundleFile(folder: string, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(join(folder, name), { highWaterMark: 262_144 });
  } catch (error) {
    throw stickProblem(error);
  }
}

/** The newest first. @throws ProblemError when the stick cannot be read */
export async function bundleFilesIn(folder: string): Promise<BundleFile[]> {
  try {
    const names = (await readdir(folder)).filter((name) => isBundleName(name));
    const files = await Promise.all(
      names.map(async (name) => {
        const { size, mtime } = await stat(join(folder, name));
        return { name, bytes: size, at: mtime.toISOString() };
      }),
    );
    return files.sort((a, b) => (a.at < b.at ? 1 : -1));
  } catch (error) {
    throw stickProblem(error);
  }
}

/** A file of the folder itself, and one of ours by its ending. */
export function isBundleName(name: string): boolean {
  return name.endsWith(ENDING) && !/[/\\]/.test(name);
}

const BY_SYSTEM_CODE: Record<string, ProblemCode> = {
  ENOENT: 'stickMissing',
  ENOTDIR: 'stickMissing',
  ENOSPC: 'stickFull',
  EDQUOT: 'stickFull',
  // FAT32, as sticks are sold with, holds no file of 4 GB.
  EFBIG: 'stickFull',
  EROFS: 'stickReadOnly',
  EACCES: 'stickReadOnly',
  EPERM: 'stickReadOnly',
};

function stickProblem(error: unknown): ProblemError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new ProblemError(BY_SYSTEM_CODE[code] ?? 'stickFailed', { cause: error, detail: message });
}
