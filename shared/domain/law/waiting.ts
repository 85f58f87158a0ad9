import { fromDayNumber, type IsoDate, toDayNumber } from '../date/iso-date.ts';
import { workingDayFrom, workingDaysBetween } from './calendar.ts';
import type { Law } from './law.ts';
import { endOf, type Term } from './terms.ts';

/** A time in which a paper waits for the applicant to mend it (APPK art. 63, 93): from the notice to the day it was brought into line. */
export type Wait = { from: IsoDate; to: IsoDate };

/**
 * The last day of a term with the waits in it, by the rule of the regime that governs the paper: the term runs on; or stands still from
 * the day after the notice to the day before the paper is whole; or begins anew on the day on which it is whole.
 */
export function endAfterWaits(term: Term, waits: readonly Wait[], law: Law): IsoDate {
  const regime = law.regimeOn(term.registeredOn);
  const last = waits.at(-1);
  if (!last) return term.dueOn;
  switch (regime.waiting.rule) {
    case 'runsOn':
      return term.dueOn;
    case 'standsStill':
      return later(term.dueOn, waits, term.unit === 'workingDay', law);
    case 'beginsAnew':
      return endOf(last.to, term, regime, law);
  }
}

/** A day moved on by the days that were waited, in working days or in all; never a day off. */
function later(day: IsoDate, waits: readonly Wait[], inWorkingDays: boolean, law: Law): IsoDate {
  let end = toDayNumber(day);
  for (const { from, to } of waits) {
    const [first, after] = [toDayNumber(from) + 1, toDayNumber(to)];
    if (after <= first) continue;
    if (!inWorkingDays) end += after - first;
    else for (let left = workingDaysBetween(first, after, law); left > 0; left--) end = workingDayFrom(end + 1, law);
  }
  return fromDayNumber(workingDayFrom(end, law));
}
