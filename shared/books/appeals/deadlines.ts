import type { Law } from '../../domain/law/law.ts';
import { limitEnd } from '../../domain/law/limits.ts';
import { termOf } from '../../domain/law/terms.ts';
import type { AppealState, Duty } from './state.ts';

/**
 * The last day for the answer: the law's term for the kind, or a later day to which it was extended (art. 76(3)). A kind that this law
 * does not know (yet) has no term here; the paper is kept and shown all the same.
 */
export function dueOn({ kind, registeredOn, extension }: AppealState, law: Law): string {
  const lawful = law.kindOf(kind) ? termOf(kind, registeredOn, law).dueOn : '';
  return extension && extension.until > lawful ? extension.until : lawful;
}

/** The parts that went to others with their expected ends: the body that got one has a full term from the day of the letter (art. 65). */
export function partsOf({ parts, kind }: AppealState, law: Law): AppealState['parts'] {
  return parts.map((part) => ({ ...part, dueOn: law.kindOf(kind) ? termOf(kind, part.on, law).dueOn : '' }));
}

/** What else has to be done by a day. Only for papers in work: a closed one owes nothing. */
export function dutiesOf(state: AppealState, law: Law): Duty[] {
  if (!state.open) return [];
  const { registeredOn, extension, defect, hearing, resolution } = state;
  const notice = extension && !extension.told && limitEnd('extensionNotice', extension.on, registeredOn, law);
  const duties: (Duty | false)[] = [
    !!notice && { what: 'extensionNotice', by: notice },
    defect !== null && { what: 'defect', by: defect.until },
    hearing !== null && !hearing.held && { what: 'hearing', by: hearing.on },
    resolution !== null && resolution.ownDueOn !== '' && { what: 'ownDeadline', by: resolution.ownDueOn },
  ];
  return duties.filter((duty) => duty !== false).sort((a, b) => (a.by < b.by ? -1 : 1));
}
