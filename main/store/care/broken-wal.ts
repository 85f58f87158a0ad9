import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Looks at a WAL as it lies on the disk, by its own checksums (https://sqlite.org/fileformat2.html#walformat), which are over
 * encrypted pages: no key is needed. SQLite ends a WAL silently at the first frame that is not whole; what stands behind it is
 * forgotten, and written over by whoever writes next.
 *
 * A file cut off, or frames of an earlier turn behind the last one, are ends as they should be.
 *
 * @returns a name for what stands there when frames of its present turn, or its head, are not whole; undefined otherwise
 */
export function brokenWal(path: string): string | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size <= HEAD_BYTES) return undefined;
    const head = bytesAt(file, 0, HEAD_BYTES);
    const name = `wal-${head.toString('hex', SALTS, SALTS + 8)}-${size}`;
    const words = head.readUInt32BE(0) === MAGIC_BIG ? 'big' : 'little';
    let sums = addTo([0, 0], head.subarray(0, HEAD_BYTES - 8), words);
    if (!(head.readUInt32BE(0) >>> 1 === MAGIC_BIG >>> 1 && isSum(head, HEAD_BYTES - 8, sums))) return name;
    const frameBytes = FRAME_HEAD_BYTES + head.readUInt32BE(8);
    for (let at = HEAD_BYTES; at + frameBytes <= size; at += frameBytes) {
      const frame = bytesAt(file, at, frameBytes);
      const ofThisTurn = frame.subarray(8, 16).equals(head.subarray(SALTS, SALTS + 8));
      // The salts of one frame may be what is broken: whether any behind it is of this turn decides.
      if (!ofThisTurn) continue;
      sums = addTo(sums, frame.subarray(0, 8), words);
      sums = addTo(sums, frame.subarray(FRAME_HEAD_BYTES), words);
      if (!isSum(frame, 16, sums)) return name;
    }
    return undefined;
  } finally {
    closeSync(file);
  }
}

const HEAD_BYTES = 32;
const FRAME_HEAD_BYTES = 24;
const SALTS = 16;
/** With it the words that are summed are big-endian; one less, and they are little-endian. */
const MAGIC_BIG = 0x377f0683;

type Sums = [number, number];

function addTo([first, second]: Sums, bytes: Buffer, words: 'big' | 'little'): Sums {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = words === 'little';
  let [a, b] = [first, second];
  for (let at = 0; at + 8 <= bytes.byteLength; at += 8) {
    a = (a + view.getUint32(at, little) + b) >>> 0;
    b = (b + view.getUint32(at + 4, little) + a) >>> 0;
  }
  return [a, b];
}

function isSum(bytes: Buffer, at: number, [a, b]: Sums): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b;
}

function bytesAt(file: number, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, at);
  return bytes;
}
