import type { MangoQuerySelector } from 'rxdb';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type {
  Control,
  ControlList,
  ControlPage,
  ControlQuery,
  ControlRow,
  TermList,
} from '../../../shared/contract/control.ts';
import { controlLists, termLists } from '../../../shared/contract/control.ts';
import type { JournalSelection } from '../../../shared/contract/journal.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import { nextWorkingDay } from '../../../shared/domain/law/calendar.ts';
import { roles as allRoles, mayDo, type Right, seesAllPapers } from '../../../shared/domain/life/rights.ts';
import { countBy } from '../../store/count-by.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { contestedIn } from './duplicates.ts';
import { selectorOf as journalSelector, newestFirst, rowOf, rowsFor } from './journal.ts';
import { localDate } from './local-time.ts';
import { printedRegisters } from './printed-registers.ts';

type Selector = MangoQuerySelector<StoredPaper>;

/** The day the lists are about, the next working day, the third one after it: all the agency's. */
type ControlDays = Control['days'];

/** Ids of executors whose papers are meant, '' for papers whose executor has none; undefined: the whole office's. */
type People = readonly string[] | undefined;

const BOOK = 'appeals';

/** How many papers wait for what, and for whom. Read from counters: no paper is opened but to name somebody who left. */
export async function controlOf(office: OpenOffice, asked: string | undefined): Promise<Control> {
  const days = controlDays(office);
  const { scope, people, whole } = scopeOf(office, asked);
  const counts = await countsOf(office, controlLists, people);
  const all = await countOf(office, selectorOf(office, 'overdue', days, whole));
  return {
    days,
    counts,
    lists: listsFor(office, people),
    hiddenOverdue: all - counts.overdue,
    printed: await lastPrinted(office),
    scope,
    executors: await executorsOf(office, days, whole),
  };
}

async function lastPrinted(office: OpenOffice): Promise<Control['printed']> {
  const last = (await printedRegisters(office)).findLast(({ of }) => of === 'control');
  return last ? { at: last.at, by: last.by.name } : null;
}

/** How many overdue papers a journal leaves out, whatever it is filtered by. */
export async function overdueHidden(office: OpenOffice, selection: JournalSelection): Promise<{ overdue: number }> {
  const all = await countOf(office, selectorOf(office, 'overdue', controlDays(office)));
  if (all === 0) return { overdue: 0 };
  const shown = selection.due === undefined || selection.due === 'overdue';
  return {
    overdue: all - (shown ? await countOf(office, journalSelector(office, { ...selection, due: 'overdue' })) : 0),
  };
}

/** One page of a list, the most urgent first; papers that contradict themselves the newest first. */
export async function controlPage(office: OpenOffice, query: ControlQuery): Promise<ControlPage> {
  const { list, offset, limit } = query;
  const { people } = scopeOf(office, query.executor);
  if (!listsFor(office, people).includes(list)) throw new ProblemError('notAllowed');
  const selector = selectorOf(office, list, controlDays(office), people);
  const total = await countOf(office, selector);
  // Where the counters know of none, no index has to be searched for them.
  if (total <= offset) return { rows: [], total };
  const page = await office.store.papers.find({ selector, sort: sortOf(list), skip: offset, limit }).exec();
  const row = rowsFor(office);
  return { rows: page.map((document) => controlRow(document.toJSON() as StoredPaper, row)), total };
}

/** A paper as the controller's lists show it. */
function controlRow(stored: StoredPaper, row: (stored: StoredPaper) => Row): ControlRow {
  const { duties, asked, decision } = stored.state as unknown as AppealState;
  return { ...row(stored), duties, asked, decision: decision?.kind ?? null };
}

/** What the roles of whoever works here have to do with; co-executed papers are somebody's. */
function listsFor(office: OpenOffice, people: People): ControlList[] {
  const roles = office.session.asked() ? office.roles() : allRoles;
  const needs: Partial<Record<ControlList, Right>> = { toSign: 'sign', asked: 'extend', toTakeOff: 'takeOffControl' };
  return controlLists.filter((list) => {
    if (list === 'coExecuted') return isSomebody(people);
    return needs[list] === undefined || mayDo(roles, needs[list]);
  });
}

function controlDays(office: OpenOffice): ControlDays {
  const { law } = office.assets;
  const today = localDate(office.now(), office.records.settings.zone);
  const oneDay = nextWorkingDay(today, law);
  return { today, oneDay, threeDays: nextWorkingDay(nextWorkingDay(oneDay, law), law) };
}

/**
 * Who answers for no other papers than his own sees no others, whatever he asks for: his are also those of whom he stands in for, each of whom
 * may be asked for alone. `whole`: all whom he may look at, `people`: whom he does.
 */
function scopeOf(
  office: OpenOffice,
  asked: string | undefined,
): { scope: Control['scope']; people: People; whole: People } {
  const alone = asked === undefined ? undefined : [asked];
  // Where nobody signs in, nobody is refused.
  if (!office.session.asked() || seesAllPapers(office.roles()))
    return { scope: 'office', people: alone, whole: undefined };
  const { people } = office.session.actor();
  return { scope: 'own', people: asked !== undefined && people.includes(asked) ? alone : people, whole: people };
}

const isSomebody = (people: People): boolean => people?.some((id) => id !== '') === true;

/** The papers of a list, as a query of the store: each a range of one index, with what covered fields decide in it. */
function selectorOf(office: OpenOffice, list: ControlList, days: ControlDays, people?: People): Selector {
  if (list === 'coExecuted') return { book: BOOK, 'state.open': true, ...coExecutedBy(people) };
  return {
    book: BOOK,
    ...(people !== undefined && { 'state.executor': oneOf(people) }),
    ...(list === 'contested' ? contestedIn(office) : conditionOf(list, days)),
  };
}

const oneOf = (people: readonly string[]) => (people.length === 1 ? { $eq: people[0]! } : { $in: [...people] });

/** Ids stand between blanks; one that could mean something else in a pattern is nobody's. */
function coExecutedBy(people: People = []): Selector {
  const plain = people.filter((id) => /^[\p{L}\p{N}-]+$/u.test(id));
  // One pattern each: that is what the store counts without reading a paper.
  const each = plain.map((id): Selector => ({ 'state.coExecutorIds': { $regex: ` ${id} ` } }));
  return each.length > 1 ? { $or: each } : (each[0] ?? { 'state.coExecutorIds': { $eq: ' ' } });
}

function conditionOf(
  list: Exclude<ControlList, 'coExecuted' | 'contested'>,
  { today, oneDay, threeDays }: ControlDays,
): Selector {
  const due = (range: object): Selector => ({ 'state.open': { $eq: true }, 'state.dueOn': range });
  switch (list) {
    case 'overdue':
      return due({ $gt: '', $lt: today });
    case 'today':
      return due({ $gte: today, $lte: today });
    // A last day may be a day off (the head's own kinds of term): it counts to the working day behind it.
    case 'oneDay':
      return due({ $gt: today, $lte: oneDay });
    case 'threeDays':
      return due({ $gt: oneDay, $lte: threeDays });
    case 'duties':
      return { 'state.nextDutyOn': { $gt: '', $lte: threeDays } };
    case 'noExecutor':
      return { 'state.open': true, 'state.status': 'registered' };
    case 'toSign':
      return { 'state.open': true, 'state.status': 'decided' };
    case 'asked':
      return { 'state.open': true, 'state.asksHead': true };
    case 'toTakeOff':
      return { 'state.left': true, 'state.toTakeOff': true };
  }
}

function sortOf(list: ControlList) {
  if (list === 'contested') return [...newestFirst];
  return [{ [list === 'duties' ? 'state.nextDutyOn' : 'state.dueOn']: 'asc' as const }, { id: 'asc' as const }];
}

function countOf(office: OpenOffice, selector: Selector): Promise<number> {
  return office.store.papers.count({ selector }).exec();
}

/** How many papers of some people wait for what; of the whole office where nobody is given. */
export async function countsOf<List extends ControlList>(
  office: OpenOffice,
  lists: readonly List[],
  people: People,
): Promise<Record<List, number>> {
  const days = controlDays(office);
  const isAsked = (list: ControlList) => list !== 'coExecuted' || isSomebody(people);
  const counted = await Promise.all(
    lists.map((list) => (isAsked(list) ? countOf(office, selectorOf(office, list, days, people)) : 0)),
  );
  return Object.fromEntries(lists.map((list, i) => [list, counted[i]!])) as Record<List, number>;
}

async function executorsOf(office: OpenOffice, days: ControlDays, people: People): Promise<Control['executors']> {
  const open = executorCounts(office, { 'state.open': { $eq: true } });
  const due = new Map(termLists.map((list) => [list, executorCounts(office, conditionOf(list, days))]));
  const shown = [...open].filter(([id]) => people === undefined || people.includes(id));
  const executors = shown.map(async ([id, count]) => ({
    id,
    name: await nameOf(office, id),
    open: count,
    ...(Object.fromEntries(termLists.map((list) => [list, due.get(list)?.get(id) ?? 0])) as Record<TermList, number>),
  }));
  return (await Promise.all(executors)).sort((a, b) => b.overdue - a.overdue || b.today - a.today || b.open - a.open);
}

function executorCounts({ store }: OpenOffice, condition: Selector): Map<string, number> {
  return new Map(countBy(store.connection, 'papers', 'state.executor', { book: { $eq: BOOK }, ...condition }));
}

/** Who is not on the staff any more is called as a paper calls him. */
async function nameOf(office: OpenOffice, id: string): Promise<string> {
  if (id === '') return '';
  const known = office.records.staff.find((person) => person.id === id);
  if (known) return known.name;
  const selector = { book: BOOK, 'state.open': true, 'state.executor': id };
  const paper = await office.store.papers.findOne({ selector }).exec();
  return (paper && rowOf(paper.toJSON() as StoredPaper).executorName) || id;
}
