import { Temporal } from 'temporal-polyfill';
import { isWorkingDay, nextWorkingDay } from './calendar.ts';
import type { IsoDate, Law } from './law.ts';

/**
 * The day on which a paper counts as registered: the day of acceptance, but after the end of the working day or on a day
 * off the next working day (APPK art. 64; the last second of the working day is data of the law).
 *
 * @param acceptedAt ISO instant with offset, such as `2026-11-23T13:29:59.120Z`
 * @param zone IANA zone of the agency, such as `Asia/Almaty`
 * @throws RangeError when the instant or the zone is none
 */
export function registrationDay(
  acceptedAt: string,
  zone: string,
  law: Law,
): { registeredOn: IsoDate; why: 'sameDay' | 'afterHours' | 'dayOff' } {
  const local = Temporal.Instant.from(acceptedAt).toZonedDateTimeISO(zone);
  const date = local.toPlainDate().toString();
  if (!isWorkingDay(date, law)) return { registeredOn: nextWorkingDay(date, law), why: 'dayOff' };
  const time = local.toPlainTime().toString({ smallestUnit: 'second' });
  if (time > law.regimeOn(date).sameDayUntil) return { registeredOn: nextWorkingDay(date, law), why: 'afterHours' };
  return { registeredOn: date, why: 'sameDay' };
}
