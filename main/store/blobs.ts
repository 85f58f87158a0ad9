import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { access, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder, writeFileDurably } from './durable-file.ts';
import { StoreError, toStoreError } from './errors.ts';

export interface BlobStore {
  /**
   * Keeps the bytes under their SHA-256 (64 hexadecimal digits, of the plain bytes). When it returns they are on disk.
   * Putting the same bytes again does nothing, unless the file was damaged: then it is replaced.
   * @throws StoreError `diskFull`, `readOnly` or `failed`.
   */
  put(bytes: Uint8Array): Promise<{ sha256: string; bytes: number }>;
  /**
   * The bytes, or `undefined` when there are none of that name.
   * @throws StoreError `damaged` when the file is not what was put, also when another key wrote it.
   */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** Whether there is a file of that name; it is not looked into. */
  has(sha256: string): Promise<boolean>;
}

/**
 * Files by content, each encrypted with AES-256-GCM: long texts and scans, which a paper only names.
 * A file is written beside its place and renamed, so under its name there is always the whole of it.
 *
 * @param folder is created when it does not exist.
 * @param key the store's 32 random bytes; the key of the files is derived from it.
 */
export function createBlobStore(folder: string, key: Uint8Array): BlobStore {
  const fileKey = Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), 'kense blobs v1', 32));
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);

  return {
    async put(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      try {
        await mkdir(dirname(pathOf(sha256)), { recursive: true });
        if (await isKept(pathOf(sha256), fileKey, sha256)) {
          // Someone else may have renamed it just now and not yet have synced the folder.
          await syncFolder(dirname(pathOf(sha256)));
        } else {
          await writeFileDurably(pathOf(sha256), encrypt(bytes, fileKey, sha256));
        }
        await syncFolder(folder);
      } catch (error) {
        throw toStoreError(error);
      }
      return { sha256, bytes: bytes.byteLength };
    },

    async get(sha256) {
      const file = await readIfThere(pathOf(checked(sha256)));
      return file && decrypt(file, fileKey, sha256);
    },

    has: (sha256) =>
      access(pathOf(checked(sha256))).then(
        () => true,
        () => false,
      ),
  };
}

function checked(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('not a SHA-256 in lower-case hexadecimal digits');
  return sha256;
}

/** "KB", format 1; then nonce, tag, encrypted bytes. The name is authenticated with them: files cannot be exchanged. */
const MAGIC = Buffer.from([0x4b, 0x42, 1]);
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.byteLength + NONCE_BYTES + TAG_BYTES;

function encrypt(bytes: Uint8Array, key: Uint8Array, sha256: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(sha256));
  const encrypted = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([MAGIC, nonce, cipher.getAuthTag(), ...encrypted]);
}

function decrypt(file: Buffer, key: Uint8Array, sha256: string): Uint8Array {
  try {
    if (!file.subarray(0, MAGIC.byteLength).equals(MAGIC)) throw new Error('unknown format');
    const nonce = file.subarray(MAGIC.byteLength, MAGIC.byteLength + NONCE_BYTES);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(sha256))
      .setAuthTag(file.subarray(MAGIC.byteLength + NONCE_BYTES, HEADER_BYTES));
    return Buffer.concat([decipher.update(file.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (error) {
    throw new StoreError('damaged', `the file ${sha256} is not what was put there`, error);
  }
}

async function isKept(path: string, key: Uint8Array, sha256: string): Promise<boolean> {
  const file = await readIfThere(path);
  if (!file) return false;
  try {
    decrypt(file, key, sha256);
    return true;
  } catch {
    return false;
  }
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw toStoreError(error);
  }
}
