import type { MangoQuerySelector } from 'rxdb';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import type { JournalPage, JournalQuery, Row } from '../../../shared/contract/shapes.ts';
import { compareText } from '../../../shared/domain/log/graph.ts';
import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import { plainDigits } from '../../../shared/domain/text/digits.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { searchFullText } from '../../store/search.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** One page of a journal, newest first: by day of registration, then in the order of registration. */
export async function journalPage(office: OpenOffice, query: JournalQuery): Promise<JournalPage> {
  const selector: MangoQuerySelector<StoredPaper> = {
    book: query.book,
    ...(query.kind !== undefined && { 'state.kind': query.kind }),
    ...(query.status !== undefined && { 'state.status': query.status }),
    'state.registeredOn': { $gte: query.from, $lte: query.to },
  };
  const { papers } = office.store;
  const total = await papers.count({ selector }).exec();
  const page = await papers
    .find({
      selector,
      sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }],
      skip: query.offset,
      limit: query.limit,
    })
    .exec();
  return { rows: page.map((document) => rowOf(document.toJSON() as StoredPaper)), total };
}

/** Papers by number (in any grouping) or by words, newest first. Any typed string is safe. */
export async function findPapers(office: OpenOffice, text: string, limit: number): Promise<Row[]> {
  const { papers } = office.store;
  const number = parseNumber(text);
  if (number.ok) {
    const found = await papers.findOne(number.digits).exec();
    return found ? [rowOf(found.toJSON() as StoredPaper)] : [];
  }
  const asked = numbersMeant(text) ?? [foldText(text)];
  const ids = [...new Set(asked.flatMap((one) => searchFullText(office.store.connection, 'papers', one, limit)))];
  const found = await papers.findByIds(ids).exec();
  return ids
    .flatMap((id) => found.get(id) ?? [])
    .map((document) => document.toJSON() as StoredPaper)
    .sort((a, b) => compareText(b.state.order, a.state.order))
    .slice(0, limit)
    .map(rowOf);
}

/**
 * What a text of digits may be the beginning of: a number, an IIN, or a telephone, which is kept without the country's +7 or 8.
 * Undefined when it is no such text.
 */
function numbersMeant(text: string): string[] | undefined {
  const digits = plainDigits(text).replace(/[().+\uFF0B]/g, '');
  if (!/^\d+$/.test(digits)) return undefined;
  return /^[78]\d/.test(digits) ? [digits, digits.slice(1)] : [digits];
}

/** A paper as lists show it. */
export function rowOf({ id, book, entry, state }: StoredPaper): Row {
  const { acceptedAt, registeredOn, dueOn, status, open, kind, way, subject, executor, from, summary } = state;
  const { applicant } = entry as AppealEntry;
  return {
    number: id,
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
    from,
    applicantType: applicant.type,
    summary,
  };
}
