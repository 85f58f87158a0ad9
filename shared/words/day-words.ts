import { toDayNumber } from '../domain/date/iso-date.ts';
import type { Translate, WordKey } from './words.ts';

/** Chromium has no Kazakh names of months and weekdays: they stand in our own catalogues. */
const months = [
  'app.date.month.1',
  'app.date.month.2',
  'app.date.month.3',
  'app.date.month.4',
  'app.date.month.5',
  'app.date.month.6',
  'app.date.month.7',
  'app.date.month.8',
  'app.date.month.9',
  'app.date.month.10',
  'app.date.month.11',
  'app.date.month.12',
] as const satisfies WordKey[];

/** Monday first. */
const weekdays = [
  'app.date.weekday.1',
  'app.date.weekday.2',
  'app.date.weekday.3',
  'app.date.weekday.4',
  'app.date.weekday.5',
  'app.date.weekday.6',
  'app.date.weekday.7',
] as const satisfies WordKey[];

/** A day as it is said: `16 желтоқсан`, `16 декабря`. */
export function sayDay(date: string, t: Translate): string {
  const { day, month } = partsOf(date, t);
  return t('app.date.day', { day, month });
}

/** A day with its weekday and year: `2026 жылғы 23 қараша, дүйсенбі`, `понедельник, 23 ноября 2026 года`. */
export function sayFullDay(date: string, t: Translate): string {
  return t('app.date.full', partsOf(date, t));
}

/** @throws RangeError when the text is no date */
function partsOf(date: string, t: Translate) {
  // 01.01.1970 was a Thursday.
  const weekday = (((toDayNumber(date) + 3) % 7) + 7) % 7;
  return {
    day: Number(date.slice(8)),
    month: t(months[Number(date.slice(5, 7)) - 1]!),
    year: date.slice(0, 4),
    weekday: t(weekdays[weekday]!),
  };
}
