import { isBeforeObjection } from '../../../shared/books/appeals/check-action.ts';
import { latestExtension, unusualExtension } from '../../../shared/books/appeals/deadlines.ts';
import type { AppealEntry } from '../../../shared/books/appeals/entry.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Named } from '../../../shared/books/fields.ts';
import { fromDayNumber, isIsoDate, toDayNumber } from '../../../shared/domain/date/iso-date.ts';
import { isWorkingDay } from '../../../shared/domain/law/calendar.ts';
import type { Law } from '../../../shared/domain/law/law.ts';
import { noticeIsEarly } from '../../../shared/domain/law/limits.ts';
import type { DecisionKind } from '../../../shared/domain/life/decisions.ts';
import { readDate } from '../../inputs/typed-values.ts';

/** What a form is about: the paper as it is, the law, the day. */
export type About = {
  state: AppealState;
  /** As it was written down, with what was corrected since; undefined where this program does not know its shape. */
  entry: AppealEntry | undefined;
  law: Law;
  today: string;
  /** Code of the place where the applicant lives; '' where it is not known. */
  place: string;
  /** Who is proposed for a paper that has nobody (`use-usual.ts`). */
  usualExecutor: Named | undefined;
};

/** Nobody is looked for further off than this. */
const MOST_DAYS = 60;

export function isComplaint({ state, law }: Pick<About, 'state' | 'law'>): boolean {
  return law.kindOf(state.kind)?.decidedAs === 'complaint';
}

/** The last day up to which a term may be extended without a reason of its own; '' where the law names none. */
export function latestLawful({ state, law }: About): string {
  return latestExtension(state, law) ?? '';
}

/** Whether the new term wants a reason of its own. */
export function isUnusualExtension({ until = '' }: Readonly<Record<string, string>>, { state, law }: About): boolean {
  const day = readDate(until);
  return isIsoDate(day) && unusualExtension(day, state, law) !== undefined;
}

/** Whether the minutes are of an earlier day than that for which the hearing was called. */
export function isEarlyHearing({ on = '' }: Readonly<Record<string, string>>, { state: { hearing } }: About): boolean {
  const day = readDate(on);
  return isIsoDate(day) && hearing !== null && day < hearing.on;
}

/** Whether the applicant still has time to object to the decision. */
export function isEarlyDecision(
  { decision, on = '' }: Readonly<Record<string, string>>,
  { state, law }: About,
): boolean {
  const day = readDate(on);
  return isIsoDate(day) && isBeforeObjection({ decision: decision as DecisionKind, on: day }, state, law);
}

/** The first working day on which the applicant, told today, can be heard. */
export function earliestHearing({ state, law, today }: About): string {
  for (let day = toDayNumber(today) + 1; day < toDayNumber(today) + MOST_DAYS; day++) {
    const on = fromDayNumber(day);
    if (isWorkingDay(on, law) && noticeIsEarly('hearingNotice', today, on, state, law)) return on;
  }
  return '';
}
