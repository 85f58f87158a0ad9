import { expect, test } from 'vitest';
import { alphabetical } from './collation.ts';

test('names stand in the order of the language, not of its code', () => {
  const kazakh = [
    'Абаев',
    'Әлімов',
    'Баев',
    'Гали',
    'Ғани',
    'Ким',
    'Құрман',
    'Оразов',
    'Өмір',
    'Усенов',
    'Ұлан',
    'Үсен',
    'Яна',
  ];
  expect([...kazakh].reverse().sort(alphabetical('kk'))).toEqual(kazakh);
  expect(['Әлімов', 'Яна'].sort()).toEqual(['Яна', 'Әлімов']);
  expect(['Ермеков', 'Жуков', 'Ёлкин', 'Яна'].sort(alphabetical('ru'))).toEqual(['Ёлкин', 'Ермеков', 'Жуков', 'Яна']);
});
