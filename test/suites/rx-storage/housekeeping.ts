import { expect } from 'vitest';
import { changed, newPaper } from '../rx-storage-papers.ts';
import type { Obligations } from './given.ts';

export const housekeeping: Obligations = {
  'housekeeping: purges what has been deleted for long enough, and nothing else': async ({ papers, write }) => {
    const [a, b] = [newPaper('a'), newPaper('b')];
    await write({ document: a }, { document: b });
    await write({ previous: a, document: changed(a, { _deleted: true }) });
    await papers.cleanup(60_000);
    expect(await papers.findDocumentsById(['a', 'b'], true)).toHaveLength(2);
    while (!(await papers.cleanup(-60_000)));
    expect(await papers.findDocumentsById(['a', 'b'], true)).toEqual([b]);
    expect(await write({ document: newPaper('a') })).toEqual({ error: [] });
  },

  'housekeeping: can be closed twice, and everything is there when it is opened again': async ({
    papers,
    write,
    find,
    ids,
    reopen,
  }) => {
    const paper = newPaper('1');
    await write({ document: paper });
    await papers.close();
    await papers.close();
    await reopen();
    expect(await find('1')).toEqual(paper);
    expect(await ids({ selector: { book: 'appeals' } })).toEqual(['1']);
  },

  'housekeeping: forgets a removed collection, and only that': async ({ papers, write, find, open, reopen }) => {
    const letters = await open({ collection: 'letters' });
    await write({ document: newPaper('1') });
    await letters.bulkWrite([{ document: newPaper('2') }], 'test');
    await papers.remove();
    await reopen();
    expect(await find('1')).toBeUndefined();
    expect(await letters.findDocumentsById(['2'], false)).toHaveLength(1);
  },

  'housekeeping: keeps collections, databases and schema versions apart': async ({ write, find, open }) => {
    await write({ document: newPaper('1') });
    for (const other of [{ collection: 'letters' }, { database: 'other' }, { version: 1 }]) {
      const instance = await open(other);
      expect(await instance.findDocumentsById(['1'], true)).toEqual([]);
      expect(await instance.bulkWrite([{ document: newPaper('1', { book: 'other' }) }], 'test')).toEqual({
        error: [],
      });
      await instance.remove();
    }
    expect((await find('1'))?.book).toBe('appeals');
  },
};
