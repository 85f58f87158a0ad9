import type { Colleague, DeskState, Directory, Person } from '../../../shared/contract/shapes.ts';
import { LAST_SEQUENCE } from '../../../shared/domain/number/paper-number.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { Member } from '../open/records.ts';
import { localDate, startOfDay } from './local-time.ts';

/** How the desk stands: the status line and the first screen. */
export async function deskState(office: OpenOffice): Promise<DeskState> {
  const { papers } = office.store;
  const { zone } = office.records.settings;
  const now = office.now();
  const today = localDate(now, zone);
  const year = Math.max(office.greatestYear(), Number(today.slice(0, 4)));
  const [all, accepted, overdue, dueToday] = await Promise.all([
    papers.count().exec(),
    papers.count({ selector: { 'state.acceptedAt': { $gte: startOfDay(today, zone) } } }).exec(),
    papers.count({ selector: { 'state.open': true, 'state.dueOn': { $gt: '', $lt: today } } }).exec(),
    papers.count({ selector: { 'state.open': true, 'state.dueOn': today } }).exec(),
  ]);
  return {
    desk: office.site.desk,
    sample: office.site.sample,
    papers: all,
    today: accepted,
    overdue,
    dueToday,
    lastAcceptedAt: office.lastAcceptedAt(),
    clockBehind: new Date(now).toISOString() < office.lastAcceptedAt(),
    numbersLeft: LAST_SEQUENCE - office.numbers.greatestSequence(office.site.desk, year),
  };
}

/** What the intake offers and the journal names. */
export function directoryOf(office: OpenOffice): Directory {
  const { settings, staff } = office.records;
  const people = staff.map((person) => colleagueOf(person, office.records.memberOf(person.id)));
  return {
    body: { ...settings },
    law: office.assets.lawData,
    subjects: office.assets.subjects,
    higherBodies: office.assets.higherBodies,
    classifier: office.assets.versions.places,
    staff: people.filter(({ id }) => office.session.memberOf(id)),
    former: people.filter(({ id }) => !office.session.memberOf(id)),
    settings: office.desk(),
    used: office.used.now(),
  };
}

/** Says of a person what lists have to know, where there is anything to say. */
function colleagueOf(person: Person, { left, absence }: Partial<Member> = {}): Colleague {
  const substitute = left?.on ? left.substitute : absence?.substitute;
  return {
    ...person,
    ...(left?.on && { leftOn: left.on }),
    ...(absence?.from && { absence: { from: absence.from, to: absence.to } }),
    ...(substitute && { substitute }),
  };
}
