import { fromDayNumber, toDayNumber } from '../../domain/date/iso-date.ts';
import { workingDayFrom } from '../../domain/law/calendar.ts';
import type { Law } from '../../domain/law/law.ts';
import { limitEnd, limitOf } from '../../domain/law/limits.ts';
import { decidedAs, isHeard } from '../../domain/law/procedure.ts';
import { termOf } from '../../domain/law/terms.ts';
import { endAfterWaits } from '../../domain/law/waiting.ts';
import type { AppealState, Duty } from './state.ts';

/** What a term hangs on. */
type Timed = Pick<AppealState, 'kind' | 'registeredOn' | 'extension' | 'waits'> &
  Partial<Pick<AppealState, 'withCheck'>>;

/**
 * The last day for the answer: the law's term for the kind with what the paper waited for the applicant (art. 63), or a later day to which it
 * was extended (art. 76(3)); when that has become a day off, the next working one. A paper that still waits is taken for mended on the last
 * day that the applicant was given. A kind that this law does not know (yet) has no term here; the paper is kept and shown all the same.
 */
export function dueOn({ kind, registeredOn, extension, waits, withCheck }: Timed, law: Law): string {
  const lawful = law.kindOf(kind) ? endAfterWaits(termOf(kind, registeredOn, law, { withCheck }), waits, law) : '';
  if (!extension) return lawful;
  const extended = fromDayNumber(workingDayFrom(toDayNumber(extension.until), law));
  return extended > lawful ? extended : lawful;
}

/** To which day the law lets it be extended, counted from registration or from the end of the term; undefined where it sets no ceiling. */
export function latestExtension(state: Timed, law: Law): string | undefined {
  const fromTerm = limitOf('extensionMost', state, law)?.after === 'term' && law.kindOf(state.kind) !== undefined;
  const from = fromTerm ? dueOn({ ...state, extension: null }, law) : state.registeredOn;
  return limitEnd('extensionMost', from, state, law);
}

/** Why an extension to a day wants a reason of its own: it goes beyond the ceiling, or the law has one extension only. */
export function unusualExtension(
  until: string,
  state: Timed,
  law: Law,
): 'beyondCeiling' | 'extendedBefore' | undefined {
  const ceiling = latestExtension(state, law);
  if (ceiling !== undefined && until > ceiling) return 'beyondCeiling';
  return state.extension && limitOf('extensionMost', state, law)?.once ? 'extendedBefore' : undefined;
}

/** The parts that went to others with their expected ends: the body that got one has a full term from the day of the letter (art. 65). */
export function partsOf({ parts, kind }: Pick<AppealState, 'parts' | 'kind'>, law: Law): AppealState['parts'] {
  return parts.map((part) => ({ ...part, dueOn: law.kindOf(kind) ? termOf(kind, part.on, law).dueOn : '' }));
}

/** What else has to be done by a day. Only for papers in work: a closed one owes nothing. */
export function dutiesOf(state: AppealState, law: Law): Duty[] {
  if (!state.open) return [];
  const { extension, defect, resolution, decision } = state;
  const notice = extension && !extension.told && limitEnd('extensionNotice', extension.on, state, law);
  const isOwed = isOfOwnAct(state, law) && decision?.kind !== 'satisfyFully';
  const onward = isOwed && limitEnd('passingOn', state.registeredOn, state, law);
  const duties: (Duty | false)[] = [
    !!onward && { what: 'passingOn', by: onward },
    !!notice && { what: 'extensionNotice', by: notice },
    defect !== null && { what: 'defect', by: defect.until },
    awaitsHearing(state, law) && { what: 'hearing', by: state.hearing!.on },
    resolution !== null && resolution.ownDueOn !== '' && { what: 'ownDeadline', by: resolution.ownDueOn },
  ];
  return duties.filter((duty) => duty !== false).sort((a, b) => (a.by < b.by ? -1 : 1));
}

/**
 * Called, and still to be held: what was decided without it, for the applicant, wants none any more (art. 73), nor does what is under a law that
 * hears nobody.
 */
export function awaitsHearing(state: AwaitsHearing, law: Law): boolean {
  const { open, hearing, hearingWaived, decision } = state;
  return open && hearing !== null && !hearing.held && !hearingWaived && decision === null && isHeard(state, law);
}
type AwaitsHearing = Pick<AppealState, 'open' | 'hearing' | 'hearingWaived' | 'decision' | 'registeredOn'>;

/** Art. 91, 3 and 4: a complaint by the code that contests an act of the body that took it. Of other laws' complaints the code says nothing. */
export function isOfOwnAct(state: AppealState, law: Law): boolean {
  return state.contestsOwn && decidedAs(state, law) === 'complaint' && law.kindOf(state.kind)?.group === 'appeal';
}
