import { gcm } from '@noble/ciphers/aes.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Agreement } from '../sealed-box.ts';
import type { ByteReader } from './byte-reader.ts';
import { BundleError } from './errors.ts';

/**
 * A bundle's content as sealed pieces, one behind the other: its length (4 bytes, big-endian), then AES-256-GCM. The nonce counts the
 * pieces and marks the last, so none can be altered, moved, doubled or left out, and a file that ends before the last one is
 * known to be cut off.
 */

/** Longest piece in clear: a paper may be three times 2^20 bytes long, and is never parted. */
export const LONGEST_PIECE = 4 * 1_048_576;

const TAG_BYTES = 16;

/** The key of one bundle; its header is bound to it, so that altered it opens nothing. */
export function bundleKey({ shared, own, reader }: Agreement, header: Uint8Array): Uint8Array {
  return hkdf(sha256, shared, concatBytes(own, reader), concatBytes(utf8ToBytes('kense-bundle-1 '), header), 32);
}

export async function* sealPieces(key: Uint8Array, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let index = 0;
  let held: Uint8Array | undefined;
  for await (const piece of pieces) {
    if (held) yield seal(key, index++, false, held);
    held = piece;
  }
  yield seal(key, index, true, held ?? new Uint8Array(0));
}

/** @throws BundleError `bundleDamaged` as soon as a piece is not what was sealed, or something is missing or too much */
export async function* openPieces(key: Uint8Array, from: ByteReader): AsyncGenerator<Uint8Array> {
  for (let index = 0; ; index++) {
    const length = await from.take(4);
    if (!length) throw new BundleError('bundleDamaged', `cut off before piece ${index}`);
    const bytes = new DataView(length.buffer, length.byteOffset).getUint32(0);
    if (bytes < TAG_BYTES || bytes > LONGEST_PIECE + TAG_BYTES)
      throw new BundleError('bundleDamaged', `piece ${index} has no possible length`);
    const sealed = await from.take(bytes);
    if (!sealed) throw new BundleError('bundleDamaged', `cut off in piece ${index}`);
    const isLast = await from.isAtEnd();
    yield open(key, index, isLast, sealed);
    if (isLast) return;
  }
}

function seal(key: Uint8Array, index: number, isLast: boolean, clear: Uint8Array): Uint8Array {
  if (clear.length > LONGEST_PIECE) throw new RangeError('a piece is too long');
  const sealed = gcm(key, nonceOf(index, isLast)).encrypt(clear);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, sealed.length);
  return concatBytes(length, sealed);
}

function open(key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array): Uint8Array {
  try {
    return gcm(key, nonceOf(index, isLast)).decrypt(sealed);
  } catch {
    throw new BundleError('bundleDamaged', `piece ${index} is not what was sealed, or not in its place`);
  }
}

function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(0, index);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
