import { expect, test } from 'vitest';
import { inStandingOrder } from './standing-order.ts';

const keyOf = ({ key }: { key: string }) => key;
const entry = (key: string, label = key) => ({ key, label });

test('what is shown keeps its place, whatever comes late and wherever it would stand by itself', () => {
  const shown = [entry('a'), entry('b'), entry('c')];
  expect(inStandingOrder(shown, [entry('late'), entry('c'), entry('a'), entry('b')], keyOf)).toEqual([
    ...shown,
    entry('late'),
  ]);
});

test('what is known of an entry now is shown in its old place; one that a shorter list leaves out keeps its number', () => {
  const shown = [entry('a'), entry('b')];
  expect(inStandingOrder(shown, [entry('new'), entry('b', 'b, 3 papers')], keyOf)).toEqual([
    entry('a'),
    entry('b', 'b, 3 papers'),
    entry('new'),
  ]);
});

test('an empty list takes what comes as it comes', () => {
  expect(inStandingOrder([], [entry('b'), entry('a')], keyOf)).toEqual([entry('b'), entry('a')]);
});
