import { describe, expect, test } from 'vitest';
import type { View } from '../../shared/contract/journal.ts';
import { builtInViews, isShown, isViewShown } from './built-in-views.ts';

const view: View = {
  id: '3c0c1f2e-8f6f-4a52-9c1f-0b8f3cf4a111',
  name: 'Жер',
  filter: { subject: '01', period: 'month' },
  columns: ['number', 'from'],
};

describe('the view that is shown', () => {
  test('is known by its filter in any order, the usual period said or not, wherever the clerk is in it', () => {
    expect(isShown(view.filter, { subject: '01', row: 7 })).toBe(true);
    expect(isShown({ due: 'overdue', period: 'all' }, { period: 'all', due: 'overdue' })).toBe(true);
    expect(isShown(view.filter, { subject: '01.01' })).toBe(false);
    expect(isShown({}, { period: 'year' })).toBe(false);
  });

  test('is a saved one only with its columns', () => {
    expect(isViewShown(view, { subject: '01' }, ['number', 'from'])).toBe(true);
    expect(isViewShown(view, { subject: '01' }, ['number'])).toBe(false);
  });

  test('of one’s own papers follows the person at the desk', () => {
    const mine = builtInViews('clerk-2').find(({ id }) => id === 'mine')!;
    expect(isShown(mine.filter, { period: 'all', executor: 'clerk-2' })).toBe(true);
    expect(isShown(mine.filter, { period: 'all', executor: 'clerk-1' })).toBe(false);
  });

  test('of one’s own papers is not there while nobody is named: it would show everybody’s', () => {
    expect(builtInViews('').map(({ id }) => id)).toEqual(['today', 'overdue']);
  });
});
