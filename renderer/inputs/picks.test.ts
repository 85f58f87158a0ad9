import { expect, test } from 'vitest';
import { isNamed, picksFor } from './picks.ts';

const staff = ['Сейтова Айгүл', 'Қасымов Ерлан', 'Ким Анна', 'Әлімқұлова Сәуле'].map((label) => ({
  key: label,
  label,
}));
const labels = (typed: string, used: string[] = []) => picksFor(staff, typed, used).map(({ label }) => label);

test('with nothing typed everybody is offered, who is chosen most first', () => {
  expect(labels('', ['Ким Анна', 'somebody who left', 'Қасымов Ерлан'])).toEqual([
    'Ким Анна',
    'Қасымов Ерлан',
    'Сейтова Айгүл',
    'Әлімқұлова Сәуле',
  ]);
});

test('typed beginnings are found in any order and in Russian letters', () => {
  expect(labels('с')).toEqual(['Сейтова Айгүл', 'Әлімқұлова Сәуле']);
  expect(labels('саул алимк')).toEqual(['Әлімқұлова Сәуле']);
  expect(labels('ким анна ч')).toEqual([]);
});

test('a name that stands there whole is offered no longer, and never more than number keys reach', () => {
  expect(labels('Ким Анна')).toEqual([]);
  const many = Array.from({ length: 30 }, (_, i) => ({ key: String(i), label: `Ким ${i}` }));
  expect(picksFor(many, '', [])).toHaveLength(9);
});

test('namesakes stay to be told apart, though their name stands there whole', () => {
  const namesakes = [...staff, { key: 'another', label: 'Ким Анна' }];
  expect(picksFor(namesakes, 'Ким Анна', []).map(({ key }) => key)).toEqual(['Ким Анна', 'another']);
});

test('a name typed whole but for its letters comes before a longer one that is used most', () => {
  const people = [...staff, { key: 'longer', label: 'Ким Анна-Мария' }];
  expect(picksFor(people, 'ким анна', ['longer']).map(({ key }) => key)).toEqual(['Ким Анна', 'longer']);
  expect(picksFor(people, 'Ким Анна ', ['longer'])[0]?.key).toBe('Ким Анна');
});

test('what is typed names an entry only when it is all of its name', () => {
  expect(isNamed(staff, 'Ким Анна')).toBe(true);
  for (const typed of ['', 'Ким', 'Ким Анна-Мария']) expect(isNamed(staff, typed)).toBe(false);
});
