import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foldText } from '../../shared/domain/text/fold-text.ts';
import { type AnyStorage, newPaper, openInstance, type Paper } from '../../test/suites/rx-storage-papers.ts';
import { temporaryStore } from '../../test/suites/store-files.ts';
import { maintain } from './maintain.ts';
import { searchFullText } from './search.ts';
import { expressionOf, questionOf, tokensOf } from './words.ts';

const LETTERS = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяabcxyzéüñ';
const word = fc.string({ unit: fc.constantFrom(...LETTERS, ...LETTERS.toUpperCase()), minLength: 2, maxLength: 12 });
const oddText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        '"',
        '*',
        'OR',
        'NEAR(',
        '12/3',
        'ЖТ-2026-1',
        '😀',
        '\ud800',
        '\u0000',
        ' ',
        '+7',
        '(8',
        '½',
        'ь',
        '--',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('the words of a text', () => {
  it('stand as they are written, and once more folded where that is another form', () => {
    expect(tokensOf('Жер жер ЖЕР', foldText)).toEqual(['жер']);
    expect(tokensOf('Әлім', foldText)).toEqual(['әлім', '\ue430лим']);
    expect(tokensOf('ЖТ-2026-1', foldText)).toEqual(['жт', '2026', '1', 'жт\uf8ff2026\uf8ff1']);
    expect(tokensOf('', foldText)).toEqual([]);
  });

  it('are the same whatever the capitals and the composition', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const text = words.join(' ');
        expect(tokensOf(text.normalize('NFD').toUpperCase(), foldText)).toEqual(tokensOf(text, foldText));
      }),
    );
  });

  it('hold nothing that FTS5 would take for a separator or a quote, of any text', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        for (const token of tokensOf(text, foldText)) expect(token).toMatch(/^[\p{L}\p{N}\p{M}\p{Co}]+$/u);
        const question = questionOf(text, foldText);
        expect(question ? expressionOf(question.any) : '').not.toMatch(/""/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe.each(['that wait', 'in the index'])('a search among words %s', (where) => {
  let store: ReturnType<typeof temporaryStore>;
  let papers: Awaited<ReturnType<typeof openInstance<Paper>>>;
  let papersInserted = 0;

  beforeAll(async () => {
    store = temporaryStore({ fullText: { papers: (paper) => (paper as Paper).entry.text as string }, fold: foldText });
    papers = await openInstance(store.storage as unknown as AnyStorage);
  });

  afterAll(async () => {
    await papers.close();
    store.dispose();
  });

  const search = (query: string, limit = 2_000) => searchFullText(store.connection, 'papers', query, limit);
  const insert = async (...texts: string[]) => {
    const ids = texts.map(() => `n${papersInserted++}`);
    const rows = ids.map((id, i) => ({ document: newPaper(id, { entry: { text: texts[i] } }) }));
    expect(await papers.bulkWrite(rows, 'test')).toEqual({ error: [] });
    if (where === 'in the index') while (maintain(store.connection));
    return ids;
  };

  it('finds every word by each beginning of two letters or more, as written and as others write it', async () => {
    await fc.assert(
      fc.asyncProperty(word, word, async (one, other) => {
        const [id] = await insert(`${one} ${other}`);
        const end = Math.max(2, Math.ceil(one.length / 2));
        for (const asked of [one, one.slice(0, end), foldText(one), one.toUpperCase(), `${foldText(other)} ${one}`])
          if (foldText(asked).length >= 2) expect([asked, search(asked).includes(id!)]).toEqual([asked, true]);
      }),
      { numRuns: 150 },
    );
  });

  it('takes any string', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        expect(() => search(text, 5)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('puts the exact spelling first, then the newest', async () => {
    const [a, b, c, d] = await insert('Қайырбек', 'Кайырбек', 'Қайырбек', 'Кайырбек');
    expect(search('қайырбек')).toEqual([c, a, d, b]);
    expect(search('кайырбек')).toEqual([d, b, c, a]);
    expect(search('қайырб', 3)).toEqual([c, a, d]);
    expect(search('каиырбек')).toEqual([d, c, b, a]);
  });

  it('finds numbers however they are grouped, and official ones as they are written', async () => {
    const [number] = await insert('230012326010000016 326010000016 0000016 000016');
    for (const asked of ['230012 326010 000016', '230012-326010', '2300 12', '326010 000016', '000016', '23001232601'])
      expect([asked, ...search(asked)]).toEqual([asked, number]);
    const [official, slash, day] = await insert('№ ЖТ-2026-17', 'вх. 512/34', 'от 05.11.2031');
    expect(search('ЖТ-2026-17')).toEqual([official]);
    expect(search('жт-2026-1')).toEqual([official]);
    expect(search('512/3')).toEqual([slash]);
    expect(search('05.11.2031')).toEqual([day]);
    const [phone] = await insert('77015554433 87015554433 7015554433 5554433 4433');
    for (const asked of ['+7 701 555 44 33', '8 (701) 555-44-33', '8(701)555', '555-44-33', '44-33', '+7701'])
      expect([asked, ...search(asked)]).toEqual([asked, phone]);
  });
});
