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
