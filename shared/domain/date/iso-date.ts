/** A calendar date without time and zone, `YYYY-MM-DD`, years 0001–9999. Such dates compare as text. */
export type IsoDate = string;

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/** Whether the text is a date that exists, `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  const parts = ISO_DATE.exec(text);
  return parts !== null && isRealDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** Whether there is such a day in the Gregorian calendar. `month` 1–12. */
export function isRealDate(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/**
 * Days since 01.01.1970, so that distances and steps are plain integer arithmetic, independent of any clock or zone.
 *
 * @throws RangeError when the text is no date
 */
export function toDayNumber(date: IsoDate): number {
  const parts = ISO_DATE.exec(date);
  const [year, month, day] = parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : [0, 0, 0];
  if (!isRealDate(year, month, day)) throw new RangeError(`not a date: ${date}`);
  return dayNumber(year, month, day);
}

/** As `toDayNumber`, of a date already taken apart; `month` 1–12. The date is not checked. */
export function dayNumber(year: number, month: number, day: number): number {
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return firstDayOfYear(year) + DAYS_BEFORE_MONTH[month - 1]! + leapDay + day - 1;
}

/** The date that many days after 01.01.1970. */
export function fromDayNumber(day: number): IsoDate {
  const year = yearOfDay(day);
  let rest = day - firstDayOfYear(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month++;
  }
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(rest + 1)}`;
}

export function yearOfDay(day: number): number {
  let year = 1970 + Math.floor(day / 365.2425);
  while (firstDayOfYear(year) > day) year--;
  while (firstDayOfYear(year + 1) <= day) year++;
  return year;
}

/** Day number of 1 January. */
export function firstDayOfYear(year: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return before * 365 + leapDays - 719_162;
}

/** Saturday or Sunday. 01.01.1970 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday >= 5;
}

/** The same day so many months later, or the last of that month where it has no such day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
  return fromDayNumber(dayNumber(year, month, Math.min(Number(date.slice(8)), daysInMonth(year, month))));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
