import { checkDay, dayEntrySchema, daysInForce, type EnteredDay } from '../../../shared/books/office-days.ts';
import type { LawDays, OwnDayRow } from '../../../shared/contract/law-days.ts';
import type { StartRule } from '../../../shared/domain/law/law.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { localDate } from './local-time.ts';

/** The days that the office has entered from decrees, beside those that its calendar has. */
export function lawDays(office: OpenOffice): LawDays {
  const { lawData, versions } = office.assets;
  const decrees = lawData.calendar.decrees.flatMap(({ off, work }) => [
    ...off.map((day) => ({ day, to: 'off' as const })),
    ...work.map((day) => ({ day, to: 'work' as const })),
  ]);
  return {
    mayChange: mayChange(office),
    today: today(office),
    own: [...office.records.days].reverse().map((one) => ({ ...one, stands: standsOf(one, office) })),
    calendar: { version: versions.calendar, from: office.calendarFrom() },
    startRule: lawData.startRule ?? null,
    decrees: decrees.sort((a, b) => (a.day > b.day ? -1 : 1)),
  };
}

/**
 * Enters a day in the clerk's name. When it returns, the day holds here.
 *
 * @throws ProblemError `notAllowed`; `invalidEntry` with every issue and its path; `noClerk`, `registryWouldRefuse`
 */
export async function enterDay(office: OpenOffice, typed: unknown): Promise<void> {
  requireRight(office);
  const issues = checkDay(typed, office.assets.law, today(office)).filter(({ severity }) => severity === 'error');
  if (issues.length > 0)
    throw new ProblemError('invalidEntry', {
      issues: issues.map(({ path, message }) => ({ path: path.split('.'), code: message })),
    });
  const entry = dayEntrySchema.parse(typed);
  await office.writeRecord(recordOf(entry.day), { do: 'enter', data: entry }, office.clerk());
}

/**
 * Chooses how the days of terms are counted, for the whole office (domain §0.5). When it returns, it holds here.
 *
 * @throws ProblemError `notAllowed`; `noClerk`, `registryWouldRefuse`
 */
export async function chooseStartRule(office: OpenOffice, value: StartRule): Promise<void> {
  requireRight(office);
  await office.writeRecord('settings', { do: 'set', data: { field: 'startRule', value } }, office.clerk());
}

/**
 * Takes a day back that was entered wrongly: by a line, nothing is deleted.
 *
 * @throws ProblemError `notAllowed`; `invalidEntry` where there is no such day or it was taken back already; `noClerk`, `registryWouldRefuse`
 */
export async function takeBackDay(office: OpenOffice, data: { line: string; why: string }): Promise<void> {
  requireRight(office);
  const meant = office.records.days.find(({ line }) => line === data.line);
  if (!meant || meant.takenBack)
    throw new ProblemError('invalidEntry', { issues: [{ path: ['line'], code: 'takenBackAlready' }] });
  await office.writeRecord(recordOf(meant.day), { do: 'takeBack', data }, office.clerk());
}

const today = (office: OpenOffice) => localDate(office.now(), office.records.settings.zone);
const recordOf = (day: string) => `days:${day.slice(0, 4)}`;

/**
 * What somebody writes who is not administrator does not count anywhere, where a registry or anybody has made one: it is not written.
 */
function mayChange({ desk, records, roles, session, site }: OpenOffice): boolean {
  const isFree = site.grant === undefined && session.administrators().length === 0;
  return roles().includes('administrator') && (isFree || records.memberOf(desk().clerk)?.isAdministrator === true);
}

function requireRight(office: OpenOffice): void {
  office.clerk();
  if (!mayChange(office)) throw new ProblemError('notAllowed');
}

function standsOf(entered: EnteredDay, { assets, records }: OpenOffice): OwnDayRow['stands'] {
  if (entered.takenBack) return 'takenBack';
  if (!daysInForce(records.days).includes(entered)) return 'replaced';
  return assets.law.decreed(entered.day) ? 'inCalendar' : 'inForce';
}
