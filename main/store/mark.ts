import { closeSync, existsSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { writeFileDurablySync } from './durable-file.ts';
import { StoreError, toStoreError } from './errors.ts';

/** How far this installation has got, kept outside of the database to notice that the database is an old one. */
export interface MarkValue {
  /** The installation, and the computer on which it runs. */
  site: string;
  machine: string;
  /** By desk code (`01`) and year (`2026`): the greatest sequence that was issued. */
  used: Record<string, Record<string, number>>;
  /** The greatest running number of a line that this site has written. */
  n: number;
  /** The greatest instant of acceptance at this site, ISO; '' before the first paper. */
  acceptedAt: string;
}

export interface Mark {
  /** `undefined` when there has never been a mark here. */
  readonly value: MarkValue | undefined;
  /** Replaces the mark; when it returns, the new value is on disk. */
  write(value: MarkValue): void;
  close(): void;
}

/**
 * Opens the mark at `path`; the file is created by the first `write`.
 *
 * Two slots of fixed size are written in turn, in place, with one `fdatasync`: the file neither grows nor is renamed, so a
 * write costs one flush. Each slot has a number and a checksum; the greatest valid one rules. A write that was torn by a
 * power cut therefore leaves the mark before it, whose successor nobody has acknowledged.
 *
 * @throws StoreError `damaged` when the file is there and neither slot is whole, or what the file system refuses.
 */
export function openMark(path: string): Mark {
  try {
    return new MarkFile(path);
  } catch (error) {
    throw toStoreError(error);
  }
}

interface Slot {
  turn: number;
  value: MarkValue;
}

class MarkFile implements Mark {
  readonly #path: string;
  #file: number | undefined;
  #current: Slot | undefined;
  #closed = false;

  constructor(path: string) {
    this.#path = path;
    if (!existsSync(path)) return;
    this.#file = openForWritingIfPossible(path);
    try {
      this.#current = newestSlot(this.#file, path);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get value(): MarkValue | undefined {
    return this.#current?.value;
  }

  write(value: MarkValue): void {
    try {
      const turn = (this.#current?.turn ?? 0) + 1;
      const slot = encodeSlot(turn, value);
      if (this.#closed) throw new Error('the mark is closed');
      if (this.#file === undefined) {
        this.#file = createFile(this.#path, turn, slot);
      } else {
        writeWhole(this.#file, slot, offsetOf(turn));
        fdatasyncSync(this.#file);
      }
      this.#current = { turn, value: structuredClone(value) };
    } catch (error) {
      throw toStoreError(error);
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#closed = true;
  }
}

/** Room for the desks of several hundred years; more than one sector apart, so that a torn write hits one slot only. */
const SLOT_BYTES = 16_384;
/** Checksum of all that follows; turn; length of the JSON. */
const HEADER_BYTES = 4 + 8 + 4;

/** Where nothing may be written the mark can still be read; writing it is refused when it is tried. */
function openForWritingIfPossible(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    if (toStoreError(error).code !== 'readOnly') throw error;
    return openSync(path, 'r');
  }
}

function offsetOf(turn: number): number {
  return (turn % 2) * SLOT_BYTES;
}

/** The file appears with its first slot filled: one without a whole slot is always a damaged one. */
function createFile(path: string, turn: number, slot: Buffer): number {
  const bytes = Buffer.alloc(2 * SLOT_BYTES);
  slot.copy(bytes, offsetOf(turn));
  writeFileDurablySync(path, bytes);
  return openSync(path, 'r+');
}

/** One write may take less than it is given. */
function writeWhole(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.byteLength; )
    done += writeSync(file, bytes, done, bytes.byteLength - done, position + done);
}

function encodeSlot(turn: number, value: MarkValue): Buffer {
  const json = Buffer.from(JSON.stringify(value));
  if (json.byteLength > SLOT_BYTES - HEADER_BYTES) throw new RangeError('the mark does not fit into its slot');
  const slot = Buffer.alloc(HEADER_BYTES + json.byteLength);
  slot.writeBigUInt64LE(BigInt(turn), 4);
  slot.writeUInt32LE(json.byteLength, 12);
  json.copy(slot, HEADER_BYTES);
  slot.writeUInt32LE(crc32(slot.subarray(4)), 0);
  return slot;
}

function newestSlot(file: number, path: string): Slot {
  const bytes = Buffer.alloc(2 * SLOT_BYTES);
  if (fstatSync(file).size === bytes.byteLength) readSync(file, bytes, 0, bytes.byteLength, 0);
  const slots = [decodeSlot(bytes.subarray(0, SLOT_BYTES)), decodeSlot(bytes.subarray(SLOT_BYTES))];
  const newest = slots.reduce((a, b) => ((b?.turn ?? 0) > (a?.turn ?? 0) ? b : a));
  if (!newest) throw new StoreError('damaged', `no slot of ${path} is whole`);
  return newest;
}

function decodeSlot(bytes: Buffer): Slot | undefined {
  const length = bytes.readUInt32LE(12);
  if (length === 0 || length > SLOT_BYTES - HEADER_BYTES) return undefined;
  if (bytes.readUInt32LE(0) !== crc32(bytes.subarray(4, HEADER_BYTES + length))) return undefined;
  const json = bytes.toString('utf8', HEADER_BYTES, HEADER_BYTES + length);
  return { turn: Number(bytes.readBigUInt64LE(4)), value: JSON.parse(json) as MarkValue };
}
