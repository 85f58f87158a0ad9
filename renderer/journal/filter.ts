import {
  everSpan,
  type JournalFilter,
  type JournalPeriod,
  journalFilterSchema,
} from '../../shared/contract/journal.ts';
import { fromDayNumber, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { nextWorkingDay } from '../../shared/domain/law/calendar.ts';
import type { Law } from '../../shared/domain/law/law.ts';

/** The filter as it stands in the address. `row`: index of the row the clerk was at. */
export type JournalSearch = JournalFilter & { row?: number };

/** What a journal shows when nothing is chosen. */
export const USUAL_PERIOD: JournalPeriod = 'month';

/** Reads a filter from an address; what makes no sense there is left out. */
export function readSearch(search: Record<string, unknown>): JournalSearch {
  const { row, ...filter } = search;
  return {
    ...readFilter(filter),
    ...(typeof row === 'number' && Number.isInteger(row) && row >= 0 && { row }),
  };
}

function readFilter(typed: Record<string, unknown>): JournalFilter {
  const known: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(journalFilterSchema.shape)) {
    const value = typed[field] === '' ? undefined : schema.safeParse(typed[field]).data;
    if (value !== undefined) known[field] = value;
  }
  return known;
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
  switch (filter.period ?? USUAL_PERIOD) {
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
    case 'quarter': {
      const first = Math.floor((Number(today.slice(5, 7)) - 1) / 3) * 3 + 1;
      return { from: `${year}-${twoDigits(first)}-01`, to: lastOfMonth(`${year}-${twoDigits(first + 2)}-01`) };
    }
    case 'all':
      return everSpan;
    case 'year':
      return { from: `${year}-01-01`, to: `${year}-12-31` };
    case 'custom': {
      const from = filter.from ?? `${year}-01-01`;
      const to = filter.to ?? today;
      return from <= to ? { from, to } : { from: to, to: from };
    }
  }
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

function lastOfMonth(date: string): string {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${twoDigits(month + 1)}-01`;
  return fromDayNumber(toDayNumber(next) - 1);
}
