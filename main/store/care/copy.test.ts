import { expect, it, onTestFinished } from 'vitest';
import { type AnyStorage, newPaper, openInstance } from '../../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../../test/suites/store-files.ts';
import { copyDocuments } from './copy.ts';
import { stateOf } from './state-of.ts';

function newStore() {
  const store = temporaryStore({});
  onTestFinished(() => store.dispose());
  return { connection: store.connection, storage: store.storage as unknown as AnyStorage };
}

it('a copy without the document changed last goes on behind it: who has read up to there misses nothing', async () => {
  const [from, to] = [newStore(), newStore()];
  const papers = await openInstance(from.storage);
  await papers.bulkWrite(
    ['p1', 'p2', 'p3'].map((id) => ({ document: newPaper(id) })),
    'test',
  );
  const { checkpoint } = await papers.getChangedDocumentsSince!(10);
  const before = stateOf(from.connection, ['papers']);
  copyDocuments(from.connection, to.connection, {
    from: 'sound',
    recognise: () => undefined,
    keep: (_collection, { id }) => id !== 'p3',
  });
  const copied = await openInstance(to.storage);
  expect(stateOf(to.connection, ['papers'])).toBe(before);
  const next = newPaper('p4');
  await copied.bulkWrite([{ document: next }], 'test');
  expect((await copied.getChangedDocumentsSince!(10, checkpoint)).documents).toEqual([next]);
  expect(stateOf(to.connection, ['papers'])).not.toBe(before);
  await papers.close();
  await copied.close();
});
