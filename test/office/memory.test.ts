import { setTimeout as pause } from 'node:timers/promises';
import type { RxCollection } from 'rxdb';
import { expect, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { openStore, type Store } from '../../main/office/open/open-store.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { watchDocuments } from '../../main/office/open/watch-documents.ts';
import { searchFullText } from '../../main/store/search.ts';
import { writeRow } from '../../main/store/write-row.ts';
import { paperOf } from '../bench/store/papers.ts';
import { temporaryProfile } from './offices.ts';

/** What RxDB keeps of a collection, by its own private names. */
type Kept = {
  _queryCache: { _map: Map<string, unknown> };
  _changeEventBuffer: { buffer: unknown[]; limit: number };
  _docCache: { cacheItemByDocId: Map<string, unknown> };
};
const keptOf = (papers: RxCollection<StoredPaper>) => {
  const { _queryCache, _changeEventBuffer, _docCache } = papers as unknown as Kept;
  return {
    queries: _queryCache._map.size,
    events: _changeEventBuffer.buffer.length,
    documents: _docCache.cacheItemByDocId.size,
  };
};

/** A desk's day: a paper, the list that shows it, its card, the search for it, how many there are. */
async function day({ papers, connection }: Store, i: number): Promise<void> {
  await papers.insert(paperOf(i));
  const book = { book: 'appeals', 'state.registeredOn': { $lte: `9999${i}` } };
  const newest = { sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }], limit: 20 };
  await papers.find({ selector: book, ...newest } as never).exec();
  await papers.findByIds(searchFullText(connection, 'papers', paperOf(i).state.from ?? '', 5)).exec();
  await papers.count({ selector: { 'state.status': { $in: ['inWork', `other${i}`] } } }).exec();
}

/** Until garbage is gone and RxDB has tidied up, which waits for a quiet moment. */
async function settled({ papers }: Store): Promise<void> {
  do {
    await pause(50);
    await releaseHandles();
  } while (keptOf(papers).queries > 5 || keptOf(papers).documents > 50);
}

test('an office keeps neither the answers, nor the papers, nor the events of what was written and asked', async () => {
  const profile = temporaryProfile();
  const store = await openStore(profile, `${profile}/mark`, Buffer.alloc(32, 7));
  const heapAfter = async (from: number, to: number) => {
    for (let i = from; i < to; i++) await day(store, i);
    // Comes to an end only because nothing but the last few stays referred to.
    await settled(store);
    expect(keptOf(store.papers).events).toBeLessThanOrEqual(100);
    return process.memoryUsage().heapUsed / 1e6;
  };
  const heaps: number[] = []; // told, not judged: what is compiled and which words are remembered moves it by some MB
  for (let i = 0; i < 5; i++) heaps.push(await heapAfter(i * 500, (i + 1) * 500));
  console.info('heap after each 500 papers, MB:', heaps.map((heap) => heap.toFixed(1)).join(' '));
  await store.close();
});

test('whoever watches a collection keeps nothing of what was written', async () => {
  const profile = temporaryProfile();
  const store = await openStore(profile, `${profile}/mark`, Buffer.alloc(32, 7));
  const seen: WeakRef<object>[] = [];
  const watching = watchDocuments(store.papers, (changes) => {
    for (const { documentData } of changes) seen.push(new WeakRef(documentData));
  });
  // RxDB itself remembers the last hundred events.
  for (let i = 0; i < 300; i++) await store.papers.storageInstance.bulkWrite([writeRow(undefined, paperOf(i))], 'test');
  expect(seen).toHaveLength(300);
  while (seen.slice(0, 150).some((written) => written.deref())) {
    await pause(50);
    await releaseHandles();
  }
  watching.unsubscribe();
  await store.close();
});
