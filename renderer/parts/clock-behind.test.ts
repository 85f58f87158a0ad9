import { expect, test } from 'vitest';
import { formatInstant } from '../../shared/words/forms.ts';
import { clockBehind } from './clock-behind.ts';

const lastAcceptedAt = '2026-12-01T09:05:40.000Z';
const desk = {
  desk: '01',
  sample: false,
  papers: 1,
  today: 1,
  overdue: 0,
  dueToday: 0,
  lastAcceptedAt,
  clockBehind: true,
  numbersLeft: 900_000,
};
const after = (seconds: number) => new Date(Date.parse(lastAcceptedAt) + seconds * 1_000).toISOString();

test('a minute behind the last registration is said, less is not', () => {
  expect(clockBehind(desk, after(-60))).toBe('page');
  expect(clockBehind(desk, after(-59))).toBeUndefined();
  expect(clockBehind(desk, after(-1))).toBeUndefined();
});

test('a clock of the office alone is said only where the page stands a minute past it', () => {
  expect(clockBehind(desk, after(60))).toBe('office');
  expect(clockBehind(desk, after(59))).toBeUndefined();
  expect(clockBehind({ ...desk, clockBehind: false }, after(60))).toBeUndefined();
});

test('whenever it is said, the two times that are shown differ', () => {
  for (let seconds = -200; seconds <= 200; seconds++) {
    if (clockBehind(desk, after(seconds)) === undefined) continue;
    expect(formatInstant(after(seconds), 'UTC')).not.toBe(formatInstant(lastAcceptedAt, 'UTC'));
  }
});

test('a desk without papers has nothing to be behind of', () =>
  expect(clockBehind({ ...desk, lastAcceptedAt: '' }, after(-600))).toBeUndefined());
