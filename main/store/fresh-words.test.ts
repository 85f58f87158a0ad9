import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldText } from '../../shared/domain/text/fold-text.ts';
import {
  type AnyStorage,
  changed,
  newPaper,
  openInstance,
  type Paper,
  type PaperData,
} from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { maintain } from './maintain.ts';
import { searchFullText } from './search.ts';

type Store = ReturnType<typeof temporaryStore>;
type Papers = Awaited<ReturnType<typeof openInstance<Paper>>>;

const textOf = (paper: unknown) => {
  const { text } = (paper as Paper).entry;
  if (text === 'breaks') throw new Error('breaks');
  return text as string;
};
const options = { fullText: { papers: textOf }, fold: foldText };
const paperOf = (id: string, text: string) => newPaper(id, { entry: { text } });
const waitingTable = ({ connection }: Store) => {
  const [name] = connection.get(
    "SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE name GLOB 'f*_waiting' ORDER BY name DESC",
  )!;
  return Buffer.from(name as Uint8Array).toString();
};
const waiting = (store: Store) => Number(store.connection.get(`SELECT count(*) FROM ${waitingTable(store)}`)![0]);

describe('words that wait for the index', () => {
  let store: Store;
  let papers: Papers;
  const open = async () => {
    papers = await openInstance(store.storage as unknown as AnyStorage);
  };
  const search = (query: string, limit = 20) => searchFullText(store.connection, 'papers', query, limit);
  const insert = (...all: [id: string, text: string][]) =>
    papers.bulkWrite(
      all.map(([id, text]) => ({ document: paperOf(id, text) })),
      'test',
    );

  beforeEach(async () => {
    store = temporaryStore(options);
    await open();
  });

  afterEach(async () => {
    await papers.close();
    store.dispose();
  });

  it('are found as those that stand there, whatever was written and changed, and when', async () => {
    const word = fc.constantFrom('жер', 'жерді', 'әлім', 'алим', 'әлімов', '2026', '20', 'жт-2026-1');
    const text = fc.array(word, { maxLength: 4 }).map((words) => words.join(' '));
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), id: fc.integer({ min: 0, max: 7 }), text }),
      fc.record({ do: fc.constant('delete' as const), id: fc.integer({ min: 0, max: 7 }), text: fc.constant('') }),
      fc.constant({ do: 'idle' as const }),
      fc.constant({ do: 'reopen' as const }),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), fc.array(text, { maxLength: 4 }), async (steps, asked) => {
        const now = new Map<string, PaperData>();
        const other = temporaryStore(options);
        const others = await openInstance(other.storage as unknown as AnyStorage);
        run++;
        try {
          for (const one of steps) {
            if (one.do === 'idle') maintain(store.connection, 0);
            else if (one.do === 'reopen') {
              await papers.close();
              await open();
            } else {
              const id = `${run}-${one.id}`;
              const previous = now.get(id);
              if (one.do === 'delete' && !previous) continue;
              const change = { _deleted: one.do === 'delete', entry: { text: one.text } };
              const document = previous ? changed(previous, change) : paperOf(id, one.text);
              const row = { document, ...(previous && { previous }) };
              for (const all of [papers, others]) expect(await all.bulkWrite([row], 'test')).toEqual({ error: [] });
              now.set(id, document);
            }
            // In the other store nothing ever waits for long.
            while (maintain(other.connection));
          }
          for (const query of [...asked, 'же', 'ал', '20']) {
            const mine = search(query, 1_000).filter((id) => id.startsWith(`${run}-`));
            expect([query, mine]).toEqual([query, searchFullText(other.connection, 'papers', query, 1_000)]);
          }
        } finally {
          await others.close();
          other.dispose();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('wait until somebody has time, and are found after a stop in between', async () => {
    await insert(['1', 'алимова'], ['2', 'ерланова']);
    expect(waiting(store)).toBe(2);
    await papers.close();
    await open();
    expect(waiting(store)).toBe(2);
    expect([search('алим'), search('ерл')]).toEqual([['1'], ['2']]);
    await insert(['3', 'алимбаева']);
    expect(search('алим')).toEqual(['3', '1']);
    while (maintain(store.connection));
    expect(waiting(store)).toBe(0);
    expect([search('алим'), search('ерл')]).toEqual([['3', '1'], ['2']]);
  });

  it('are not read at the opening, and others do not wait behind them', async () => {
    await insert(['1', 'алимова']);
    await papers.close();
    await open();
    await insert(['2', 'алимбаева']);
    expect(waiting(store)).toBe(1);
    expect(search('алим')).toEqual(['2', '1']);
  });

  it('are those of before when a write fails', async () => {
    const all = [paperOf('1', 'алимова'), paperOf('2', 'ерланова')];
    await papers.bulkWrite(
      all.map((document) => ({ document })),
      'test',
    );
    const failing = ['серикова', 'breaks'].map((text, i) => ({
      previous: all[i]!,
      document: changed(all[i]!, { entry: { text } }),
    }));
    await expect(papers.bulkWrite(failing, 'test')).rejects.toThrow('breaks');
    expect([search('алим'), search('сери'), search('ерл')]).toEqual([['1'], [], ['2']]);
    await insert(['3', 'алимжанова']);
    while (maintain(store.connection));
    await insert(['4', 'алимбекова']);
    expect(search('алим')).toEqual(['4', '3', '1']);
  });

  it('go into the index at once when too many wait', async () => {
    const wordsFrom = (first: number) => Array.from({ length: 350_000 }, (_, i) => `жер${first + i}`).join(' ');
    for (let i = 0; i < 2; i++) await insert([`p${i}`, wordsFrom(i * 350_000)]);
    expect(waiting(store)).toBe(2);
    await insert(['p2', 'жер700001']);
    expect(waiting(store)).toBe(2);
    for (const i of [0, 1, 2]) expect(search(`жер${i * 350_000 + 1}`)).toContain(`p${i}`);
  });

  it('are taken up by a store of a program that let none wait', async () => {
    await insert(['1', 'алимова']);
    while (maintain(store.connection));
    await papers.close();
    store.connection.exec(`DROP TABLE ${waitingTable(store)}`);
    await open();
    await insert(['2', 'алимбаева']);
    expect(waiting(store)).toBe(1);
    expect(search('алим')).toEqual(['2', '1']);
  });
});
