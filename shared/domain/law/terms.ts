import { addMonths, fromDayNumber, toDayNumber } from '../date/iso-date.ts';
import { dayOffAt, type FreeWeekday, unusualDays, workingDayFrom, workingDaysBetween } from './calendar.ts';
import { type IsoDate, type Law, lastFrom, type Regime, type StartRule, type TermUnit } from './law.ts';

/** A term of review with everything needed to say in words how it came about. */
export type Term = {
  kind: string;
  /** Id of the regime that holds on the day of registration. */
  regime: string;
  /** Length, in `unit`s. */
  days: number;
  unit: TermUnit;
  startRule: StartRule;
  registeredOn: IsoDate;
  /** The day counted as the first. */
  firstDay: IsoDate;
  /** The last day; never a day off. */
  dueOn: IsoDate;
  /** Free weekdays that the term passed over (weekends are not listed). */
  skipped: FreeWeekday[];
  /** Weekend days that counted as working days. */
  workingWeekends: IsoDate[];
  /** Calendar-day and month terms: the day off on which it would have ended. */
  movedFrom?: IsoDate;
  /** False when the term reaches into a year whose Government decrees are not known. */
  calendarKnown: boolean;
};

/**
 * The term of review of a paper of this kind registered that day (domain §1.3). Working-day terms count working days
 * only; calendar-day and month terms run straight and, ending on a day off, move to the next working day.
 *
 * @param options.withCheck further information or a check on the spot is needed: the longer term of Law №221
 * @throws RangeError when there is no such kind, or the date is none
 */
export function termOf(
  kind: string,
  registeredOn: IsoDate,
  law: Law,
  options: { withCheck?: boolean | undefined } = {},
): Term {
  const lines = law.kindOf(kind)?.terms;
  if (!lines) throw new RangeError(`no such kind of paper: ${kind}`);
  const registered = toDayNumber(registeredOn);
  const line = lastFrom(lines, registeredOn);
  const regime = law.regimeOn(registeredOn);
  const startRule = law.startRuleOf(regime);
  const days = (options.withCheck === true ? line.daysWithCheck : undefined) ?? line.days;

  const start = startRule === 'nextDay' ? registered + 1 : registered;
  const inWorkingDays = line.unit === 'workingDay';
  const first = inWorkingDays ? workingDayFrom(start, law) : start;
  const end = lastDay(line.unit, days, { registeredOn, start, first }, law);
  const due = workingDayFrom(end, law);
  // What calendar-day and month terms meet on their way does not lengthen them: only the days at their end count.
  const unusual = unusualDays(inWorkingDays ? start : end, due, law);
  return {
    kind,
    regime: regime.id,
    days,
    unit: line.unit,
    startRule,
    registeredOn,
    firstDay: fromDayNumber(first),
    dueOn: fromDayNumber(due),
    skipped: unusual.free,
    workingWeekends: unusual.workingWeekends,
    ...(due !== end && { movedFrom: fromDayNumber(end) }),
    calendarKnown: isKnown(fromDayNumber(start), law) && isKnown(fromDayNumber(due), law),
  };
}

/** Whether the law has a longer term for a paper that needs a check (Law №221). */
export function hasLongerTerm(kind: string, registeredOn: IsoDate, law: Law): boolean {
  const lines = law.kindOf(kind)?.terms;
  return lines !== undefined && lastFrom(lines, registeredOn).daysWithCheck !== undefined;
}

/**
 * How far off the last day is: 0 on the day itself, negative when it has passed. `working` counts the working days still
 * to come, today not among them.
 *
 * @throws RangeError when a date is none
 */
export function daysLeft(
  dueOn: IsoDate,
  today: IsoDate,
  law: Law,
): { calendar: number; working: number; overdue: boolean } {
  const [due, now] = [toDayNumber(dueOn), toDayNumber(today)];
  return { calendar: due - now, working: workingDaysBetween(now + 1, due + 1, law), overdue: now > due };
}

/**
 * The last day of a term that runs from a day, counted by the term's own rule, else the regime's; moved to the next working day when it would end on
 * a day off.
 *
 * @throws RangeError when the date is none
 */
export function endOf(
  from: IsoDate,
  term: { days: number; unit: TermUnit; startRule?: StartRule | undefined },
  regime: Regime,
  law: Law,
): IsoDate {
  const day = toDayNumber(from);
  const start = (term.startRule ?? law.startRuleOf(regime)) === 'nextDay' ? day + 1 : day;
  const first = term.unit === 'workingDay' ? workingDayFrom(start, law) : start;
  const end = lastDay(term.unit, term.days, { registeredOn: from, start, first }, law);
  return fromDayNumber(workingDayFrom(end, law));
}

function lastDay(
  unit: TermUnit,
  days: number,
  from: { registeredOn: IsoDate; start: number; first: number },
  law: Law,
): number {
  switch (unit) {
    case 'workingDay':
      return nthWorkingDay(from.first, days, law);
    case 'calendarDay':
      return from.first + days - 1;
    case 'month': {
      // By the civil-law rule a month ends on the same number of the next month; counting the first day in, a day earlier.
      const inclusive = from.start === toDayNumber(from.registeredOn);
      return toDayNumber(addMonths(from.registeredOn, days)) - (inclusive ? 1 : 0);
    }
  }
}

/** `first` is a working day and the first one counted. */
function nthWorkingDay(first: number, n: number, law: Law): number {
  let day = first;
  for (let counted = 1; counted < n; day++) if (!dayOffAt(day + 1, law)) counted++;
  return day;
}

function isKnown(date: IsoDate, law: Law): boolean {
  const year = Number(date.slice(0, 4));
  return year >= law.calendarKnownFrom && year <= law.calendarKnownUntil;
}
