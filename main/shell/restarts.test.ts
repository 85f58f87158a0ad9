import { expect, test } from 'vitest';
import { createRestarts } from './restarts.ts';

test('waits longer after each end and gives up at the fifth within a minute', () => {
  const restarts = createRestarts(() => 0);
  expect(Array.from({ length: 5 }, restarts.afterEnd)).toEqual([200, 400, 800, 1600, undefined]);
});

test('an end that lies more than a minute back is forgotten', () => {
  let now = 0;
  const restarts = createRestarts(() => now);
  for (let end = 0; end < 20; end++, now += 20_000) expect(restarts.afterEnd()).toBeLessThanOrEqual(800);
});

test('starts over when somebody wishes so', () => {
  const restarts = createRestarts(() => 0);
  for (let end = 0; end < 5; end++) restarts.afterEnd();
  restarts.forget();
  expect(restarts.afterEnd()).toBe(200);
});
