import { statuses } from '../../shared/books/appeals.ts';
import { fromDayNumber, isIsoDate, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { nextWorkingDay } from '../../shared/domain/law/calendar.ts';
import type { Law } from '../../shared/domain/law/law.ts';

export const periods = ['today', 'week', 'month', 'year', 'custom'] as const;
export type Period = (typeof periods)[number];

/** What the journal is filtered by, as it stands in the address. `row`: index of the row the clerk was at. */
export type JournalFilter = {
  period?: Period;
  /** Only with the period `custom`. */
  from?: string;
  to?: string;
  kind?: string;
  status?: (typeof statuses)[number];
  row?: number;
};

/** Reads a filter from an address; what makes no sense there is left out. */
export function readFilter(search: Record<string, unknown>): JournalFilter {
  const { kind, from, to, row } = search;
  const period = periods.find((known) => known === search.period);
  const status = statuses.find((known) => known === search.status);
  return {
    ...(period && { period }),
    ...(typeof from === 'string' && isIsoDate(from) && { from }),
    ...(typeof to === 'string' && isIsoDate(to) && { to }),
    ...(typeof kind === 'string' && kind !== '' && { kind }),
    ...(status && { status }),
    ...(typeof row === 'number' && Number.isInteger(row) && row >= 0 && { row }),
  };
}

/**
 * First and last day of registration of a filter. A paper that is accepted after hours is registered on the next working
 * day: periods that run to today reach as far, so that it does not vanish from sight.
 *
 * @param today the agency's calendar date
 */
export function spanOf(filter: JournalFilter, today: string, law: Law): { from: string; to: string } {
  const { from, to } = calendarSpan(filter, today);
  const reachesToday = filter.period !== 'custom' && from <= today && today <= to;
  const latest = nextWorkingDay(today, law);
  return { from, to: reachesToday && latest > to ? latest : to };
}

function calendarSpan(filter: JournalFilter, today: string): { from: string; to: string } {
  const year = today.slice(0, 4);
  switch (filter.period ?? 'month') {
    case 'today':
      return { from: today, to: today };
    case 'week': {
      const day = toDayNumber(today);
      // 01.01.1970 was a Thursday: Mondays are the days 4, 11, 18 …
      const monday = day - ((((day - 4) % 7) + 7) % 7);
      return { from: fromDayNumber(monday), to: fromDayNumber(monday + 6) };
    }
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: lastOfMonth(today) };
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'custom': {
      const from = filter.from ?? `${year}-01-01`;
      const to = filter.to ?? today;
      return from <= to ? { from, to } : { from: to, to: from };
    }
  }
}

function lastOfMonth(date: string): string {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  return fromDayNumber(toDayNumber(next) - 1);
}
