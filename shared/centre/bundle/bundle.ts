import { concatBytes } from '@noble/hashes/utils.js';
import type { Sign } from '../../domain/log/line.ts';
import { agreeAsReader, agreeAsWriter } from '../sealed-box.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import { BundleError } from './errors.ts';
import { type BundleHeader, keyId, LONGEST_HEADER, readHeader, signHeader, writeHeader } from './header.ts';
import { decodePart, encodePart, type Packing, type Part } from './parts.ts';
import { bundleKey, openPieces, sealPieces } from './pieces.ts';

/** Who writes a bundle, and to whom it is sealed. */
export type Sealing = {
  from: string;
  sign: Sign;
  /** Ed25519, base64url. */
  reader: string;
  /** 32 random bytes, used for nothing else. */
  secret: Uint8Array;
  packing: Packing;
};

/** A bundle as the bytes of its file: a header in clear, then sealed pieces. Holds one part at a time. */
export async function* writeBundle(parts: AsyncIterable<Part>, sealing: Sealing): AsyncGenerator<Uint8Array> {
  const agreement = agreeAsWriter(sealing.reader, sealing.secret);
  const header = writeHeader(signHeader(sealing.from, keyId(sealing.reader), agreement.own, sealing.sign));
  yield header;
  yield* sealPieces(bundleKey(agreement, header), encoded(parts, sealing.packing));
}

/**
 * Opens a bundle's file. Its parts come as they are read: that the whole is whole is known only when the last one has come.
 *
 * @throws BundleError `bundleNone`, `bundleNewer`, `bundleNotForUs`; while parts are read, `bundleDamaged`
 */
export async function openBundle(
  source: AsyncIterable<Uint8Array>,
  reader: { publicKey: string; privateKey: string },
  packing: Packing,
): Promise<{ header: BundleHeader; parts: AsyncGenerator<Part> }> {
  const bytes = createByteReader(source);
  const { header, line } = await takeHeader(bytes);
  if (header.to !== keyId(reader.publicKey)) throw new BundleError('bundleNotForUs', `sealed to ${header.to}`);
  const written = concatBytes(line, Uint8Array.of(10));
  return { header, parts: decoded(openPieces(keyFor(header, reader.privateKey, written), bytes), packing) };
}

/**
 * From whom a bundle is, before it is known who reads it. Nothing of it is proved yet.
 *
 * @throws BundleError `bundleNone`, `bundleNewer`, `bundleDamaged`
 */
export async function headerOf(source: AsyncIterable<Uint8Array>): Promise<BundleHeader> {
  return (await takeHeader(createByteReader(source))).header;
}

async function takeHeader(bytes: ByteReader): Promise<{ header: BundleHeader; line: Uint8Array }> {
  const line = await bytes.takeLine(LONGEST_HEADER);
  if (!line) throw new BundleError('bundleNone', 'no header');
  return { header: readHeader(line), line };
}

function keyFor({ key }: BundleHeader, privateKey: string, header: Uint8Array): Uint8Array {
  try {
    return bundleKey(agreeAsReader(key, privateKey), header);
  } catch {
    throw new BundleError('bundleDamaged', 'the header carries no key');
  }
}

async function* encoded(parts: AsyncIterable<Part>, packing: Packing): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield await encodePart(part, packing);
}

/** Also sees to it that the parts stand in their order. */
async function* decoded(pieces: AsyncIterable<Uint8Array>, packing: Packing): AsyncGenerator<Part> {
  let last: Part['part'] | undefined;
  for await (const piece of pieces) {
    const part = await decodePart(piece, packing);
    if ((part.part === 'about') !== (last === undefined) || last === 'end')
      throw new BundleError('bundleDamaged', 'parts out of order');
    last = part.part;
    yield part;
  }
  if (last !== 'end') throw new BundleError('bundleDamaged', 'the end is missing');
}
