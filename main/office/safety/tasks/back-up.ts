import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { blobNames, blobPath, copyDurably, sameSize } from '../../../store/care/blob-files.ts';
import { databaseIn } from '../../open/open-store.ts';
import type { Serve } from '../child.ts';
import { verifyCopy } from './verify.ts';

export const copyFiles: Serve<'copyFiles'> = async ({ files }) => {
  // A WAL that is empty may not be there at all; the order of the list matters (store/care/snapshot.ts).
  for (const { from, to } of files) if (existsSync(from)) await copyDurably(from, to);
  return {};
};

export const backUp: Serve<'backUp'> = async ({ folder, key, blobs }, progress) => {
  const names = await blobNames(blobs.from);
  for (const name of names) {
    const [from, to] = [blobPath(blobs.from, name), blobPath(blobs.to, name)];
    if (await sameSize(from, to)) continue;
    await mkdir(dirname(to), { recursive: true });
    await copyDurably(from, to);
  }
  const papers = verifyCopy(folder, Buffer.from(key, 'hex'), progress);
  let bytes = (await stat(databaseIn(folder))).size;
  for (const name of names) bytes += (await stat(blobPath(blobs.to, name))).size;
  return { papers, bytes, blobs: names };
};
