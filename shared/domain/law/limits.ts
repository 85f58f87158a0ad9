import { toDayNumber } from '../date/iso-date.ts';
import { workingDaysBetween } from './calendar.ts';
import type { IsoDate, Law, LimitName, Limits } from './law.ts';
import { endOf } from './terms.ts';

/** By what a paper's limits are found: its day of registration says which regime governs, its kind may have limits of its own. */
export type Governed = { kind: string; registeredOn: IsoDate };

/** The limit of an act: that of the kind of paper where a law of its own sets one, else the regime's; undefined where there is none. */
export function limitOf<Name extends LimitName>(
  name: Name,
  { kind, registeredOn }: Governed,
  law: Law,
): Limits[Name] | undefined {
  return law.kindOf(kind)?.limits[name] ?? law.regimeOn(registeredOn).limits[name];
}

/**
 * The last day for an act of the procedure, counted from a day; undefined where the law that governs the paper knows no such
 * limit.
 */
export function limitEnd(name: LimitName, from: IsoDate, paper: Governed, law: Law): IsoDate | undefined {
  const limit = limitOf(name, paper, law);
  return limit && endOf(from, limit, law.regimeOn(paper.registeredOn), law);
}

/**
 * Whether a notice of that day comes early enough before the act. Neither day counts: who hears of it on Monday has three working
 * days before Friday.
 */
export function noticeIsEarly(name: LimitName, noticeOn: IsoDate, actOn: IsoDate, paper: Governed, law: Law): boolean {
  const limit = limitOf(name, paper, law);
  if (!limit) return true;
  return workingDaysBetween(toDayNumber(noticeOn) + 1, toDayNumber(actOn), law) >= limit.days;
}
