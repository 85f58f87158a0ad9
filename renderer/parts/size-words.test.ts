import { expect, test } from 'vitest';
import { createWords } from '../../shared/words/words.ts';
import { sizeWord } from './size-words.ts';

test.each([
  [0, '1 КБ'],
  [4_096, '4 КБ'],
  [5_000_000, '4,8 МБ'],
  [471 * 1024 ** 2, '471 МБ'],
  [3 * 1024 ** 3, '3 ГБ'],
])('%i bytes are %s', (bytes, words) => {
  expect(sizeWord(createWords('ru'), bytes)).toBe(words);
});
