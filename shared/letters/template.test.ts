import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtIn, sources, state, textOf } from '../../test/domain/letters.ts';
import { catalogues, createWords } from '../words/words.ts';
import { exampleValues } from './example.ts';
import { fieldNames, fields, partsOfField } from './fields.ts';
import { BLANK, fieldWord, fillTemplate } from './fill.ts';
import { letterLanguages } from './kinds.ts';
import { faultsOf, fieldsIn, piecesOf, type Template } from './template.ts';
import { fieldValues } from './values.ts';

describe('the built-in texts', () => {
  test.each(builtIn)('$letter in $language names only fields that this letter has', ({ letter, text }) => {
    expect(faultsOf(letter, text)).toEqual([]);
  });

  test('of both languages name the same fields', () => {
    const named = (language: string) =>
      builtIn.filter((one) => one.language === language).map(({ letter, text }) => [letter, fieldsIn(text).sort()]);
    expect(named('kk')).toEqual(named('ru'));
  });

  test.each(builtIn)('$letter in $language is whole with values, and has no gap', ({ language, text }) => {
    const { missing } = fillTemplate(text, exampleValues[language], createWords(language));
    expect(missing).toEqual([]);
    const whole = textOf(text, exampleValues[language], language);
    expect(whole).not.toMatch(/[{}[\]]|undefined|null|NaN/);
    for (const field of fieldsIn(text)) expect(whole).toContain(exampleValues[language][field]);
  });
});

describe('a template', () => {
  const template = builtIn[0]!.text;
  const faults = (change: Partial<Template>) => faultsOf('extensionNotice', { ...template, ...change });

  test('with a field that does not exist is refused, and the field is named', () => {
    expect(faults({ body: 'Құрметті {applicant.nmae}, {applicant.name}! {applicant.nmae}' })).toEqual([
      { part: 'body', fault: 'unknownField', field: 'applicant.nmae' },
    ]);
    expect(faults({ foot: '{}' })).toEqual([{ part: 'foot', fault: 'unknownField', field: '' }]);
    expect(faults({ foot: '{toString} {__proto__}' }).map(({ field }) => field)).toEqual(['toString', '__proto__']);
  });

  test('with a field of another letter is refused', () => {
    expect(faults({ body: 'До {hearing.on}' })).toEqual([{ part: 'body', fault: 'otherLetter', field: 'hearing.on' }]);
  });

  test('with a brace that opens or closes nothing is refused', () => {
    for (const title of ['Срок {term.until', 'Срок term.until}', '{{term.until}}'])
      expect(faults({ title }).map(({ fault }) => fault)).toContain('brace');
  });

  test('without a title or a text, or too long, is refused', () => {
    expect(faults({ title: ' ', body: '' })).toEqual([
      { part: 'title', fault: 'required' },
      { part: 'body', fault: 'required' },
    ]);
    expect(faults({ body: 'я'.repeat(10_001) })).toEqual([{ part: 'body', fault: 'tooLong' }]);
  });

  test('keeps every letter outside of its fields, and white space in braces does not count', () => {
    expect(piecesOf('а { term.until } б')).toEqual([{ text: 'а ' }, { field: 'term.until' }, { text: ' б' }]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const back = piecesOf(text).map((piece) => ('text' in piece ? piece.text : `{${piece.field}}`));
        expect(back.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
    );
  });
});

describe('a field', () => {
  test.each(letterLanguages)(
    'without a value is a gap in words or a line to write on, never nothing (%s)',
    (language) => {
      const words = createWords(language);
      const none = fieldValues(sources({ words, state: { ...state, from: '', summary: '', dueOn: '' } }));
      const empty = Object.fromEntries(Object.keys(none).map((name) => [name, ''])) as typeof none;
      for (const field of fieldNames) {
        const text = { to: '', title: 'х', body: `«{${field}}»`, post: '', name: '', foot: '' };
        const { parts, missing } = fillTemplate(text, empty, words);
        const [line] = parts.body;
        const written = line!.map(({ text }) => text).join('');
        const byHand = 'byHand' in fields[field];
        expect(missing).toEqual(byHand ? [] : [field]);
        expect(written).toBe(byHand ? `«${BLANK}»` : `«${words.t('letters.gap', { field: fieldWord(field, words) })}»`);
        expect(line!.some(({ gap }) => gap)).toBe(!byHand);
      }
    },
  );

  test.each(letterLanguages)('has its word (%s), and no two of them the same', (language) => {
    const known = catalogues[language].letters.field as Record<string, Record<string, string>>;
    const words = fieldNames.map((name) => {
      const { group, field } = partsOfField(name);
      return known[group]?.[field];
    });
    expect(words.every((word) => typeof word === 'string')).toBe(true);
    expect(new Set(words).size).toBe(words.length);
  });
});
