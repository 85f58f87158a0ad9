import { statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AnyStorage,
  newPaper,
  openInstance,
  type Paper,
  paperSchema,
} from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { holdSnapshot } from './care/snapshot.ts';
import { maintain } from './maintain.ts';
import { searchFullText } from './search.ts';

const SMALLEST_WORTH_RELEASING = 4 * 1024 * 1024;
const textOf = (paper: unknown) => (paper as Paper).entry.text as string;
const papersOf = (from: number, count: number, words = 300) =>
  Array.from({ length: count }, (_, i) => ({
    document: newPaper(`p${from + i}`, { entry: { text: `жер ${'толтырма '.repeat(words)}` } }),
  }));

describe('idle maintenance', () => {
  let store: ReturnType<typeof temporaryStore>;
  let papers: Awaited<ReturnType<typeof openInstance<Paper>>>;
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const wal = () => sizeOf(`${store.path}-wal`);
  const idle = () => {
    let steps = 1;
    while (maintain(store.connection, 0)) steps++;
    return steps;
  };

  beforeEach(async () => {
    store = temporaryStore({ fullText: { papers: textOf } });
    papers = await openInstance(store.storage as unknown as AnyStorage);
  });

  afterEach(async () => {
    await papers.close();
    store.dispose();
  });

  it('gives back the room of a rebuilt table in small steps, between which papers are written and found', async () => {
    for (let i = 0; i < 4_000; i += 500) await papers.bulkWrite(papersOf(i, 500), 'test');
    await papers.close();
    const schema = { ...paperSchema, indexes: ['state.status'] } as typeof paperSchema;
    papers = await openInstance(store.storage as unknown as AnyStorage, { schema });
    store.connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
    const doubled = sizeOf(store.path);
    for (let i = 0; maintain(store.connection, 0); i++) {
      if (i % 20 > 0) continue;
      await papers.bulkWrite(papersOf(5_000 + i, 1), 'test');
      expect(searchFullText(store.connection, 'papers', 'жер', 1)).toEqual([`p${5_000 + i}`]);
    }
    expect(sizeOf(store.path)).toBeLessThan(doubled * 0.7);
    const free = Number(store.connection.get('PRAGMA freelist_count')![0]);
    expect(free * 4096).toBeLessThanOrEqual(SMALLEST_WORTH_RELEASING);
    expect(store.connection.get('PRAGMA integrity_check')).toEqual(['ok']);
    expect(wal()).toBeLessThan(1_048_576);
  });

  it('leaves the WAL short, also of a batch that filled it', async () => {
    for (let i = 0; i < 8_000; i += 500) await papers.bulkWrite(papersOf(i, 500), 'test');
    expect(wal()).toBeLessThan(64 * 1024 * 1024);
    idle();
    expect(wal()).toBeLessThan(1_048_576);
  });

  it('adds nothing to a WAL that somebody who reads the whole file keeps from being written back', async () => {
    await papers.bulkWrite(papersOf(0, 100), 'test');
    const letGo = holdSnapshot(store.path, store.key);
    for (let i = 100; i < 2_600; i += 500) await papers.bulkWrite(papersOf(i, 500, 2_000), 'test');
    const held = wal();
    expect(idle()).toBe(1);
    expect(wal()).toBe(held);
    letGo();
    idle();
    expect(wal()).toBeLessThan(1_048_576);
  });
});
