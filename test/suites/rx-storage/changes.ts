import { getChangedDocumentsSince } from 'rxdb';
import { expect } from 'vitest';
import { changed, newPaper } from '../rx-storage-papers.ts';
import type { Obligations } from './given.ts';

export const changes: Obligations = {
  'changes: come page by page, none twice and none left out, though many were written at the same time': async ({
    write,
    pages,
  }) => {
    const meta = { lwt: Date.now() };
    const all = Array.from({ length: 100 }, (_, i) => ({ ...newPaper(String(100 + i)), _meta: meta }));
    await write(...all.map((document) => ({ document })));
    expect((await pages(7)).map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id));
  },

  'changes: name a document once, as it is now, deleted ones too': async ({ write, pages }) => {
    const [a, b] = [newPaper('a'), newPaper('b')];
    await write({ document: a }, { document: b });
    const a2 = changed(a, { book: 'letters' });
    const b2 = changed(b, { _deleted: true });
    await write({ previous: a, document: a2 });
    await write({ previous: b, document: b2 });
    expect(await pages(1)).toEqual([a2, b2]);
  },

  'changes: follow a checkpoint that was reached before they were made': async ({ papers, write }) => {
    const first = newPaper('9');
    await write({ document: first });
    const { checkpoint } = await getChangedDocumentsSince(papers, 10);
    const second = newPaper('1');
    await write({ document: second });
    const third = changed(first, { book: 'letters' });
    await write({ previous: first, document: third });
    expect((await getChangedDocumentsSince(papers, 10, checkpoint)).documents).toEqual([second, third]);
  },
};
