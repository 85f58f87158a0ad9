import { expect, test } from 'vitest';
import { createWords } from '../../shared/words/words.ts';
import { identityKind, identityNote, isIdentityWrong } from './identity-words.ts';

const today = '2026-12-01';
const note = (typed: string, kind: 'iin' | 'bin', typing = false, language: 'kk' | 'ru' = 'ru') =>
  identityNote(typed, kind, { today, typing, words: createWords(language) });

test('a right IIN tells the birth date and the sex', () => {
  expect(note('000101500001', 'iin').text).toContain('01.01.2000');
  expect(note('000101500001', 'iin')).toEqual({ state: 'right', text: '01.01.2000, мужчина' });
  expect(note('000101 500001', 'iin', false, 'kk').text).toBe('01.01.2000, ер адам');
});

test('a right BIN tells what it is the number of', () => {
  expect(note('210140000006', 'bin')).toEqual({ state: 'right', text: 'организация-резидент, головная' });
});

test('an impossible birth date is said, and that the paper is taken all the same', () => {
  const { state, text } = note('850231400008', 'iin');
  expect(state).toBe('wrong');
  expect(text).toMatch(/^Такой даты рождения нет\..*Документ примут/);
});

test('a number that is still being typed is unfinished, not wrong', () => {
  expect(note('8504', 'iin', true)).toEqual({ state: 'typing', text: '4 цифры из 12' });
  expect(note('8504', 'iin', false).state).toBe('wrong');
  expect(note('', 'iin', true).state).toBe('empty');
});

test('a BIN where an IIN is expected is recognised', () => {
  expect(note('210140000006', 'iin').text).toContain('БИН');
  expect(isIdentityWrong('210140000006', 'iin', today)).toBe(true);
});

test('firms alone have a BIN', () => {
  expect(['individual', 'soleTrader', 'legalEntity', 'collective'].map(identityKind)).toEqual([
    'iin',
    'iin',
    'bin',
    'iin',
  ]);
});

test('nothing typed is not wrong', () => expect(isIdentityWrong(' ', 'iin', today)).toBe(false));
