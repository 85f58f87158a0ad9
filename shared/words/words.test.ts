import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ways } from '../books/appeals/ways.ts';
import { applicantTypes, languages } from '../books/appeals.ts';
import { refusals } from '../centre/checks.ts';
import { problemCodes } from '../contract/problems.ts';
import { printFormats } from '../contract/shapes.ts';
import { identityWarnings } from '../domain/identity/iin-bin.ts';
import { decisionKinds } from '../domain/life/decisions.ts';
import { actionNames, statuses } from '../domain/life/life.ts';
import { catalogues, createWords } from './words.ts';

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

const texts = { kk: flat(catalogues.kk), ru: flat(catalogues.ru) };
const stem = (key: string) => key.replace(/_(one|few|many|other)$/, '');
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

/** Names of programs and papers, and what people type or read in Latin letters. */
const LATIN = new Set([
  'Kense',
  'E',
  'Otinish',
  'PIN',
  'Caps',
  'Lock',
  'registry',
  'ca',
  'pem',
  'SMS',
  'A5',
  'A6',
  'PDF',
  'DOCX',
  'JPEG',
  'PNG',
  'TIFF',
  'QR',
  'Enter',
  'Ctrl',
  'P',
  'Alt',
  'Esc',
  'F1',
  'F2',
  'F3',
  'F4',
  'F6',
  'F8',
  'Tab',
  'http',
  'https',
]);

describe('the catalogues', () => {
  test('have the same keys in Kazakh and Russian', () => {
    const keys = ({ kk, ru }: typeof texts) =>
      [kk, ru].map((list) => [...new Set(list.map(([key]) => stem(key)))].sort());
    const [kk, ru] = keys(texts);
    expect(kk).toEqual(ru);
  });

  test('fill in the same values in Kazakh and Russian', () => {
    const byStem = (list: [string, string][]) =>
      Object.fromEntries(list.map(([key, text]) => [stem(key), placeholders(text)]));
    expect(byStem(texts.kk)).toEqual(byStem(texts.ru));
  });

  test('have no empty text', () => {
    expect([...texts.kk, ...texts.ru].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('have every plural form that the language asks for', () => {
    for (const language of ['kk', 'ru'] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const plurals = texts[language].filter(([key]) => key !== stem(key));
      const missing = [...new Set(plurals.map(([key]) => stem(key)))].flatMap((key) =>
        forms.map((form) => `${key}_${form}`).filter((form) => !plurals.some(([known]) => known === form)),
      );
      expect(missing).toEqual([]);
    }
  });

  test('leave no Latin letters where Kazakh or Russian belongs', () => {
    const latin = [...texts.kk, ...texts.ru].flatMap(([key, text]) =>
      [...text.replace(/\{\{\w+\}\}/g, '').matchAll(/[A-Za-z][A-Za-z0-9]*/g)]
        .filter(([word]) => !LATIN.has(word))
        .map(([word]) => `${key}: ${word}`),
    );
    expect(latin).toEqual([]);
  });

  test('leave no Russian sentence where Kazakh belongs', () => {
    const russian = new Map(texts.ru);
    // Single words may be the same in both languages (телефон, талон, журнал); a row of them is not.
    const same = texts.kk.filter(([key, text]) => russian.get(key) === text && /[а-яё]+[ ,]+[а-яё]+/i.test(text));
    expect(same.filter(([, text]) => !/[әғқңөұүһі]/i.test(text))).toEqual([]);
  });

  test('hold no key that nobody asks for', () => {
    const asked = askedKeys();
    const unused = [...new Set(texts.ru.map(([key]) => stem(key)))].filter(
      (key) => !asked.some((one) => one.test(key)),
    );
    expect(unused).toEqual([]);
  });

  test('say every problem of the contract', () => {
    const words = createWords('kk');
    for (const code of problemCodes) expect(words.t(`problems.${code}`)).not.toBe(`problems.${code}`);
  });

  test('say every refusal of the registry', () => {
    for (const language of ['kk', 'ru'] as const) {
      const words = createWords(language);
      for (const code of refusals) expect(words.t(`refusals.${code}`)).not.toBe(`refusals.${code}`);
    }
  });
});

describe.each(['kk', 'ru'] as const)('every value that a paper may carry has its word (%s)', (language) => {
  const known = new Set(texts[language].map(([key]) => key));
  test.each([
    ['values.status', statuses],
    ['values.decision', decisionKinds],
    ['values.hearingForm', ['meeting', 'videoLink', 'informationSystem', 'other']],
    ['values.forwardAbout', ['crime', 'danger']],
    ['values.way', [...ways, 'toCabinet']],
    ['history.do', ['register', ...actionNames]],
    ['values.language', languages],
    ['values.applicantType', applicantTypes],
    ['values.finding', ['altered', 'missing', 'forged', 'unknownSite', 'twin']],
    ['values.talonFormat', printFormats],
    ['values.idWarning', identityWarnings],
  ])('%s', (group, values) => {
    expect(values.filter((value) => !known.has(`${group}.${value}`))).toEqual([]);
  });
});

describe('plural forms', () => {
  test.each([
    [1, 'Сегодня принят 1 документ'],
    [2, 'Сегодня принято 2 документа'],
    [5, 'Сегодня принято 5 документов'],
    [11, 'Сегодня принято 11 документов'],
    [21, 'Сегодня принят 21 документ'],
    [104, 'Сегодня принято 104 документа'],
  ])('of %i papers follow the rules of Russian', (count, text) => {
    expect(createWords('ru').t('app.status.today', { count })).toBe(text);
  });

  test.each([0, 1, 2, 21])('of %i papers are one in Kazakh', (count) => {
    expect(createWords('kk').t('app.status.today', { count })).toBe(`Бүгін ${count} құжат қабылданды`);
  });
});

test('a key of a newer program falls back to the next one of the list', () => {
  const { t } = createWords('ru');
  expect(t(['values.status.archived', 'values.unknown'], { value: 'archived' })).toBe(
    '«archived» (неизвестно этой версии)',
  );
});

/** Every key that a source names, as a pattern: literally, or put together with a running part. */
function askedKeys(): RegExp[] {
  const sources = globSync(['renderer/**/*.{ts,tsx}', 'shared/**/*.ts', 'main/**/*.ts']).filter(
    (file) => !file.endsWith('.test.ts'),
  );
  const named = new Set<string>();
  for (const file of sources) {
    const source = readFileSync(file, 'utf8');
    for (const [, key] of source.matchAll(/['"`]([a-zA-Z]+(?:\.(?:\w+|\$\{[^}]*\}))+)['"`]/g)) named.add(key!);
  }
  return [...named].map(
    (key) =>
      new RegExp(
        `^${key
          .replace(/\$\{[^}]*\}/g, '\u0000')
          .replace(/\./g, '\\.')
          .replaceAll('\u0000', '[^.]+')}$`,
      ),
  );
}

test('words of the law (domain report, glossary) are the same on every screen', () => {
  const [kk, ru] = [createWords('kk').t, createWords('ru').t];
  const notOurs = /арыз беруші|жеткізу тәсіл|күші жойылған нөмір|^анонимдік$|^анонимно$|способ доставки|тематика/i;
  expect([...texts.kk, ...texts.ru].filter(([, text]) => notOurs.test(text))).toEqual([]);
  for (const t of [kk, ru]) {
    expect(t('journal.way')).toBe(t('card.field.way'));
    const subject = new Set([t('journal.subject'), t('journal.column.subject'), t('intake.field.subject')]);
    expect([...subject]).toEqual([t('card.field.subject')]);
  }
});
