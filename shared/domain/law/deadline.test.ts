import { describe, expect, test } from 'vitest';
import { deadlineOf } from './deadline.ts';

const open = (dueOn: string) => ({ open: true, dueOn });

describe('a deadline', () => {
  test.each([
    ['2026-11-21', { state: 'overdue', days: 3 }],
    ['2026-11-24', { state: 'today' }],
    ['2026-11-25', { state: 'soon', days: 1 }],
    ['2026-11-27', { state: 'soon', days: 3 }],
    ['2026-11-28', { state: 'later', days: 4 }],
    ['2027-01-02', { state: 'later', days: 39 }],
  ])('on %s stands so on 24.11.2026', (dueOn, expected) => {
    expect(deadlineOf(open(dueOn), '2026-11-24')).toEqual(expected);
  });

  test('of a closed paper is never overdue', () => {
    expect(deadlineOf({ open: false, dueOn: '2020-01-01' }, '2026-11-24')).toEqual({ state: 'closed' });
  });

  test('may be none', () => {
    expect(deadlineOf(open(''), '2026-11-24')).toEqual({ state: 'none' });
  });
});
