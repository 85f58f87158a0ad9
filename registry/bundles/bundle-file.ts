import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Packing } from '../../shared/centre/bundle/parts.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Deflate without a frame; what seals the pieces tells damage. */
export const packing: Packing = {
  pack: (bytes) => deflate(bytes),
  unpack: (bytes, most) => inflate(bytes, { maxOutputLength: most }),
};

/** A bundle's bytes from its beginning. Throws what the file system throws. */
export function readFileBytes(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 262_144 });
}

/** Writes a file piece by piece; under its name it is there only when all of it is on disk. Throws what the file system throws. */
export async function writeFileBytes(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, 'w', 0o600);
    try {
      for await (const chunk of bytes) await file.writeFile(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
}
