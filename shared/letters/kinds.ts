import { awaitsHearing } from '../books/appeals/deadlines.ts';
import type { AppealEntry } from '../books/appeals/entry.ts';
import type { AppealState } from '../books/appeals/state.ts';
import type { Law } from '../domain/law/law.ts';
import type { Folded } from '../domain/log/fold.ts';
import type { Line } from '../domain/log/line.ts';

/** Letters that an office sends of a paper (domain §1.3–1.6). */
export const letterKinds = [
  'extensionNotice',
  'redirectionToBody',
  'redirectionToApplicant',
  'passingOnToBody',
  'passingOnToApplicant',
  'defectNotice',
  'hearingNotice',
  'hearingMinutes',
  'interimReply',
  'answerCover',
  'termination',
  'leftUnconsidered',
  'forwarding',
  'forwardingToApplicant',
  'reminder',
] as const;
export type LetterKind = (typeof letterKinds)[number];

export const letterLanguages = ['kk', 'ru'] as const;
export type LetterLanguage = (typeof letterLanguages)[number];

/** A letter that fits a paper as it stands. */
export type FittingLetter = {
  letter: LetterKind;
  /** Id of the line it speaks of; '' where it speaks of the paper as it stands. */
  about: string;
  /** To tell several of a kind apart: to whom it goes; '' where there is one. */
  to: string;
  /** The last day for it (art. 76(3)); '' where none is set. */
  by: string;
};

/** What a letter speaks of: a line that took effect, or nothing but the state. */
const spokenOf = {
  extensionNotice: ['extend'],
  redirectionToBody: ['redirect', 'redirectPart'],
  redirectionToApplicant: ['redirect', 'redirectPart'],
  passingOnToBody: ['redirect'],
  passingOnToApplicant: ['redirect'],
  defectNotice: ['noteDefect'],
  hearingNotice: ['callHearing'],
  hearingMinutes: ['holdHearing'],
  interimReply: ['replyMeanwhile'],
  answerCover: ['decide'],
  termination: ['decide', 'withdraw', 'returnToApplicant'],
  leftUnconsidered: ['leaveUnconsidered'],
  forwarding: ['forwardAtOnce'],
  forwardingToApplicant: ['forwardAtOnce'],
  reminder: [],
} as const satisfies Record<LetterKind, readonly string[]>;

/** Letters of which a paper can have several at once: each redirected part has its own. */
const several = new Set<LetterKind>(['redirectionToBody', 'redirectionToApplicant']);

const PASSING_ON = new Set<LetterKind>(['passingOnToBody', 'passingOnToApplicant']);

/** Letters that tell somebody what was done with his paper. */
const OF_APPLICANT = new Set<LetterKind>([
  'redirectionToApplicant',
  'passingOnToApplicant',
  'leftUnconsidered',
  'forwardingToApplicant',
]);

/**
 * Which letters fit a paper, the one that is due first. A letter about a line that a later one has overtaken fits no more: a second
 * extension has a notice of its own, a decision that was sent back has no cover. Who sent a paper is told of everything that is done with it, a
 * crime that was passed on at once too (domain §1.10); where nobody is known to have sent it, nobody is. What took place outside whatever became of
 * the paper later may be written about as long: minutes of a hearing that was held, the notice of an extension, which has three working days.
 */
export function fittingLetters(
  { state, effects }: Pick<Folded<AppealState>, 'state' | 'effects'>,
  entry: Pick<AppealEntry, 'applicant'>,
  law: Law,
): FittingLetter[] {
  const lines = effects.filter(({ effect }) => effect === 'applied').map(({ line }) => line);
  const fitting = letterKinds.flatMap((letter): FittingLetter[] => {
    if (!fits(letter, state, law) || (entry.applicant.type === 'anonymous' && OF_APPLICANT.has(letter))) return [];
    if (letter === 'leftUnconsidered' && !canBeWrittenTo(entry)) return [];
    const by = letter === 'extensionNotice' ? dutyOf(state) : '';
    if (letter === 'reminder') return [{ letter, about: '', to: '', by }];
    const names: readonly string[] = spokenOf[letter];
    const about = lines.filter((line) => names.includes(line.do) && speaks(letter, line) && holds(line, state, lines));
    return (several.has(letter) ? about : about.slice(-1)).map((line) => ({
      letter,
      about: line.id,
      to: several.has(letter) ? bodyOf(line) : '',
      by,
    }));
  });
  // What was done last is written about first; a reminder is for when nothing else is.
  return fitting.sort((a, b) => rank(b).localeCompare(rank(a), 'en'));
}

const rank = ({ about, letter }: FittingLetter) => (letter === 'reminder' ? '' : about);

function fits(letter: LetterKind, state: AppealState, law: Law): boolean {
  switch (letter) {
    case 'extensionNotice':
      return state.extension !== null;
    case 'redirectionToBody':
    case 'redirectionToApplicant':
    case 'passingOnToBody':
    case 'passingOnToApplicant':
    case 'hearingMinutes':
      return true;
    case 'defectNotice':
      return state.defect !== null;
    case 'hearingNotice':
      return awaitsHearing(state, law);
    case 'interimReply':
      return state.open;
    case 'forwarding':
    case 'forwardingToApplicant':
      return state.outcome === 'forwarded';
    case 'answerCover':
      return state.decision !== null && state.decision.kind !== 'terminate';
    case 'termination':
      return state.decision?.kind === 'terminate' || state.outcome === 'withdrawn' || state.outcome === 'returned';
    case 'leftUnconsidered':
      return state.outcome === 'notConsidered';
    case 'reminder':
      return state.status === 'inWork';
  }
}

/**
 * Of the lines that end a procedure only the decision that says so; of decisions to answer all others. A complaint goes up by another rule than
 * that of competence (arts 91 and 65), and has letters of its own for it.
 */
function speaks(letter: LetterKind, line: Line): boolean {
  if (line.do === 'redirect') return (line.data.higher === true) === PASSING_ON.has(letter);
  if (line.do !== 'decide') return true;
  return (line.data.decision === 'terminate') === (letter === 'termination');
}

/** The whole paper goes to one body at a time: neither a redirection that was opened again holds, nor one before the last. */
function holds(line: Line, { outcome }: AppealState, lines: readonly Line[]): boolean {
  if (line.do !== 'redirect') return true;
  return (
    (outcome === 'redirected' || outcome === 'passedOn') && line === lines.findLast((one) => one.do === 'redirect')
  );
}

/** What lacks no more than a signature has somebody who hears of it (domain §1.5). */
function canBeWrittenTo({ applicant: { name, place, street } }: Pick<AppealEntry, 'applicant'>): boolean {
  return name !== '' && (place.name !== '' || street !== '');
}

const dutyOf = ({ duties }: AppealState): string => duties.find(({ what }) => what === 'extensionNotice')?.by ?? '';

function bodyOf({ data }: Line): string {
  const to = data.to as { name?: unknown } | undefined;
  return typeof to?.name === 'string' ? to.name : '';
}
