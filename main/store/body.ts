import { crc32 } from 'node:zlib';
import { StoreError } from './errors.ts';

/** First byte of a stored body: how the rest is encoded. */
const JSON_UTF8 = 1;
const HEADER_BYTES = 5;

/**
 * A document as it is stored: format byte, CRC-32 of the rest (the cipher does not authenticate its pages), JSON.
 */
export function encodeBody(document: unknown): Buffer {
  const json = JSON.stringify(document);
  const body = Buffer.allocUnsafe(HEADER_BYTES + Buffer.byteLength(json));
  body.write(json, HEADER_BYTES, 'utf8');
  body[0] = JSON_UTF8;
  body.writeUInt32LE(crc32(body.subarray(HEADER_BYTES)), 1);
  return body;
}

/** @throws StoreError `damaged` when the bytes are not those that were written. */
export function decodeBody<Document>(value: unknown): Document {
  if (!(value instanceof Uint8Array) || value.byteLength < HEADER_BYTES || value[0] !== JSON_UTF8) throw damaged();
  const body = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  const json = body.subarray(HEADER_BYTES);
  if (crc32(json) !== body.readUInt32LE(1)) throw damaged();
  return JSON.parse(json.toString('utf8')) as Document;
}

/** Attachments: CRC-32, then the bytes. */
export function encodeBytes(bytes: Uint8Array): Buffer {
  const stored = Buffer.allocUnsafe(4 + bytes.byteLength);
  stored.writeUInt32LE(crc32(bytes), 0);
  stored.set(bytes, 4);
  return stored;
}

/** @throws StoreError `damaged` when the bytes are not those that were written. */
export function decodeBytes(value: unknown): Uint8Array<ArrayBuffer> {
  if (!(value instanceof Uint8Array) || value.byteLength < 4) throw damaged();
  const bytes = new Uint8Array(value.subarray(4));
  if (crc32(bytes) !== Buffer.from(value.buffer, value.byteOffset, 4).readUInt32LE(0)) throw damaged();
  return bytes;
}

function damaged(): StoreError {
  return new StoreError('damaged', 'a stored document does not match its checksum');
}
