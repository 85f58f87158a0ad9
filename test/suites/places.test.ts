import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { regions } from '../../shared/domain/places/kato-code.ts';
import { createPlaceIndex } from '../../shared/domain/places/place-index.ts';
import { kindWords, readPlaces } from '../../shared/domain/places/place-record.ts';
import { foldText } from '../../shared/domain/text/fold-text.ts';

const root = join(import.meta.dirname, '../..');
const file = readFileSync(join(root, 'assets/places/places.tsv'), 'utf8');
const records = readPlaces(file);
const index = createPlaceIndex(records);

const find = (text: string, wishes: { region?: string; recent?: string[]; limit?: number } = {}) =>
  index.find(text, { region: '23', recent: [], limit: 8, ...wishes });
const first = (text: string, wishes = {}) => find(text, wishes)[0]?.code;

describe('the places of the classifier', () => {
  test('are what the script makes of the official file and of the Kazakh names', async () => {
    const script = join(root, 'scripts/lib/place-names.mjs');
    const { placesFile } = (await import(script)) as { placesFile: (folder: string) => string };
    expect(placesFile(join(root, 'scripts/places'))).toBe(file);
  });

  test('are all there, once each, with the regions under their known names', () => {
    expect(records).toHaveLength(16_264);
    expect(new Set(records.map(({ code }) => code)).size).toBe(16_264);
    for (const { code, kk } of regions)
      expect(records.find((record) => record.code === `${code}0000000`)?.name.kk).toBe(kk);
  });

  test('have a Kazakh name for every region, district and town', () => {
    const lines = file.split('\n').map((line) => line.split('\t'));
    const nameless = lines.filter(([code = '', ru = '', kk = '']) => {
      const large = code.endsWith('00000') || /^г\. |район| г\.а\.$/i.test(ru);
      return code !== '' && large && kk === '';
    });
    expect(nameless).toEqual([]);
  });

  test('have Kazakh names in Cyrillic letters alone, that say what kind of place it is', () => {
    const kinds =
      /(қаласы|ауданы|аудан|облысы|қ\.ә\.|к\.ә\.|а\.ә\.|округі|ауылы|кенті|станциясы|разъезі|учаскесі|қыстауы|фермасы)$/;
    const odd = file
      .split('\n')
      .map((line) => line.split('\t'))
      .filter(
        ([, ru = '', kk = '']) =>
          kk !== '' && kk !== ru && (/[a-z]/i.test(kk) || !(kinds.test(kk) || !/[. ]/.test(ru))),
      );
    expect(odd).toEqual([]);
  });
});

describe('a place is found', () => {
  test.each([
    ['Құлсары', '233620100'],
    ['кульсары', '233620100'],
    ['кулсары', '233620100'],
    ['КУЛЬСАРЫ', '233620100'],
    ['г. Кульсары', '233620100'],
    ['Құлсары қаласы', '233620100'],
    ['Жылыой Құлсары', '233620100'],
    ['Өскемен', '631010000'],
    ['оскемен', '631010000'],
    ['Усть-Каменогорск', '631010000'],
    ['усть каменогорск', '631010000'],
    ['Устькаменогорск', '631010000'],
    ['Кызыл Орда', '431010000'],
    ['Жылыойский р., г.Кульсары', '233620100'],
    ['Орал', '271010000'],
    ['Уральск', '271010000'],
    ['Петропавл', '591010000'],
    ['Семипалатинск', '101010000'],
    ['Капчагай', '191010000'],
    ['Қапшағай', '191010000'],
    ['Нур-Султан', '710000000'],
    ['Алма-Ата', '750000000'],
    ['Гурьев', '231010000'],
    ['Атырау', '231010000'],
    ['Атырау облысы', '230000000'],
    ['область Абай', '100000000'],
    ['Атырау Махамбет', '235600000'],
    ['Махамбет ауданы', '235600000'],
    ['с. Махамбет', '235630100'],
    ['с.Аккистау', '234230100'],
    ['Аққыстау', '234230100'],
    ['233620100', '233620100'],
    ['233 620 100', '233620100'],
  ])('by %s', (text, code) => {
    expect(first(text)).toBe(code);
  });

  test('with one wrong, missing, extra or swapped letter, wherever it is', () => {
    const towns = records.filter(({ level, administration }) => level === 'town' && !administration);
    const letters = [...'абгеиклмнорстуш'];
    fc.assert(
      fc.property(
        fc.constantFrom(...towns),
        fc.constantFrom('kk' as const, 'ru' as const),
        fc.nat(),
        fc.constantFrom(...letters),
        fc.constantFrom('wrong', 'missing', 'extra', 'swapped'),
        ({ code, name }, language, seed, letter, slip) => {
          const plain = foldText(name[language].replace(/^г\. | қаласы$/g, ''));
          if (!/^\p{L}{5,}$/u.test(plain)) return;
          const at = seed % (plain.length - 1);
          const typed = {
            wrong: plain.slice(0, at) + letter + plain.slice(at + 1),
            missing: plain.slice(0, at) + plain.slice(at + 1),
            extra: plain.slice(0, at) + letter + plain.slice(at),
            swapped: plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2),
          }[slip]!;
          expect(find(typed, { region: code.slice(0, 2), limit: 50 }).map((place) => place.code)).toContain(code);
        },
      ),
      { numRuns: 400 },
    );
  });

  test('by any beginning of any of its words', () => {
    fc.assert(
      fc.property(fc.constantFrom(...records), fc.nat(), fc.nat(), ({ code, names }, name, length) => {
        const words = names[name % names.length]!;
        const typed = words.map((word) => word.slice(0, 2 + (length % word.length)));
        // «ст» alone says «станция», not the beginning of Стандарт.
        fc.pre(typed.every((word) => kindWords[word] === undefined));
        const found = find(`${typed.join(' ')} ${codeRegion(code)}`, { region: code.slice(0, 2), limit: 10_000 });
        expect(found.map((place) => place.code)).toContain(code);
      }),
      { numRuns: 150 },
    );
  });

  test('those people live in before administrations, towns before villages, the own region before others', () => {
    const names = (text: string, region: string) => find(text, { region }).map(({ name }) => name.ru);
    expect(names('Атырау', '23').slice(0, 3)).toEqual(['г. Атырау', 'Атырауская область', 'Атырау г.а.']);
    const abai = find('Абай', { region: '35' });
    expect(abai[0]).toMatchObject({ code: '353220100', level: 'town' });
    expect(abai[1]).toMatchObject({ level: 'district', within: { ru: 'Карагандинская область' } });
  });

  test('what was used lately first, unless it only fits with a slip', () => {
    const [village] = find('Жанаталап', { region: '43', limit: 50 }).slice(-1);
    expect(first('жана', { recent: [village!.code] })).toBe(village!.code);
    expect(first('Орал', { recent: ['433220100'] })).toBe('271010000');
  });

  test('a whole name before one that was used lately and only begins so', () => {
    const [inder] = find('Индер ауданы');
    const recent = ['234030100'];
    expect(first('Индер', { recent })).toBe(inder!.code);
    expect(first('Индерб', { recent })).toBe('234030100');
    expect(first('Индербор', { recent })).toBe('234030100');
  });

  test('before anything is typed, when it was used lately', () => {
    const recent = ['233620100', '000000000', '631010000'];
    expect(find(' ', { recent }).map(({ code }) => code)).toEqual(['233620100', '631010000']);
  });

  test.each([
    ['Құлсары', true],
    ['кулс', true],
    ['г. Кульсары', true],
    ['Жылыойский р., г.Кульсары', true],
    ['Индер', true],
    ['233620100', true],
    ['631010000', true],
    ['2336', true],
    // One wrong letter, another region, another kind, words of which nothing is known.
    ['Нұрсая', false],
    ['кулсаоы', false],
    ['Ташкент', false],
    ['Авангард', false],
    ['Өскемен', false],
    ['6310', false],
    ['Құлсары, 5', false],
    ['Құлсары ауылы', false],
    ['Құлсары Құлсары Құлсары Құлсары Құлсары Құлсары 5', false],
  ])('and %s is meant by it: %s', (text, isMeant) => {
    expect(find(text)[0]?.isMeant ?? false).toBe(isMeant);
  });

  test('in another region, and meant when it was used lately', () => {
    expect(find('Өскемен', { recent: ['631010000'] })[0]).toMatchObject({ code: '631010000', isMeant: true });
    expect(find('Оскемкн', { recent: ['631010000'] })[0]).toMatchObject({ code: '631010000', isMeant: false });
    expect(find('', { recent: ['631010000'] })[0]).toMatchObject({ isMeant: false });
  });

  test('with what lies around it in both languages', () => {
    expect(find('Кульсары')[0]).toEqual({
      isMeant: true,
      code: '233620100',
      level: 'town',
      name: { kk: 'Құлсары қаласы', ru: 'г. Кульсары' },
      within: { kk: 'Жылыой ауданы, Атырау облысы', ru: 'Жылыойский район, Атырауская область' },
    });
  });

  test('never by nothing, and any text is safe', () => {
    for (const nothing of ['', '  ', '...', '\u0000']) expect(find(nothing)).toEqual([]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, limit) => {
        expect(find(text, { limit }).length).toBeLessThanOrEqual(limit);
      }),
    );
    expect(find('а'.repeat(200_000))).toEqual([]);
  });
});

describe('an old code', () => {
  const codes = (code: string) => index.get(code).map((place) => place.code);

  test('leads to what stands in its place today', () => {
    expect(codes('511010000')).toEqual(['790000000']);
    expect(codes('510000000')).toEqual(['610000000', '790000000']);
    expect(codes('515420100')).toEqual(['615420100']);
    expect(codes('514420100')).toEqual(['613820100']);
    expect(codes('632810000')).toEqual(['101010000']);
    expect(codes('351810000')).toEqual(['621010000']);
  });

  test('that was given anew means its place of today, an unknown one nothing', () => {
    expect(index.get('191010000')[0]?.name.kk).toBe('Қонаев қаласы');
    for (const unknown of ['', '999999999', '23', 'abc', '5'.repeat(10_000)]) expect(codes(unknown)).toEqual([]);
  });

  test('of a village goes to the smallest unit around it that there still is', () => {
    for (const { name } of index.get('513639999')) expect(name.ru).toMatch(/Байдибек|с\.о\./);
  });
});

function codeRegion(code: string): string {
  return records.find((record) => record.code === `${code.slice(0, 2)}0000000`)!.names[0]![0]!;
}
