import { z } from 'zod';
import { dayOff, isWorkingDay } from '../domain/law/calendar.ts';
import type { IsoDate, Law, OwnDay } from '../domain/law/law.ts';
import type { BookRules } from '../domain/log/fold.ts';
import type { Author } from '../domain/log/line.ts';
import { requiredLine } from './fields.ts';

/**
 * Days that an office's administrator enters from a decree (a day off, a working Saturday), while the registry's calendar does not have
 * them yet. A record a year, `days:<year>`; each day is a field of its own, so that two people who enter two days do not contradict each
 * other. Nothing is deleted: a wrong day is taken back by a line.
 */

/** What the administrator types. */
export const dayEntrySchema = z.object({
  day: z.iso.date('notDate'),
  to: z.enum(['off', 'work'], 'unknownValue'),
  decree: z.object({ number: requiredLine(60), date: z.iso.date('notDate'), name: requiredLine(300) }),
});
export type DayEntry = z.infer<typeof dayEntrySchema>;

/** `line`: the one that entered the day. Why, since whoever comes later asks. */
export const dayTakenBackSchema = z.object({ line: z.string().max(40), why: requiredLine(300) });

/** A day as it was entered, by which line, and what became of it. */
export type EnteredDay = DayEntry & {
  line: string;
  by: Author;
  at: string;
  takenBack: { by: Author; at: string; why: string } | null;
};

export const daysRules: BookRules<Record<string, never>, EnteredDay[], unknown> = {
  id: 'days',
  start: () => [],
  actions: {
    enter: {
      v: 1,
      apply: (state, { id, by, at, data }) => {
        const entry = dayEntrySchema.safeParse(data);
        if (!entry.success) return { refused: 'malformed' };
        return { state: [...state, { ...entry.data, line: id, by, at, takenBack: null }] };
      },
      decides: ({ data }) => [String(data.day)],
    },
    takeBack: {
      v: 1,
      apply: (state, { by, at, data }) => {
        const checked = dayTakenBackSchema.safeParse(data);
        const meant = checked.success && state.find(({ line }) => line === checked.data.line);
        if (!meant) return { refused: 'malformed' };
        if (meant.takenBack) return { state };
        const takenBack = { by, at, why: checked.data.why };
        return { state: state.map((one) => (one === meant ? { ...one, takenBack } : one)) };
      },
    },
  },
  finish: (state) => state,
};

/** The days that hold: of a day entered more than once the last that was not taken back. In the order of the days. */
export function daysInForce(entered: readonly EnteredDay[]): EnteredDay[] {
  const holding = new Map<IsoDate, EnteredDay>();
  for (const one of entered) if (!one.takenBack) holding.set(one.day, one);
  return [...holding.values()].sort((a, b) => (a.day < b.day ? -1 : 1));
}

/** The same as the law takes them. */
export function ownDays(entered: readonly EnteredDay[]): OwnDay[] {
  return daysInForce(entered).map(({ day, to, decree }) => ({ day, to, decree }));
}

/** One thing to say at a field of the form. Words: `problems.field` for errors, `law.days.warning` for warnings. */
export type DayIssue = { path: string; message: string; severity: 'error' | 'warning' };

/** Further ahead no decree reaches. Years. */
const YEARS_AHEAD = 2;

/**
 * What is wrong or worth knowing about a day that is to be entered. Errors are refused; a warning may be gone past.
 *
 * @param law with the days that hold already
 * @param today the agency's calendar date
 */
export function checkDay(input: unknown, law: Law, today: IsoDate): DayIssue[] {
  const parsed = dayEntrySchema.safeParse(input);
  const issues: DayIssue[] = (parsed.error?.issues ?? []).map(({ path, message }) =>
    error(path.join('.'), isCode(message) ? message : 'invalid'),
  );
  const { day, to, decree } = (parsed.data ?? input ?? {}) as Partial<DayEntry>;
  if (typeof day === 'string' && isDate(day)) issues.push(...checkDate(day, to, law, today));
  const decreedOn = decree?.date;
  if (typeof decreedOn === 'string' && isDate(decreedOn)) {
    if (decreedOn > today) issues.push(error('decree.date', 'futureDate'));
    else if (Number(decreedOn.slice(0, 4)) < law.calendarKnownFrom) issues.push(error('decree.date', 'yearTooFar'));
  }
  return issues;
}

function checkDate(day: IsoDate, to: DayEntry['to'] | undefined, law: Law, today: IsoDate): DayIssue[] {
  const year = Number(day.slice(0, 4));
  if (year < law.calendarKnownFrom || year > Number(today.slice(0, 4)) + YEARS_AHEAD)
    return [error('day', 'yearTooFar')];
  if (law.decreed(day)) return [error('day', 'dayInCalendar')];
  if (law.days.some((one) => one.day === day)) return [error('day', 'dayTwice')];
  if (to === 'off' && !isWorkingDay(day, law)) return [error('day', 'alreadyOff')];
  if (to === 'work' && isWorkingDay(day, law)) return [error('day', 'alreadyWorking')];
  const issues: DayIssue[] = [];
  if (to === 'work' && dayOff(day, law)?.why === 'holiday') issues.push(warning('day', 'holidayWorked'));
  if (day < today) issues.push(warning('day', 'pastDay'));
  return issues;
}

/** A code of ours, not a sentence of the schema's own. */
const isCode = (message: string) => /^[a-z][A-Za-z]+$/.test(message);
const isDate = (value: string) => z.iso.date().safeParse(value).success;
const error = (path: string, message: string): DayIssue => ({ path, message, severity: 'error' });
const warning = (path: string, message: string): DayIssue => ({ path, message, severity: 'warning' });
