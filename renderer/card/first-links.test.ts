import { expect, test } from 'vitest';
import { firstLinks } from './first-links.ts';

test('a card shows the first twenty links and says how many more there are', () => {
  const links = Array.from({ length: 52 }, (_, i) => i);
  expect(firstLinks(links)).toEqual({ shown: links.slice(0, 20), more: 32 });
  expect(firstLinks(links.slice(0, 20))).toEqual({ shown: links.slice(0, 20), more: 0 });
});
