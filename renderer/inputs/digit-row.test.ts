import { expect, test } from 'vitest';
import { digitByPlace } from './digit-row.ts';

const press = (more: Partial<KeyboardEvent>) => ({
  key: 'ә',
  code: 'Digit2',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  ...more,
});

test.each([
  ['a letter of the Kazakh layout', press({}), '2'],
  ['its comma and its point', press({ key: '.', code: 'Digit7' }), '7'],
  ['a digit', press({ key: '2' }), undefined],
  ['a digit of another script', press({ key: '٢' }), undefined],
  ['a letter elsewhere', press({ key: 'і', code: 'KeyS' }), undefined],
  ['a sign with Shift', press({ key: 'Ә', shiftKey: true }), undefined],
  ['a key of the program', press({ altKey: true }), undefined],
  ['the second half of a composed letter', press({ isComposing: true }), undefined],
  ['a dead key', press({ key: 'Dead' }), undefined],
])('in a field of digits the upper row means its digits: %s', (_what, event, digit) => {
  expect(digitByPlace(event)).toBe(digit);
});
