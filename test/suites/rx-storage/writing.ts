import { expect } from 'vitest';
import { changed, newPaper } from '../rx-storage-papers.ts';
import type { Obligations } from './given.ts';

export const writing: Obligations = {
  'writing: gives back exactly what was inserted, in every alphabet': async ({ write, find }) => {
    const odd = newPaper('1', {
      entry: {
        text: 'Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і 😀 \u0000 \u2028 "\\ \ud800',
        deep: [{ a: [null, true, 0.1, 1e21] }],
      },
    });
    expect(await write({ document: odd })).toEqual({ error: [] });
    expect(await find('1')).toEqual(JSON.parse(JSON.stringify(odd)));
  },

  'writing: refuses to insert what exists, and hands over the stored document': async ({ write, find }) => {
    const first = newPaper('1');
    const second = newPaper('1', { book: 'letters' });
    await write({ document: first });
    const { error } = await write({ document: second });
    expect(error).toMatchObject([{ status: 409, documentId: '1', documentInDb: first, isError: true }]);
    expect(error[0]!.writeRow.document).toEqual(second);
    expect(await find('1')).toEqual(first);
  },

  'writing: updates when the previous revision is the stored one': async ({ write, find }) => {
    const first = newPaper('1');
    const second = changed(first, { book: 'letters' });
    await write({ document: first });
    expect(await write({ previous: first, document: second })).toEqual({ error: [] });
    expect(await find('1')).toEqual(second);
  },

  'writing: refuses an update from an outdated revision, and hands over the stored document': async ({
    write,
    find,
  }) => {
    const first = newPaper('1');
    const second = changed(first, { book: 'letters' });
    await write({ document: first });
    await write({ previous: first, document: second });
    const { error } = await write({ previous: first, document: changed(first, { book: 'reception' }) });
    expect(error).toMatchObject([{ status: 409, documentInDb: second }]);
    expect(await find('1')).toEqual(second);
  },

  'writing: writes the other rows of a batch in which one is refused': async ({ papers, write }) => {
    const first = newPaper('1');
    await write({ document: first });
    const { error } = await write(
      { document: newPaper('2') },
      { document: newPaper('1') },
      { document: newPaper('3') },
    );
    expect(error.map(({ documentId }) => documentId)).toEqual(['1']);
    expect(await papers.findDocumentsById(['1', '2', '3'], false)).toHaveLength(3);
  },

  'writing: lets one of two writes at the same time win, and tells the other': async ({ write }) => {
    const first = newPaper('1');
    await write({ document: first });
    const results = await Promise.all([
      write({ previous: first, document: changed(first, { book: 'letters' }) }),
      write({ previous: first, document: changed(first, { book: 'reception' }) }),
    ]);
    expect(results.flatMap(({ error }) => error)).toHaveLength(1);
  },

  'writing: keeps a deleted document, but returns it only where asked': async ({ papers, write, ids }) => {
    const first = newPaper('1');
    const deleted = changed(first, { _deleted: true });
    await write({ document: first });
    expect(await write({ previous: first, document: deleted })).toEqual({ error: [] });
    expect(await papers.findDocumentsById(['1'], false)).toEqual([]);
    expect(await papers.findDocumentsById(['1'], true)).toEqual([deleted]);
    expect(await ids({ selector: { _deleted: { $eq: false } } as never })).toEqual([]);
  },

  'writing: lets a deleted document come back': async ({ papers, write }) => {
    const first = newPaper('1');
    const deleted = changed(first, { _deleted: true });
    const again = changed(deleted, { _deleted: false, book: 'letters' });
    await write({ document: first });
    await write({ previous: first, document: deleted });
    expect(await write({ previous: deleted, document: again })).toEqual({ error: [] });
    expect(await papers.findDocumentsById(['1'], false)).toEqual([again]);
  },

  'writing: takes a document that arrives already deleted': async ({ papers, write }) => {
    const deleted = changed(newPaper('1'), { _deleted: true });
    expect(await write({ document: deleted })).toEqual({ error: [] });
    expect(await papers.findDocumentsById(['1'], true)).toEqual([deleted]);
  },

  'writing: finds many by id, leaving out the unknown': async ({ papers, write }) => {
    await write({ document: newPaper('1') }, { document: newPaper('2') });
    const found = await papers.findDocumentsById(['2', 'none', '1'], false);
    expect(found.map(({ id }) => id).sort()).toEqual(['1', '2']);
  },
};
