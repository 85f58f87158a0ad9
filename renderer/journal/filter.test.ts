import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { readSearch, spanOf } from './filter.ts';

const law = compileLaw({ calendar, terms } as LawData);

describe('the span of a period', () => {
  test('of today reaches to the next working day, where papers of the evening are registered', () => {
    expect(spanOf({ period: 'today' }, '2026-11-24', law)).toEqual({ from: '2026-11-24', to: '2026-11-25' });
    expect(spanOf({ period: 'today' }, '2026-11-28', law)).toEqual({ from: '2026-11-28', to: '2026-11-30' });
  });

  test('of a week is Monday to Sunday, and on its last evening reaches to Monday', () => {
    expect(spanOf({ period: 'week' }, '2026-11-24', law)).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(spanOf({ period: 'week' }, '2026-11-27', law)).toEqual({ from: '2026-11-23', to: '2026-11-30' });
    expect(spanOf({ period: 'week' }, '2026-11-29', law)).toEqual({ from: '2026-11-23', to: '2026-11-30' });
  });

  test('of a month and a year ends where they end', () => {
    expect(spanOf({}, '2028-02-10', law)).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(spanOf({ period: 'month' }, '2026-12-05', law)).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(spanOf({ period: 'year' }, '2026-05-05', law)).toEqual({ from: '2026-01-01', to: '2026-12-31' });
  });

  test('of a quarter is its three months; of all time holds every paper', () => {
    expect(spanOf({ period: 'quarter' }, '2026-05-05', law)).toEqual({ from: '2026-04-01', to: '2026-06-30' });
    expect(spanOf({ period: 'quarter' }, '2026-12-31', law).from).toBe('2026-10-01');
    expect(spanOf({ period: 'all' }, '2026-05-05', law)).toEqual({ from: '2000-01-01', to: '2099-12-31' });
  });

  test('that was typed is taken as it is, also with its ends exchanged', () => {
    const filter = { period: 'custom', from: '2026-03-01', to: '2026-02-01' } as const;
    expect(spanOf(filter, '2026-11-24', law)).toEqual({ from: '2026-02-01', to: '2026-03-01' });
    expect(spanOf({ period: 'custom' }, '2026-11-24', law)).toEqual({ from: '2026-01-01', to: '2026-11-24' });
  });
});

describe('a filter read from an address', () => {
  test('keeps what makes sense', () => {
    const filter = {
      period: 'custom',
      from: '2026-01-01',
      to: '2026-02-01',
      kind: 'complaint',
      status: 'inWork',
      subject: '01.02',
      executor: 'clerk-1',
      way: 'post',
      due: 'overdue',
      row: 7,
    };
    expect(readSearch(filter)).toEqual(filter);
  });

  test('leaves out what does not', () => {
    const nonsense = {
      period: 'aeon',
      from: '2026-02-30',
      to: 5,
      kind: '',
      status: 'lost',
      due: 'soonish',
      row: -1,
      more: true,
    };
    expect(readSearch(nonsense)).toEqual({});
  });
});
