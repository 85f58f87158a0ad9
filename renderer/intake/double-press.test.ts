import { expect, test } from 'vitest';
import { isDoubleClick, isDoublePress, noteBegunBy } from './double-press.ts';

test('the second click at once is none, whatever it is on by then; a later one is', () => {
  const first = performance.now();
  expect(isDoubleClick({ detail: 1, timeStamp: first })).toBe(false);
  expect(isDoubleClick({ detail: 1, timeStamp: first + 200 })).toBe(true);
  expect(isDoubleClick({ detail: 2, timeStamp: first + 400 })).toBe(true);
  expect(isDoubleClick({ detail: 1, timeStamp: first + 60_000 })).toBe(false);
});

test('a button that a key presses is pressed, though it was clicked just now', () => {
  isDoubleClick({ detail: 1, timeStamp: performance.now() });
  expect(isDoubleClick({ detail: 0, timeStamp: performance.now() })).toBe(false);
});

test('of keys only the one that began the form is meant once', () => {
  noteBegunBy('4');
  const timeStamp = performance.now();
  expect(isDoublePress({ key: '4', timeStamp })).toBe(true);
  expect(isDoublePress({ key: '5', timeStamp })).toBe(false);
});
