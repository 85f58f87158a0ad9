import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { appeals } from '../../../shared/books/appeals.ts';
import { markedName } from '../../../shared/books/book.ts';
import type { RepeatFound, RepeatsQuery } from '../../../shared/contract/matters.ts';
import type { Matter } from '../../../shared/domain/matter/matter.ts';
import { relationOf } from '../../../shared/domain/matter/repeat.ts';
import { matchMatters, matchTexts } from '../../../shared/domain/matter/same-matter.ts';
import { type Bringer, samePerson } from '../../../shared/domain/matter/same-person.ts';
import { cyrillicBeginning } from '../../../shared/domain/matter/sound.ts';
import type { Weighed } from '../../../shared/domain/matter/weighed.ts';
import { plainDigits } from '../../../shared/domain/text/digits.ts';
import { foldText } from '../../../shared/domain/text/fold-text.ts';
import { phonesIn } from '../../../shared/domain/text/phone.ts';
import { searchFullText } from '../../store/search.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { entryNow } from '../services/entry-now.ts';
import { rowOf } from '../services/journal.ts';
import { localDate } from '../services/local-time.ts';
import { bringerOf } from './bringer.ts';
import type { Learning } from './learning.ts';

/** So many of the newest papers that one clue finds are compared. */
const OF_PERSON = 40;
const OF_TEXT = 12;
/** The rarest words of a text lead to its like: two of them together, so that a common one brings no crowd. */
const RAREST_WORDS = 6;
const SHORTEST_RARE_WORD = 5;
const SHOWN = 5;

type Asked = {
  bringer: Bringer;
  matter: Matter;
  /** Papers that are not looked for: the one asked about, and those it is linked to. */
  except: readonly string[];
  /** The stamp of its registration; '' while it is typed. */
  before: string;
};

/** Earlier papers about the same as the one that is being typed. */
export async function findRepeats(office: OpenOffice, learning: Learning, query: RepeatsQuery): Promise<RepeatFound[]> {
  const matter = learning.matterOf(query.text, query.summary);
  return find(office, learning, { bringer: query.person, matter, except: [], before: '' }, query);
}

/**
 * Earlier papers about the same as one that is registered, but for those that it is linked to. A closed one is linked no more.
 *
 * @throws ProblemError `unknownPaper`
 */
export async function repeatsOf(office: OpenOffice, learning: Learning, number: string): Promise<RepeatFound[]> {
  const stored = (await office.store.papers.findOne(number).exec())?.toJSON() as StoredPaper | undefined;
  if (stored?.book !== appeals.id) throw new ProblemError('unknownPaper');
  const { summary } = entryNow(stored).paper;
  const matter = learning.matterOfPaper(stored);
  const { links, open, order } = stored.state as unknown as AppealState;
  if (!open) return [];
  const except = [number, ...links.map((link) => link.number)];
  const asked = { bringer: bringerOf(entryNow(stored)), matter, except, before: order };
  return find(office, learning, asked, { summary, text: textOf(stored) });
}

async function find(
  office: OpenOffice,
  learning: Learning,
  { bringer, matter, except, before }: Asked,
  said: { summary: string; text: string },
): Promise<RepeatFound[]> {
  if (matter.words.length === 0) return [];
  const byText = new Set(idsOfText(office, learning, said));
  const ids = new Set([...idsOfPerson(office, bringer), ...byText]);
  for (const id of except) ids.delete(id);
  const papers = await office.store.papers.findByIds([...ids]).exec();
  const asked = learning.weigh(matter);
  const today = localDate(office.now(), office.records.settings.zone);
  const found: RepeatFound[] = [];
  for (const document of papers.values()) {
    const stored = document.toJSON() as StoredPaper;
    const isEarlier = before === '' || stored.state.order < before;
    const isAsked = isEarlier && stored.state.status !== 'void';
    const repeat = isAsked && compare(stored, { bringer, asked, today, learning, byText });
    if (repeat) found.push(repeat);
  }
  return found.sort(surestFirst).slice(0, SHOWN);
}

type Comparing = {
  bringer: Bringer;
  asked: Weighed;
  today: string;
  learning: Learning;
  /** Papers that were found by their text. */
  byText: ReadonlySet<string>;
};

function compare(stored: StoredPaper, { bringer, asked, today, learning, byText }: Comparing): RepeatFound | undefined {
  if (stored.book !== appeals.id) return undefined;
  const person = samePerson(bringer, bringerOf(entryNow(stored)));
  // A namesake's paper was not found for its text.
  if (!person && !byText.has(stored.id)) return undefined;
  const weighed = learning.weighPaper(stored);
  // Of somebody else only the text itself counts.
  const match = person ? matchMatters(asked, weighed) : { sure: 0, text: matchTexts(asked, weighed) };
  const { open, dueOn, answer } = stored.state as unknown as AppealState;
  const as = relationOf({ person, match, open, overdue: open && dueOn !== '' && dueOn < today });
  if (!as) return undefined;
  return {
    row: rowOf(stored),
    as,
    by: person ?? 'other',
    likeness: Math.round((person ? match.sure : match.text) * 100),
    answeredOn: answer?.on ?? '',
  };
}

/** Papers that may be the same person's, by the surest clue and by the name: a number may be mistyped. */
function idsOfPerson({ store }: OpenOffice, { idNumber, name, phone }: Bringer): string[] {
  const search = (text: string) => searchFullText(store.connection, 'papers', text, OF_PERSON);
  const id = plainDigits(idNumber);
  const words = foldText(name.slice(0, 1_000)).match(/[\p{L}\p{N}]+/gu) ?? [];
  const names = words.map(cyrillicBeginning).filter((word) => word.length > 2);
  return [
    ...(/^\d{12}$/.test(id) ? search(id) : []),
    ...phonesIn(phone).flatMap(search),
    // Surname and name: patronymics are written in two ways.
    ...(names.length > 1 ? search(markedName(names.slice(0, 2).join(' '))) : []),
  ];
}

/** Papers that share two of the rarest words of the text. */
function idsOfText(
  { store }: OpenOffice,
  learning: Learning,
  { summary, text }: { summary: string; text: string },
): string[] {
  const written = new Map<string, number>();
  for (const word of `${summary} ${text}`.match(/\p{L}+/gu) ?? []) {
    if (word.length < SHORTEST_RARE_WORD || written.has(word)) continue;
    const [told] = learning.matterOf(word).words;
    if (told) written.set(word, learning.rarity(told.term));
  }
  const rarest = [...written].sort(([, a], [, b]) => b - a).slice(0, RAREST_WORDS);
  const pairs = rarest.flatMap(([word], at) => (at % 2 === 1 ? [`${rarest[at - 1]![0]} ${word}`] : []));
  return pairs.flatMap((pair) => searchFullText(store.connection, 'papers', pair, OF_TEXT));
}

function textOf(stored: StoredPaper): string {
  const { text } = entryNow(stored).paper;
  return typeof text === 'string' ? text : text.beginning;
}

const ORDER: readonly RepeatFound['as'][] = ['duplicate', 'repeat', 'ongoing', 'sameText'];

/** What they are to each other, then the more alike, then the newer. */
function surestFirst(a: RepeatFound, b: RepeatFound): number {
  return (
    ORDER.indexOf(a.as) - ORDER.indexOf(b.as) ||
    b.likeness - a.likeness ||
    (a.row.acceptedAt < b.row.acceptedAt ? 1 : -1)
  );
}
