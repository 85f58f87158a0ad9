import { fromDayNumber, type IsoDate, isWeekend, toDayNumber, yearOfDay } from '../date/iso-date.ts';
import type { Law } from './law.ts';
import type { DayOff } from './working-year.ts';

/**
 * The working calendar: five days a week, holidays, carried-over and moved days (domain §5).
 * Every function throws a RangeError when a date is none.
 */

export function isWorkingDay(date: IsoDate, law: Law): boolean {
  return dayOff(date, law) === undefined;
}

/** Why the day is free; undefined when it is a working day. */
export function dayOff(date: IsoDate, law: Law): DayOff | undefined {
  return dayOffAt(toDayNumber(date), law);
}

/** The first working day strictly after the date. */
export function nextWorkingDay(date: IsoDate, law: Law): IsoDate {
  return fromDayNumber(workingDayFrom(toDayNumber(date) + 1, law));
}

/** As `dayOff`, by day number. */
export function dayOffAt(day: number, law: Law): DayOff | undefined {
  return law.workingYear(yearOfDay(day)).dayOff(day);
}

/** The day itself when it is a working one, else the next that is. */
export function workingDayFrom(day: number, law: Law): number {
  while (dayOffAt(day, law)) day++;
  return day;
}

/** Working days from `from` up to, but not including, `to`; negative when `to` is the earlier. */
export function workingDaysBetween(from: number, to: number, law: Law): number {
  if (to < from) return 0 - workingDaysBetween(to, from, law);
  const [first, last] = [yearOfDay(from), yearOfDay(to)];
  let count = law.workingYear(last).workedBefore(to) - law.workingYear(first).workedBefore(from);
  for (let year = first; year < last; year++) {
    count += law.workingYear(year).workedBefore(law.workingYear(year + 1).firstDay);
  }
  return count;
}

/** Weekdays of the span (both ends included) that are free, and weekend days of it that are worked. */
export function unusualDays(from: number, to: number, law: Law): { free: FreeWeekday[]; workingWeekends: IsoDate[] } {
  const free: FreeWeekday[] = [];
  const workingWeekends: IsoDate[] = [];
  for (let day = from; day <= to; day++) {
    const off = dayOffAt(day, law);
    if (isWeekend(day)) {
      if (!off) workingWeekends.push(fromDayNumber(day));
    } else if (off && off.why !== 'weekend') {
      free.push({ date: fromDayNumber(day), why: off.why, ...(off.holiday !== undefined && { holiday: off.holiday }) });
    }
  }
  return { free, workingWeekends };
}

/** A day from Monday to Friday on which nobody works. */
export type FreeWeekday = { date: IsoDate; why: Exclude<DayOff['why'], 'weekend'>; holiday?: string };
