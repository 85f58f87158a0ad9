import { expect, test } from 'vitest';
import { shortName } from './short-name.ts';

test.each([
  ['Сейтова Айгүл Болатқызы', 'А. Сейтова'],
  ['  Ким   Ирина ', 'И. Ким'],
  ['Мадонна', 'Мадонна'],
  ['', ''],
])('%j is shown as %j', (name, expected) => {
  expect(shortName(name)).toBe(expected);
});
