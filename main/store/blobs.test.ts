import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBlobStore } from './blobs.ts';

describe('the blob store', () => {
  let folder: string;
  const key = randomBytes(32);
  const text = Buffer.from('Әлімқұлова Гүлнұр, арыз. '.repeat(1000));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kense-blobs-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('gives back what was put, by the SHA-256 of the plain bytes', async () => {
    const blobs = createBlobStore(join(folder, 'new'), key);
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(await blobs.put(text)).toEqual({ sha256, bytes: text.byteLength });
    expect(await createBlobStore(join(folder, 'new'), key).get(sha256)).toEqual(text);
    const empty = await blobs.put(new Uint8Array(0));
    expect(await blobs.get(empty.sha256)).toHaveLength(0);
  });

  it('keeps one file however often and however simultaneously the same is put, and no temporary one', async () => {
    const blobs = createBlobStore(folder, key);
    await Promise.all(Array.from({ length: 8 }, () => blobs.put(text)));
    const { sha256 } = await blobs.put(text);
    expect(files()).toHaveLength(1);
    expect(await blobs.get(sha256)).toEqual(text);
  });

  it('knows nothing of what was not put, and takes no path for a name', async () => {
    const blobs = createBlobStore(folder, key);
    expect(await blobs.get('0'.repeat(64))).toBeUndefined();
    await expect(blobs.get('../../etc/passwd')).rejects.toThrow(RangeError);
  });

  it('tells a changed, shortened, exchanged or foreign file as damaged, and putting again heals it', async () => {
    const blobs = createBlobStore(folder, key);
    const { sha256 } = await blobs.put(text);
    const [path] = files() as [string];
    const whole = readFileSync(path);
    const other = await createBlobStore(join(folder, 'other'), key).put(Buffer.from('other'));
    const exchanged = readFileSync(files().find((file) => file.endsWith(other.sha256))!);
    const flipped = Buffer.from(whole);
    flipped[whole.length - 1]! ^= 1;
    for (const bytes of [flipped, whole.subarray(0, 40), whole.subarray(0, 5), Buffer.alloc(0), exchanged]) {
      writeFileSync(path, bytes);
      await expect(blobs.get(sha256)).rejects.toMatchObject({ code: 'damaged' });
    }
    await blobs.put(text);
    expect(await blobs.get(sha256)).toEqual(text);
    await expect(createBlobStore(folder, randomBytes(32)).get(sha256)).rejects.toMatchObject({ code: 'damaged' });
  });

  it('writes nothing in clear', async () => {
    await createBlobStore(folder, key).put(text);
    for (const file of files()) expect(readFileSync(file).includes('Гүлнұр')).toBe(false);
  });
});
