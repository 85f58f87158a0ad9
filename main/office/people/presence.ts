import type { Named } from '../../../shared/books/fields.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { localDate } from '../services/local-time.ts';

/** Whether somebody is on the staff, and not away, today. */
export function isHere(office: OpenOffice, person: string): boolean {
  const member = office.session.memberOf(person);
  if (!member) return false;
  const today = localDate(office.now(), office.records.settings.zone);
  const { from, to } = member.absence ?? { from: '', to: '' };
  return !(from !== '' && from <= today && (to === '' || today <= to));
}

/**
 * Why somebody can be given no paper (keys of `problems.field`), at intake as in the card; undefined when he can. By id he is of the staff today.
 * A name that was typed may be anybody's, but not that of people who have all left: a namesake who works here is on the staff under it.
 */
export function cannotBeGiven(
  { session, records }: Pick<OpenOffice, 'session' | 'records'>,
  { id, name }: Named,
): 'notOnStaff' | 'formerStaff' | undefined {
  if (id !== '') return session.memberOf(id) ? undefined : 'notOnStaff';
  const typed = foldText(name);
  const called = typed === '' ? [] : records.staff.filter((one) => foldText(one.name) === typed);
  return called.length > 0 && called.every((one) => !session.memberOf(one.id)) ? 'formerStaff' : undefined;
}
