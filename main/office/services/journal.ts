import type { MangoQuerySelector } from 'rxdb';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { JournalPage, JournalQuery, JournalSelection } from '../../../shared/contract/journal.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import { fromDayNumber, toDayNumber } from '../../../shared/domain/date/iso-date.ts';
import { SOON_DAYS } from '../../../shared/domain/law/deadline.ts';
import { mayDo } from '../../../shared/domain/life/rights.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { entryNow } from './entry-now.ts';
import { localDate } from './local-time.ts';

/** Newest first: by day of registration, then in the order of registration. */
export const newestFirst = [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }] as const;

/** One page of a journal, newest first. */
export async function journalPage(office: OpenOffice, query: JournalQuery): Promise<JournalPage> {
  const selector = selectorOf(office, query);
  const { papers } = office.store;
  const total = await papers.count({ selector }).exec();
  const page = await papers.find({ selector, sort: [...newestFirst], skip: query.offset, limit: query.limit }).exec();
  const row = rowsFor(office);
  return { rows: page.map((document) => row(document.toJSON() as StoredPaper)), total };
}

/** The papers a journal shows, as a query of the store. What depends on the day means the agency's day. */
export function selectorOf(office: OpenOffice, selection: JournalSelection): MangoQuerySelector<StoredPaper> {
  const { book, from, to, kind, status, subject, executor, way, due, official } = selection;
  return {
    book,
    ...(kind !== undefined && { 'state.kind': kind }),
    ...(status !== undefined && { 'state.status': status }),
    // '/' follows '.', which parts the levels: the subject itself and all below it, and nothing else.
    ...(subject !== undefined && { 'state.subject': { $gte: subject, $lt: `${subject}/` } }),
    ...(executor !== undefined && { 'state.executor': executor }),
    ...(way !== undefined && { 'state.way': way }),
    ...(official !== undefined && { 'state.official': official === 'none' ? '' : { $gt: '' } }),
    // A void number is entered nowhere.
    ...(official === 'none' && status === undefined && { 'state.status': { $ne: 'void' } }),
    ...(due !== undefined && { 'state.open': true, 'state.dueOn': dueRange(due, today(office)) }),
    'state.registeredOn': { $gte: from, $lte: to },
  };
}

function dueRange(due: NonNullable<JournalSelection['due']>, today: string) {
  switch (due) {
    case 'overdue':
      return { $gt: '', $lt: today };
    case 'today':
      return { $gte: today, $lte: today };
    case 'soon':
      return { $gte: today, $lte: fromDayNumber(toDayNumber(today) + SOON_DAYS) };
  }
}

const today = (office: OpenOffice) => localDate(office.now(), office.records.settings.zone);

/** Papers as lists show them to whoever works here now. */
export function rowsFor(office: OpenOffice): (stored: StoredPaper) => Row {
  const whole = mayDo(office.roles(), 'seeWhole');
  return (stored) => rowOf(stored, whole);
}

/** A paper as lists show it. @param whole with the IIN of a person as it is; else its last four digits */
export function rowOf(stored: StoredPaper, whole = false): Row {
  const { id, book, state } = stored;
  const { acceptedAt, registeredOn, dueOn, status, open, kind, way, subject, executor, from, summary, official } =
    state;
  // As the card has it. Of a book that is not known here nothing is.
  const { executorName = '' } = state as Partial<AppealState>;
  const { applicant, paper } = entryNow(stored);
  return {
    number: id,
    official,
    book,
    acceptedAt,
    registeredOn,
    dueOn,
    status,
    open,
    kind,
    way,
    subject,
    executor,
    executorName,
    from,
    applicantType: applicant.type,
    idNumber: whole || applicant.type === 'legalEntity' ? applicant.idNumber : masked(applicant.idNumber),
    place: applicant.place.name,
    summary,
    sheets: paper.sheets,
    attachments: paper.attachments,
    senderNumber: paper.senderNumber,
    senderDate: paper.senderDate,
  };
}

/** `850412400123` → `••••••••0123`; too short a number shows nothing. */
function masked(number: string): string {
  const shown = number.length >= 8 ? number.slice(-4) : '';
  return '•'.repeat(number.length - shown.length) + shown;
}
