import { expect, test } from 'vitest';
import { picksFor } from './picks.ts';

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
