import { addresseeOf } from '../books/appeals/addressee.ts';
import type { AppealState } from '../books/appeals/state.ts';
import type { AppealEntry } from '../books/appeals.ts';
import type { Settings } from '../books/office-records.ts';
import type { Law } from '../domain/law/law.ts';
import { limitEnd } from '../domain/law/limits.ts';
import { hasArticles } from '../domain/law/procedure.ts';
import { daysLeft } from '../domain/law/terms.ts';
import type { Author, Both } from '../domain/log/line.ts';
import { groupNumber } from '../domain/number/paper-number.ts';
import { formatDate } from '../words/forms.ts';
import { type ValueGroup, valueWord } from '../words/value-words.ts';
import type { WordKey, Words } from '../words/words.ts';
import type { FieldName } from './fields.ts';
import type { FieldValues } from './fill.ts';
import type { LetterKind } from './kinds.ts';

/** What the clerk adds to a letter by hand; '' where he leaves it. */
export type TypedInLetter = { number: string; date: string; signer: { name: string; post: string } };

/** Everything that a letter can speak of. */
export type LetterSources = {
  letter: LetterKind;
  words: Words;
  law: Law;
  settings: Pick<Settings, 'name' | 'channels'>;
  /** Number, what was written down, and what has become of it. */
  number: string;
  entry: AppealEntry;
  state: AppealState;
  /** The line that the letter is about, as it stands in the log: nothing of its data is sure. */
  about?: { do: string; data: Readonly<Record<string, unknown>> } | undefined;
  /** The answer as it left; undefined while it has not. */
  answer?: Readonly<Record<string, unknown>> | undefined;
  executor: { name: string; post: Both };
  clerk: Pick<Author, 'name' | 'post'>;
  typed: TypedInLetter;
  /** The agency's day. */
  today: string;
};

/**
 * The values of all fields in the language of `words`; '' for whatever is not known, so that nothing but words is ever printed. Of an
 * action's data only what has the right form counts.
 */
export function fieldValues(sources: LetterSources): FieldValues {
  const { words, law, settings, number, entry, state, executor, clerk, typed } = sources;
  const { applicant, paper, receipt } = entry;
  const { language } = words;
  const data = sources.about?.data ?? {};
  const inLetter = (text: Both) => text[language] || text.kk || text.ru;
  const word = (group: ValueGroup, code: string) => (code === '' ? '' : valueWord(words, group, code));
  const own = outgoingOf(sources);
  const body = data.to as { name?: unknown } | undefined;
  return {
    'body.name': inLetter(settings.name),
    'body.site': settings.channels.site,
    'body.phone': settings.channels.phones[0] ?? '',
    ...lawOf(sources),
    'letter.number': typed.number || own.number,
    'letter.date': typed.date || own.date,
    'signer.name': typed.signer.name,
    'signer.post': typed.signer.post,
    'clerk.name': clerk.name,
    'clerk.post': inLetter(clerk.post),
    'executor.name': executor.name,
    'executor.post': inLetter(executor.post),
    'applicant.name': nameOf(sources),
    'applicant.contact': applicant.contact,
    'applicant.addressee': addresseeOf(applicant, nameOf(sources)),
    'applicant.address': listed(applicant.place.name, applicant.street),
    'applicant.phone': applicant.phone,
    'applicant.email': applicant.email,
    'applicant.representative': applicant.representative.name,
    'paper.number': unparted(number),
    'paper.official': state.official,
    'paper.numbers': state.official === '' ? unparted(number) : `${unparted(number)} (${state.official})`,
    'paper.kind': law.kindOf(state.kind)?.[language] ?? '',
    'paper.date': formatDate(receipt.registeredOn),
    'paper.way': lowered(word('way', state.way)),
    'paper.summary': state.summary,
    'paper.sheets': String(paper.sheets),
    'paper.attachments': String(paper.attachments),
    'paper.senderNumber': paper.senderNumber,
    'paper.senderDate': formatDate(paper.senderDate),
    'term.until': formatDate(state.dueOn),
    'term.left': leftOf(sources),
    'resolution.text': state.resolution?.text ?? '',
    'resolution.until': formatDate(state.resolution?.ownDueOn ?? ''),
    'extension.until': day(data.until),
    'extension.on': day(data.on),
    'extension.why': said(data.why),
    'redirection.to': said(body?.name),
    'redirection.on': day(data.on),
    'redirection.what': sources.about?.do === 'redirectPart' ? said(data.what) : words.t('letters.wholePaper'),
    'redirection.part': partNumber(sources),
    'redirection.why': said(data.why),
    'redirection.letter': said(data.letter),
    'redirection.told': words.t(
      entry.applicant.type === 'anonymous' ? 'letters.nobodyToTell' : 'letters.applicantTold',
    ),
    'defect.what': said(data.what),
    'defect.on': day(data.on),
    'defect.until': day(data.until),
    'hearing.on': day(data.on),
    'hearing.form': word('hearingForm', said(data.form)),
    'hearing.place': said(data.place),
    'hearing.preliminary': said(data.preliminary),
    'hearing.objection': objectionIn(sources),
    'hearing.begun': said(data.begun),
    'hearing.ended': said(data.ended),
    'hearing.chair': said(data.chair),
    'hearing.secretary': said(data.secretary),
    'hearing.participants': said(data.participants),
    'hearing.minutes': said(data.minutes),
    'reply.number': said(data.number),
    'reply.on': day(data.on),
    'reply.summary': said(data.summary),
    'forward.to': said(body?.name),
    'forward.author': authorOf(sources),
    'forward.about': word('forwardAbout', said(data.about)),
    'forward.on': day(data.on),
    'decision.what': decidedIn(sources),
    'decision.on': day(data.on),
    'decision.text': said(data.text) || said(data.why) || said(data.how),
    'decision.ground': law.reason(groundOf(sources), 'terminate', law.regimeOn(receipt.registeredOn))?.[language] ?? '',
    'answer.number': said(sources.answer?.number),
    'answer.on': day(sources.answer?.on),
    'answer.sheets': count(sources.answer?.sheets),
  } satisfies Record<FieldName, string>;
}

/**
 * The outgoing number and day that a letter was given when what it tells of was noted: a letter that goes to another body under a number, an
 * interim reply, an answer. The applicant's letter of the same redirection goes under another.
 */
function outgoingOf({ letter, about, answer }: LetterSources): { number: string; date: string } {
  const given = (number: string, on: unknown) => ({ number, date: number === '' ? '' : day(on) });
  switch (letter) {
    case 'interimReply':
      return given(said(about?.data.number), about?.data.on);
    case 'redirectionToBody':
    case 'passingOnToBody':
      return given(said(about?.data.letter), about?.data.on);
    case 'answerCover':
      return given(said(answer?.number), answer?.on);
    default:
      return { number: '', date: '' };
  }
}

/**
 * On what a letter rests: a kind that has limits of its own is extended by the law that sets them, all else goes by the regime. No article under
 * a law whose articles are not known here: as a field of its own a gap is seen, a wrong number would not be; `basis` then names the law alone.
 */
function lawOf(sources: LetterSources): Record<'law.name' | 'law.article' | 'law.basis', string> {
  const [name, article] = namedLawOf(sources);
  return { 'law.name': name, 'law.article': article, 'law.basis': listed(name, article) };
}

function namedLawOf({ letter, words, law, entry, state, about }: LetterSources): [name: string, article: string] {
  const { language, t } = words;
  const own = letter === 'extensionNotice' ? law.kindOf(state.kind)?.limits : undefined;
  const limit = own?.extensionNotice ?? own?.extensionMost;
  if (limit) {
    const { cited } = limit;
    return [(cited?.law ?? limit.article)[language], cited?.article[language] ?? ''];
  }
  const regime = law.regimeOn(entry.receipt.registeredOn);
  const key = articleKey(letter, about?.data);
  return [regime[language], key && hasArticles(entry.receipt, law) ? t(key) : ''];
}

/** The article of the АППК that wants the letter (domain §1.3–1.7), as a key of the catalogue. */
export function articleKey(letter: LetterKind, data: Readonly<Record<string, unknown>> = {}): WordKey | undefined {
  switch (letter) {
    case 'extensionNotice':
      return 'letters.article.extension';
    case 'redirectionToBody':
    case 'redirectionToApplicant':
      return 'letters.article.redirection';
    case 'passingOnToBody':
    case 'passingOnToApplicant':
      return 'letters.article.higher';
    case 'leftUnconsidered':
      return 'letters.article.form';
    case 'defectNotice':
      return data.article === '93' ? 'letters.article.complaintForm' : 'letters.article.form';
    case 'hearingNotice':
      return 'letters.article.hearing';
    case 'hearingMinutes':
      return 'letters.article.minutes';
    default:
      return undefined;
  }
}

/** Why a procedure ended without a decision on the matter (domain §1.5). */
function groundOf({ about, letter }: LetterSources): string {
  if (letter !== 'termination') return '';
  if (about?.do === 'withdraw') return 'withdrawn';
  if (about?.do === 'returnToApplicant') return 'returned';
  return said(about?.data.ground);
}

function leftOf({ state, today, law, words: { t } }: LetterSources): string {
  if (state.dueOn === '') return '';
  const { calendar, working, overdue } = daysLeft(state.dueOn, today, law);
  if (overdue) return t('letters.left.overdue', { count: -calendar });
  return calendar === 0 ? t('letters.left.today') : t('letters.left.days', { count: working });
}

const nameOf = ({ state, entry }: LetterSources): string => state.from || entry.applicant.name;

/** Whoever is told of a crime may ask the author, where there is one (domain §1.5, §1.10). */
function authorOf(sources: LetterSources): string {
  const { applicant } = sources.entry;
  const name = nameOf(sources);
  if (applicant.type === 'anonymous' || name === '') return sources.words.t('letters.authorUnknown');
  const address = listed(applicant.place.name, applicant.street);
  return listed(addresseeOf(applicant, name), address || sources.words.t('letters.addressUnknown'));
}

/** By when the applicant may object to what he is told (art. 73), counted as the office counts it before it decides. */
function objectionIn({ about, state, law }: LetterSources): string {
  const told = about?.data.noticeOn;
  return day(told) === '' ? '' : day(limitEnd('objection', said(told), state, law));
}

/** What was decided, and on what it rests where the decision names it: why a complaint is not considered, what was wrong with the act. */
function decidedIn({ about, words, law, entry }: LetterSources): string {
  const { decision, ground, basis } = about?.data ?? {};
  const what = said(decision);
  if (what === '') return '';
  const reason = law.reason(said(ground) || said(basis), what, law.regimeOn(entry.receipt.registeredOn));
  const word = valueWord(words, 'decision', what);
  return reason ? `${word} (${reason[words.language]})` : word;
}

/** The number under which it goes to another body: the paper's own, of a part with `/1`, `/2` … */
function partNumber({ number, about }: LetterSources): string {
  if (about?.do !== 'redirectPart') return unparted(number);
  const part = count(about.data.part);
  return part && `${unparted(number)}/${part}`;
}

/** A number in its groups, not to be parted at their gaps. */
const unparted = (number: string): string => groupNumber(number).replaceAll(' ', '\u00a0');
const listed = (...parts: string[]): string => parts.filter((part) => part !== '').join(', ');
const said = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const day = (value: unknown): string => (/^\d{4}-\d\d-\d\d$/.test(said(value)) ? formatDate(said(value)) : '');
const count = (value: unknown): string => (Number.isSafeInteger(value) && (value as number) > 0 ? String(value) : '');
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
