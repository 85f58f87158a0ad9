import { expect, test } from 'vitest';
import type { Notes } from './ports.ts';
import { openTroubles } from './troubles.ts';

function notesInMemory(): Notes & { all: Map<string, Record<string, unknown>> } {
  const all = new Map<string, Record<string, unknown>>();
  return {
    all,
    read: async (key) => all.get(key),
    write: async (key, value) => void all.set(key, value),
    remove: async (key) => void all.delete(key),
    list: async (prefix) => [...all].filter(([key]) => key.startsWith(prefix)),
  };
}

const open = (notes: Notes) => openTroubles(notes, 'registry:papers', () => 7);

test('a document that was refused stays so when the partner’s copy is set aside too, also after a restart', async () => {
  const notes = notesInMemory();
  const troubles = await open(notes);
  await troubles.refuse('p', 'malformedEntry');
  await troubles.setAside('p', 'schema', 'book');
  for (const one of [troubles, await open(notes)]) {
    expect(one.refused()).toEqual(['p']);
    expect(one.lacking()).toEqual(['p']);
    expect(one.list().map(({ kind }) => kind)).toEqual(['refused', 'aside']);
  }
  await troubles.settle('p', 'aside');
  expect((await open(notes)).list()).toEqual([{ kind: 'refused', id: 'p', reason: 'malformedEntry', at: 7 }]);
  await troubles.settle('p', 'refused');
  expect(notes.all.size).toBe(0);
});

test('what is left to its own desk is no trouble, and is over once it has gone', async () => {
  const notes = notesInMemory();
  const troubles = await open(notes);
  await troubles.leave('p');
  expect([troubles.list(), troubles.refused(), troubles.lacking()]).toEqual([[], [], ['p']]);
  await troubles.settle('p', 'refused');
  expect(notes.all.size).toBe(0);
});

test('what an earlier program noted, under the document’s name alone, counts and goes as well', async () => {
  const notes = notesInMemory();
  await notes.write('trouble:registry:papers:p', { kind: 'refused', id: 'p', reason: 'tooLong', at: 1 });
  const troubles = await open(notes);
  await troubles.setAside('p', 'schema', 'book');
  expect(troubles.refused()).toEqual(['p']);
  await troubles.settle('p', 'refused');
  await troubles.settle('p', 'aside');
  expect(notes.all.size).toBe(0);
});
