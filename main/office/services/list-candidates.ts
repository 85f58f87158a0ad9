import { addresseeOf } from '../../../shared/books/appeals/addressee.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Named } from '../../../shared/books/fields.ts';
import type { AnswerRow, Lists } from '../../../shared/contract/lists.ts';
import { MOST_ON_LIST } from '../../../shared/contract/lists.ts';
import { alphabetical } from '../../../shared/words/collation.ts';
import { countBy } from '../../store/count-by.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { executorNow } from '../people/executor.ts';
import { cannotBeGiven, isHere } from '../people/presence.ts';
import { entryNow } from './entry-now.ts';
import { rowsFor } from './journal.ts';

const BOOK = 'appeals';
/** Of a group whose papers went to others while it was being read. */
const NOBODY = { executor: '', executorName: '' };
const soonestFirst = [{ 'state.dueOn': 'asc' as const }, { id: 'asc' as const }];

/** Papers read for all executors at once; whose papers are not among them is asked for by himself. */
const READ_AT_ONCE = 1_000;

/** Papers in work that were not handed over since they were given to whoever has them, by executor. How many: from counters. */
export async function papersToHandOver(office: OpenOffice): Promise<Lists['toHandOver']> {
  const counted = countBy(office.store.connection, 'papers', 'state.toHandOver', {
    book: { $eq: BOOK },
    'state.toHandOver': { $gt: '' },
  });
  if (counted.length === 0) return [];
  const first = await find(office, { 'state.open': true, 'state.toHandOver': { $gt: '' } }, READ_AT_ONCE);
  const row = rowsFor(office);
  const groups = counted.map(async ([key, total]) => {
    const read = first.filter(({ state }) => state.toHandOver === key);
    const alone = { 'state.open': true, 'state.toHandOver': key };
    const found = read.length > 0 ? read : await find(office, alone, MOST_ON_LIST);
    const papers = found.slice(0, MOST_ON_LIST).map(row);
    const { id, name } = executorNow(office, papers[0] ?? NOBODY);
    const to = { id, name };
    return { to, here: isThere(office, to), total, papers };
  });
  const order = alphabetical('kk');
  return (await Promise.all(groups)).sort((a, b) => order(a.to.name, b.to.name));
}

/** Of a name that was typed only those who have left are known not to be there. */
function isThere(office: OpenOffice, person: Named): boolean {
  return person.id === '' ? cannotBeGiven(office, person) === undefined : isHere(office, person.id);
}

/** Answers that no line has sent off, by way of delivery. How many: from counters. */
export async function answersToDispatch(office: OpenOffice): Promise<Lists['toDispatch']> {
  const counted = countBy(office.store.connection, 'papers', 'state.toDispatch', {
    book: { $eq: BOOK },
    'state.toDispatch': { $gt: '' },
  });
  const groups = counted.map(async ([way, total]) => {
    const papers = await find(office, { 'state.left': true, 'state.toDispatch': way }, MOST_ON_LIST);
    return { way, total, answers: papers.map(answerRowOf) };
  });
  return Promise.all(groups);
}

/** An answer as lists have it; of a paper that has one. */
export function answerRowOf(stored: StoredPaper): AnswerRow {
  const { id, state } = stored;
  const { answer, from } = state as unknown as AppealState;
  const { applicant } = entryNow(stored);
  const { number = '', on = '', way = '', sheets = 0 } = answer ?? {};
  return {
    number: id,
    to: addresseeOf(applicant, from),
    address: [applicant.place.name, applicant.street].filter((part) => part !== '').join(', '),
    answer: { number, on, way, sheets },
  };
}

async function find(office: OpenOffice, selector: Record<string, unknown>, limit: number): Promise<StoredPaper[]> {
  const found = await office.store.papers
    .find({ selector: { book: BOOK, ...selector }, sort: soonestFirst, limit })
    .exec();
  return found.map((document) => document.toJSON() as StoredPaper);
}
