import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AnyStorage, changed, newPaper, openInstance, type Paper } from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { maintain } from './maintain.ts';
import { searchFullText } from './search.ts';
import { createSqliteStorage } from './storage.ts';

describe('full text', () => {
  const folded = (paper: unknown) => (paper as Paper).entry.text as string | undefined;
  let store: ReturnType<typeof temporaryStore>;
  let papers: Awaited<ReturnType<typeof openInstance<Paper>>>;

  beforeEach(async () => {
    store = temporaryStore({ fullText: { papers: folded } });
    papers = await openInstance(store.storage as unknown as AnyStorage);
  });

  afterEach(async () => {
    await papers.close();
    store.dispose();
  });

  const search = (query: string, limit = 20) => searchFullText(store.connection, 'papers', query, limit);
  const insert = async (id: string, text: string | undefined) => {
    const paper = newPaper(id, { entry: text === undefined ? {} : { text } });
    await papers.bulkWrite([{ document: paper }], 'test');
    return paper;
  };

  it('finds by the beginnings of words, all of them, newest first', async () => {
    await insert('1', 'алимкулова гулнур жер');
    await insert('2', 'алимов ерлан');
    await insert('3', 'алимкулов ерлан 230012326010000016');
    await insert('4', undefined);
    expect(search('алим')).toEqual(['3', '2', '1']);
    expect(search('алим', 2)).toEqual(['3', '2']);
    expect(search('ерл алимк')).toEqual(['3']);
    expect(search('23001232')).toEqual(['3']);
    expect(search('гулнур жерн')).toEqual([]);
  });

  it('starts at two letters, and leaves single ones aside', async () => {
    await insert('1', 'алимкулова гулнур');
    expect(search('а')).toEqual([]);
    expect(search('')).toEqual([]);
    expect(search('ал')).toEqual(['1']);
    expect(search('алим г')).toEqual(['1']);
  });

  it('takes every typed string, and means it literally', async () => {
    await insert('1', 'жт-2026-1 or and not near вх. 12/34 a.b@c.kz «қайрат» o\'neil "x" 😀 e\u0301tude');
    for (const found of [
      'жт-2026',
      'or',
      'NOT',
      'near(',
      '12/34',
      'a.b@c.kz',
      '«қайрат»',
      "o'neil",
      '"',
      'e\u0301tu',
    ]) {
      expect(() => search(found)).not.toThrow();
    }
    expect(search('жт-2026')).toEqual(['1']);
    expect(search('or or or')).toEqual(['1']);
    expect(search('12/34')).toEqual(['1']);
    expect(search('"қайрат*')).toEqual(['1']);
    expect(search('words : x OR 1')).toEqual([]);
    for (const odd of [
      '\u0000',
      '*',
      '^',
      '--',
      '😀',
      '\ud800',
      'ә'.repeat(200_000),
      'аб '.repeat(50_000),
      '{}:+-()',
    ]) {
      expect(search(odd)).toEqual([]);
    }
  });

  it('follows changes and deletions of the document', async () => {
    const first = await insert('1', 'алимкулова');
    const second = changed(first, { entry: { text: 'ерланова' } });
    await papers.bulkWrite([{ previous: first, document: second }], 'test');
    expect([search('алим'), search('ерлан')]).toEqual([[], ['1']]);
    const third = changed(second, { book: 'letters' });
    await papers.bulkWrite([{ previous: second, document: third }], 'test');
    expect(search('ерлан')).toEqual(['1']);
    const deleted = changed(third, { _deleted: true });
    await papers.bulkWrite([{ previous: third, document: deleted }], 'test');
    expect(search('ерлан')).toEqual([]);
    await papers.bulkWrite([{ previous: deleted, document: changed(deleted, { _deleted: false }) }], 'test');
    expect(search('ерлан')).toEqual(['1']);
  });

  it('says the same before, while and after it is maintained', async () => {
    for (let i = 0; i < 200; i++) await insert(`p${i}`, `слово${i % 7} жер`);
    const before = search('слово3 жер', 100);
    expect(before).toHaveLength(29);
    while (maintain(store.connection, 0)) expect(search('слово3 жер', 100)).toEqual(before);
    expect(search('слово3 жер', 100)).toEqual(before);
    expect(maintain(store.connection)).toBe(false);
  });

  it('goes by the time that the documents have, however late they came', async () => {
    await papers.close();
    const storage = createSqliteStorage({
      connection: store.connection,
      fullText: { papers: folded },
      order: { papers: (paper) => Date.parse((paper as Paper).state.registeredOn) },
    }) as unknown as AnyStorage;
    papers = await openInstance(storage);
    const on = (registeredOn: string) => ({ registeredOn, order: '1', status: 'registered' });
    const rows = [
      ['a', '2026-12-03'],
      ['b', '2026-12-01'],
      ['c', '2026-12-02'],
      ['d', '2026-12-01'],
      ['e', 'no day'],
      ['f', '+275000-01'],
    ].map(([id, day]) => ({ document: newPaper(id!, { entry: { text: 'жер' }, state: on(day!) }) }));
    expect(await papers.bulkWrite(rows, 'test')).toEqual({ error: [] });
    expect(search('жер').filter((id) => 'abcd'.includes(id))).toEqual(['a', 'c', 'd', 'b']);
    const many = Array.from({ length: 1500 }, (_, i) => ({
      document: newPaper(`m${i}`, { entry: { text: 'много' }, state: on('2026-12-01') }),
    }));
    expect(await papers.bulkWrite(many, 'test')).toEqual({ error: [] });
    expect(search('много', 3)).toEqual(['m1499', 'm1498', 'm1497']);
  });

  it('is built anew when its version is raised', async () => {
    await insert('1', 'алимкулова');
    await papers.close();
    const storage = createSqliteStorage({
      connection: store.connection,
      fullText: { papers: () => 'иное' },
      fullTextVersion: 2,
    }) as unknown as AnyStorage;
    papers = await openInstance(storage);
    expect([search('алим'), search('иное')]).toEqual([[], ['1']]);
  });

  it('has to be declared and open', () => {
    expect(() => searchFullText(store.connection, 'letters', 'жер', 1)).toThrow(
      expect.objectContaining({ code: 'failed' }),
    );
  });
});
