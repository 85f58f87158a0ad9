import { expect, test } from 'vitest';
import subjects from '../../assets/subjects/subjects.json' with { type: 'json' };
import { parentOf, subjectTree } from './subject-search.ts';

const tree = subjectTree(subjects.subjects);
const found = (typed: string) => tree.search(typed, 10).map(({ code }) => code);

test('every subject but those of the first level lies under another one, and is reached level by level', () => {
  for (const { code } of subjects.subjects) {
    expect(tree.childrenOf(parentOf(code)).map((child) => child.code)).toContain(code);
    expect(tree.pathOf(code).at(-1)?.code).toBe(code);
    expect(tree.pathOf(code)).toHaveLength(code.split('.').length);
  }
});

test('beginnings of words find over all levels, in either language', () => {
  expect(found('очер участ')[0]).toBe('01.01.05');
  expect(found('кезег жер')).toContain('01.01.05');
});

test('Kazakh letters may be typed as their Russian neighbours', () => {
  expect(found('жер катынастары')[0]).toBe('01');
});

test('a word of the level above narrows, it does not list everything beneath', () => {
  expect(found('земельные споры')).toContain('01.03');
  expect(found('земельные границах')[0]).toBe('01.03.01');
});

test('a category stands before what lies in it', () => {
  expect(found('земельн')[0]).toBe('01');
});

test('nothing typed, or nothing like it, finds nothing', () => {
  expect(found('  ')).toEqual([]);
  expect(found('щщщ')).toEqual([]);
});

test('a code that is no longer in the list has the path that is still known', () => {
  expect(tree.find('01.99')).toBeUndefined();
  expect(tree.pathOf('01.99').map(({ code }) => code)).toEqual(['01']);
});
