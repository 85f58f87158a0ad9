/** A store under measurement. All times in milliseconds. */
export interface Peer {
  /** What it runs with, asserted and told: pragmas, cipher, indexes. */
  settings(): Promise<string[]>;
  /** Writes papers `from` … in batches of a thousand; the time of all. */
  bulk(from: number, count: number): Promise<number>;
  /** Writes papers `from` … one by one; the time of each. */
  insert(from: number, count: number): Promise<number[]>;
  /** The newest 50. */
  newest(times: number): Promise<number[]>;
  /** The newest 20 that a beginning of a word finds. */
  search(queries: string[]): Promise<number[]>;
  /** The number of papers in one status. */
  count(times: number): Promise<number[]>;
  /** Closes, opens again, until the newest 50 are there. */
  reopen(): Promise<number>;
  /** Reads all papers once. */
  readAll(): Promise<void>;
  /** What a quiet moment is for; not measured. */
  idle(): Promise<void>;
  /** Resident memory of its process (and of a browser's), megabytes. */
  rss(): Promise<number>;
  close(): Promise<void>;
}

/** Throws unless it is so: a benchmark of something else would be worse than none. */
export function assert(condition: boolean, what: string): void {
  if (!condition) throw new Error(`not measured: ${what}`);
}

/** Milliseconds of each of `times` calls. */
export async function timesOf(times: number, task: (i: number) => Promise<unknown> | unknown): Promise<number[]> {
  const samples: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await task(i);
    samples.push(performance.now() - start);
  }
  return samples;
}

/** Batches of a bulk: how many papers are made and written at a time. */
export const BATCH = 1_000;
