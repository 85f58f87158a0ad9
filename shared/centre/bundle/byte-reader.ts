import { concatBytes } from '@noble/hashes/utils.js';

/** Reads a stream of bytes in lengths of one's own choice, holding little more than what is asked for. */
export type ByteReader = {
  /** Exactly so many bytes; undefined when fewer are left. */
  take(length: number): Promise<Uint8Array | undefined>;
  /** What stands before the next line feed, which is taken too; undefined when there is none within so many bytes. */
  takeLine(most: number): Promise<Uint8Array | undefined>;
  isAtEnd(): Promise<boolean>;
};

const LINE_FEED = 10;

export function createByteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const chunks = source[Symbol.asyncIterator]();
  let held: Uint8Array[] = [];
  let length = 0;

  /** Whether so many bytes are held now. */
  async function hold(wanted: number): Promise<boolean> {
    while (length < wanted) {
      const next = await chunks.next();
      if (next.done) return false;
      held.push(next.value);
      length += next.value.length;
    }
    return true;
  }
  function cut(at: number): Uint8Array {
    const all = held.length === 1 ? held[0]! : concatBytes(...held);
    held = [all.subarray(at)];
    length = all.length - at;
    return all.subarray(0, at);
  }

  return {
    async take(wanted) {
      return (await hold(wanted)) ? cut(wanted) : undefined;
    },
    async takeLine(most) {
      await hold(most);
      const all = concatBytes(...held);
      const end = all.subarray(0, most).indexOf(LINE_FEED);
      return end === -1 ? undefined : cut(end + 1).subarray(0, end);
    },
    isAtEnd: async () => !(await hold(1)),
  };
}
