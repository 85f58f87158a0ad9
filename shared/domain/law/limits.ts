import { toDayNumber } from '../date/iso-date.ts';
import { workingDaysBetween } from './calendar.ts';
import type { IsoDate, Law, LimitName } from './law.ts';
import { endOf } from './terms.ts';

/**
 * The last day for an act of the procedure (`limits` of the regime), counted from a day; undefined where the law that governs the
 * paper knows no such limit.
 *
 * @param registeredOn decides which law governs
 */
export function limitEnd(name: LimitName, from: IsoDate, registeredOn: IsoDate, law: Law): IsoDate | undefined {
  const regime = law.regimeOn(registeredOn);
  const limit = regime.limits[name];
  return limit && endOf(from, limit, regime, law);
}

/**
 * Whether a notice of that day comes early enough before the act. Neither day counts: who hears of it on Monday has three working
 * days before Friday.
 */
export function noticeIsEarly(
  name: LimitName,
  noticeOn: IsoDate,
  actOn: IsoDate,
  registeredOn: IsoDate,
  law: Law,
): boolean {
  const limit = law.regimeOn(registeredOn).limits[name];
  if (!limit) return true;
  return workingDaysBetween(toDayNumber(noticeOn) + 1, toDayNumber(actOn), law) >= limit.days;
}
