import { expect, test } from 'vitest';
import type { HigherBody } from '../../shared/contract/shapes.ts';
import { bodiesOn } from './bodies.ts';

const body = (id: string, dates: Pick<HigherBody, 'from' | 'until'> = {}): HigherBody => ({
  id,
  name: { kk: id, ru: id },
  ...dates,
});
const bodies = [body('always'), body('old', { until: '2026-06-30' }), body('new', { from: '2026-07-01' })];
const on = (day: string) => bodiesOn(day, bodies).map(({ id }) => id);

test('a body is offered from its first day to its last', () => {
  expect(on('2026-06-30')).toEqual(['always', 'old']);
  expect(on('2026-07-01')).toEqual(['always', 'new']);
});

test('a body with both dates is offered between them alone', () => {
  const short = [body('short', { from: '2020-01-01', until: '2020-12-31' })];
  expect(['2019-12-31', '2020-01-01', '2020-12-31', '2021-01-01'].map((day) => bodiesOn(day, short).length)).toEqual([
    0, 1, 1, 0,
  ]);
});
