import { dayNumber, firstDayOfYear, isWeekend, toDayNumber } from '../date/iso-date.ts';
import type { CalendarData, OwnDay } from './law-data.ts';

/** Why a day is free. `holiday`: stable id of the holiday that it is, or that was carried over to it. */
export type DayOff = {
  readonly why: 'weekend' | 'holiday' | 'kurbanAit' | 'carriedOver' | 'transferred';
  readonly holiday?: string;
};

/** One year of the working calendar. Days are day numbers (see `toDayNumber`). */
export type WorkingYear = {
  readonly firstDay: number;
  dayOff(day: number): DayOff | undefined;
  /** Working days of the year before this day. The day after the last one is allowed too. */
  workedBefore(day: number): number;
};

const WEEKEND: DayOff = Object.freeze({ why: 'weekend' });
const TRANSFERRED: DayOff = Object.freeze({ why: 'transferred' });

/**
 * Lays out the free days of a year: fixed holidays, Kurban Ait, holidays carried over from weekends to the next working
 * day (Labour Code art. 85; several in a row push on), and what the Government moved by decree, which outweighs the rest.
 *
 * @param own days that the office has entered, none of which the calendar's decrees name; they outweigh the rest as well
 */
export function layOutYear(year: number, data: CalendarData, own: readonly OwnDay[] = []): WorkingYear {
  const free = freeWeekdaysAndHolidays(year, data);
  const working = new Set<number>();
  const makeOff = (date: string) => void (free.has(toDayNumber(date)) || free.set(toDayNumber(date), TRANSFERRED));
  for (const decree of data.decrees) {
    if (decree.year !== year) continue;
    for (const date of decree.off) makeOff(date);
    for (const date of decree.work) working.add(toDayNumber(date));
  }
  for (const { day, to } of own) {
    if (Number(day.slice(0, 4)) !== year) continue;
    if (to === 'off') makeOff(day);
    else working.add(toDayNumber(day));
  }
  const dayOff = (day: number) => {
    if (working.has(day)) return undefined;
    return free.get(day) ?? (isWeekend(day) ? WEEKEND : undefined);
  };
  const firstDay = firstDayOfYear(year);
  const worked = new Uint16Array(firstDayOfYear(year + 1) - firstDay + 1);
  for (let i = 1; i < worked.length; i++) worked[i] = worked[i - 1]! + (dayOff(firstDay + i - 1) ? 0 : 1);
  return { firstDay, dayOff, workedBefore: (day) => worked[day - firstDay]! };
}

function freeWeekdaysAndHolidays(year: number, data: CalendarData): Map<number, DayOff> {
  const free = new Map<number, DayOff>();
  const toCarry: { day: number; holiday: string }[] = [];
  // A holiday of late December would be carried over into the next January, past the holidays there.
  for (const y of [year - 1, year, year + 1]) {
    for (const holiday of data.holidays) {
      if (!isKept(holiday.years, y)) continue;
      const first = dayNumber(y, holiday.month, holiday.day);
      for (let day = first; day < first + holiday.lengthDays; day++) {
        free.set(day, { why: 'holiday', holiday: holiday.id });
        if (holiday.carriedOver && isWeekend(day)) toCarry.push({ day, holiday: holiday.id });
      }
    }
  }
  for (const { date } of data.kurbanAit.days) {
    const day = toDayNumber(date);
    if (!free.has(day)) free.set(day, { why: 'kurbanAit', holiday: data.kurbanAit.id });
  }
  // Decrees are left out of account here: they are made knowing what is carried over, and a decree entered by hand may
  // name a carried-over day once more, which must not push it on.
  for (const { day, holiday } of toCarry.sort((a, b) => a.day - b.day)) {
    let target = day + 1;
    while (isWeekend(target) || free.has(target)) target++;
    free.set(target, { why: 'carriedOver', holiday });
  }
  return free;
}

function isKept(years: CalendarData['holidays'][number]['years'], year: number): boolean {
  return years?.some(({ from = 0, until = 9999 }) => from <= year && year <= until) ?? true;
}
