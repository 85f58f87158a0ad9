import { getChangedDocumentsSince } from 'rxdb';
import { expect } from 'vitest';
import { changed, newPaper, type PaperData } from '../rx-storage-papers.ts';
import type { Obligations } from './given.ts';

export const events: Obligations = {
  'events: tell of insert, update and deletion, with the document before and after, before the write resolves': async ({
    write,
    listen,
  }) => {
    const bulks = listen();
    const first = newPaper('1');
    const second = changed(first, { book: 'letters' });
    const third = changed(second, { _deleted: true });
    const seen: string[][] = [];
    for (const row of [
      { document: first },
      { previous: first, document: second },
      { previous: second, document: third },
    ]) {
      await write(row);
      seen.push(bulks.flatMap(({ events }) => events.map(({ operation }) => operation)));
    }
    expect(seen).toEqual([['INSERT'], ['INSERT', 'UPDATE'], ['INSERT', 'UPDATE', 'DELETE']]);
    expect(bulks[0]).toMatchObject({ context: 'test', events: [{ documentId: '1', documentData: first }] });
    expect(bulks[1]!.events[0]).toMatchObject({ documentData: second, previousDocumentData: first });
    expect(bulks[2]!.events[0]).toMatchObject({ documentData: third, previousDocumentData: second });
    expect(new Set(bulks.map(({ id }) => id)).size).toBe(3);
  },

  'events: are silent about what was refused': async ({ write, listen }) => {
    const bulks = listen();
    await write({ document: newPaper('1') });
    bulks.length = 0;
    await write({ document: newPaper('1') });
    expect(bulks).toEqual([]);
    await write({ document: newPaper('1') }, { document: newPaper('2') });
    expect(bulks.flatMap(({ events }) => events.map(({ documentId }) => documentId))).toEqual(['2']);
  },

  'events: come when the document can already be read': async ({ papers, write, find }) => {
    const read: Promise<PaperData | undefined>[] = [];
    const subscription = papers.changeStream().subscribe(({ events }) => {
      for (const { documentId } of events) read.push(find(documentId));
    });
    const paper = newPaper('1');
    await write({ document: paper });
    expect(await Promise.all(read)).toEqual([paper]);
    subscription.unsubscribe();
  },

  'events: carry the checkpoint from which only later changes follow': async ({ papers, write, listen }) => {
    const bulks = listen();
    await write({ document: newPaper('2') }, { document: newPaper('1') });
    const { checkpoint } = bulks.at(-1)!;
    expect((await getChangedDocumentsSince(papers, 10, checkpoint)).documents).toEqual([]);
    const later = newPaper('0');
    await write({ document: later });
    expect((await getChangedDocumentsSince(papers, 10, checkpoint)).documents).toEqual([later]);
  },
};
