import type { ActionIssue } from '../../../shared/books/appeals/check-action.ts';
import { correctedEntry, isEntryField } from '../../../shared/books/appeals/corrected.ts';
import { entryFields } from '../../../shared/books/appeals/entry.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { isExecutor } from '../../../shared/books/appeals/waiting.ts';
import { type AppealEntry, appealEntrySchema, appeals } from '../../../shared/books/appeals.ts';
import { bookOf } from '../../../shared/books/index.ts';
import type { Act, FormAction } from '../../../shared/contract/actions.ts';
import { refusalOf, type Status } from '../../../shared/domain/life/life.ts';
import { fold } from '../../../shared/domain/log/fold.ts';
import { samePerson } from '../../../shared/domain/matter/same-person.ts';
import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { bringerOf } from '../matters/bringer.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { cannotBeGiven, isHere } from '../people/presence.ts';
import { stubOf } from '../safety/stubs.ts';
import { duplicatesOf } from './duplicates.ts';
import { entryNow } from './entry-now.ts';
import { findPapers } from './find-papers.ts';

const error = (path: string, message: string): ActionIssue => ({ path, message, severity: 'error' });
const warning = (path: string, message: string): ActionIssue => ({ path, message, severity: 'warning' });

/** A paper as it stands: its state, and its entry with what was corrected. */
export type PaperNow = { state: AppealState; now: AppealEntry };

/** What the office has against a form because of what it knows beside the paper: its staff, itself, its other papers, its subjects. */
export async function checkInOffice(
  office: OpenOffice,
  number: string,
  action: FormAction,
  data: Act['data'],
  { state, now }: PaperNow,
): Promise<ActionIssue[]> {
  return [
    ...correctionIssues(action, data, now),
    ...staffIssues(office, action, data),
    ...bodyIssues(office, data),
    ...subjectIssues(office, action, data, state),
    ...authorIssues(action, now),
    ...(await linkIssues(office, { number, state, now }, action, data)),
    ...(await duplicateIssues(office, number, action)),
  ];
}

/** A corrected field fits the rest of its entry: who becomes a collective has members and somebody to speak to. */
function correctionIssues(action: FormAction, data: Act['data'], now: AppealEntry): ActionIssue[] {
  if (action !== 'amend' || !isEntryField(data.field)) return [];
  const value = entryFields[data.field].safeParse(data.new);
  if (!value.success) return [];
  const { subject } = now.paper;
  const corrected = { 'paper.subject': subject, [data.field]: value.data };
  const after = correctedEntry(now, { corrected, subject: String(corrected['paper.subject']) });
  const issues = appealEntrySchema.safeParse(after).error?.issues ?? [];
  const field = data.field.split('.');
  const isOwn = ({ path }: { path: PropertyKey[] }) => field.every((step, at) => path[at] === step);
  return issues.length === 0 || appealEntrySchema.safeParse(now).error
    ? []
    : [error('new', issues.find(isOwn)?.message ?? 'needsOtherFields')];
}

/** Whoever has left is given nothing any more, by id or by name; who is away today is asked about. */
function staffIssues(office: OpenOffice, action: FormAction, data: Act['data']): ActionIssue[] {
  const issues: ActionIssue[] = [];
  const look = (path: string, people: readonly unknown[]) => {
    const named = people.map((person) => ({ id: member(person, 'id'), name: member(person, 'name') }));
    const refused = named.map((person) => cannotBeGiven(office, person)).find((why) => why !== undefined);
    if (refused !== undefined) issues.push(error(path, refused));
    else if (named.some(({ id }) => id !== '' && !isHere(office, id))) issues.push(warning(path, 'awayToday'));
  };
  look('executor', [data.executor]);
  if (action === 'handOver') look('to', [data.to]);
  const { coExecutors } = data;
  if (Array.isArray(coExecutors)) {
    look('coExecutors', coExecutors);
    if (coExecutors.some((one) => sameName(one, data.executor))) issues.push(error('coExecutors', 'executorTwice'));
  }
  return issues;
}

/** The office's own name, however it was typed, is the office. */
function bodyIssues(office: OpenOffice, { to }: Act['data']): ActionIssue[] {
  const { region, agency } = office.records.settings;
  const isOwn = isOwnName(office, member(to, 'name'));
  return isOwn && member(to, 'id') !== region + agency ? [error('to', 'toOneself')] : [];
}

/** Whether a body is called as this office is, in either language. */
export function isOwnName({ records: { settings } }: OpenOffice, called: string): boolean {
  const name = foldText(called);
  return name !== '' && [settings.name.kk, settings.name.ru].some((own) => foldText(own) === name);
}

function subjectIssues(
  { assets }: OpenOffice,
  action: FormAction,
  data: Act['data'],
  state: AppealState,
): ActionIssue[] {
  const isUnknown = (code: unknown) =>
    code !== '' && code !== state.subject && !assets.subjects.some((subject) => subject.code === code);
  if (action === 'decide' && isUnknown(data.subject)) return [error('subject', 'unknownValue')];
  if (action === 'amend' && data.field === 'paper.subject' && isUnknown(data.new))
    return [error('new', 'unknownValue')];
  return [];
}

/** The paper was given to somebody else since the page asked who has it: who takes it now has to be looked at again. */
export function handedIssues(action: FormAction, { whose }: Act['data'], state: AppealState): ActionIssue[] {
  if (action !== 'handOver' || whose === undefined) return [];
  const asked = { id: member(whose, 'id'), name: member(whose, 'name') };
  return isExecutor(state, asked) ? [] : [warning('to', 'executorChanged')];
}

/** Only what has no author, signature or address is left unconsidered (domain §1.5); of a signature the office knows nothing. */
function authorIssues(action: FormAction, { applicant }: AppealEntry): ActionIssue[] {
  if (action !== 'leaveUnconsidered' || applicant.type === 'anonymous' || applicant.name === '') return [];
  return applicant.place.name !== '' || applicant.street !== '' ? [warning('', 'authorKnown')] : [];
}

/**
 * What a paper is linked to. A paper of another desk may not have come here yet, so that only a number that cannot be is refused. A duplicate is
 * one of an earlier paper, which has to be here, or of a later one that has its answer: else two desks would close two papers on account of each
 * other, and nobody would be answered.
 */
async function linkIssues(
  office: OpenOffice,
  own: { number: string } & PaperNow,
  action: FormAction,
  { number }: Act['data'],
): Promise<ActionIssue[]> {
  if (!action.startsWith('link') || typeof number !== 'string' || number === '') return [];
  if (action === 'linkOfficial') return (await hasOfficial(office, number)) ? [warning('number', 'officialTaken')] : [];
  if (number === own.number) return [error('number', 'toItself')];
  const parsed = parseNumber(number);
  if (!parsed.ok)
    return [parsed.reason === 'checkDigit' ? error('number', 'wrongNumber') : warning('number', 'notOurNumber')];
  const found = await office.store.papers.findOne(number).exec();
  if (!found) {
    const stub = await stubOf(office.store, number);
    if (stub) return stubIssues(action, stub, stub.acceptedAt > own.state.acceptedAt);
    return [action === 'linkDuplicate' ? error('number', 'firstNotHere') : warning('number', 'notHere')];
  }
  const other = found.toJSON() as StoredPaper;
  if (action === 'linkDuplicate' && (await restsOn(office, other, own.number)))
    return [error('number', 'itsOwnDuplicate')];
  const state = other.state as unknown as AppealState;
  const issues = statusIssues(action, state, state.order > own.state.order);
  const isRefused = issues.some(({ severity }) => severity === 'error');
  return !isRefused && action !== 'linkContested' && isOthers(own.now, other)
    ? [warning('number', 'otherApplicant'), ...issues]
    : issues;
}

/** Of what was removed from here only the status is left: whether a later one was answered is not known. */
function stubIssues(action: FormAction, { status }: { status: string }, isLater: boolean): ActionIssue[] {
  const isUnknown = action === 'linkDuplicate' && isLater && status !== 'void';
  return isUnknown
    ? [warning('number', 'firstUnknown')]
    : statusIssues(action, { status, open: false, answer: null }, isLater);
}

/** What where the other paper stands has against a link. Nobody answers a void number. */
function statusIssues(
  action: FormAction,
  other: { status: string; open: boolean; answer: AppealState['answer'] },
  isLater: boolean,
): ActionIssue[] {
  const { status, open } = other;
  const isDuplicate = action === 'linkDuplicate';
  if (status === 'void') return [isDuplicate ? error('number', 'duplicateOfVoid') : warning('number', 'voidNumber')];
  if (isDuplicate && isLater) return [laterIssue(other)];
  if (isDuplicate && !open) return [warning('number', status === 'closed' ? 'duplicateOfClosed' : 'firstUnknown')];
  return action === 'linkRepeat' && open ? [warning('number', 'repeatOfOpen')] : [];
}

/**
 * Of two papers about the same the later one is closed, as long as it can be. A number that was spoiled is registered anew under a later one: where
 * that has its answer already, whatever came in between is closed on account of it.
 */
function laterIssue({ status, answer }: { status: string; answer: AppealState['answer'] }): ActionIssue {
  if (status === 'signed' || answer) return warning('number', 'firstIsLater');
  if (status === 'closed') return error('number', 'laterClosed');
  const canBeClosed = refusalOf('linkDuplicate', status as Status) === undefined;
  return error('number', canBeClosed ? 'duplicateOfLater' : 'laterUnanswered');
}

/** Whether a paper is closed on account of another one, itself or over others in between. */
async function restsOn({ store }: OpenOffice, paper: StoredPaper, number: string): Promise<boolean> {
  const seen = new Set<string>();
  let next = paper.state.duplicateOf;
  while (next !== '' && next !== number && !seen.has(next)) {
    seen.add(next);
    next = ((await store.papers.findOne(next).exec())?.toJSON() as StoredPaper | undefined)?.state.duplicateOf ?? '';
  }
  return next === number;
}

/** What was closed on account of a paper has to be opened again where its number is spoiled. */
async function duplicateIssues(office: OpenOffice, number: string, action: FormAction): Promise<ActionIssue[]> {
  return action === 'spoil' && (await duplicatesOf(office, number)) > 0 ? [warning('', 'hasDuplicates')] : [];
}

/** Duplicates and repeats are one person's (domain §1.5): of another one nobody would be answered. Where only the name is known, it tells. */
function isOthers(now: AppealEntry, other: StoredPaper): boolean {
  const [one, two] = [bringerOf(now), bringerOf(entryNow(other))];
  if (other.book !== appeals.id || samePerson(one, two)) return false;
  const isOneNumberMissing = one.idNumber === '' || two.idNumber === '';
  return !(isOneNumberMissing && foldText(one.name) === foldText(two.name));
}

async function hasOfficial(office: OpenOffice, official: string): Promise<boolean> {
  const rows = await findPapers(office, official, 20);
  const papers = await office.store.papers.findByIds(rows.map(({ number }) => number)).exec();
  return [...papers.values()].some((document) => {
    const stored = document.toJSON() as StoredPaper;
    const book = bookOf(stored.book);
    return book && (fold(book, stored, office.assets.law).state as AppealState).official === official;
  });
}

function member(value: unknown, name: 'id' | 'name'): string {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof found === 'string' ? found : '';
}

function sameName(a: unknown, b: unknown): boolean {
  return member(a, 'name') !== '' && member(a, 'id') === member(b, 'id') && member(a, 'name') === member(b, 'name');
}
