import type { Law } from '../domain/law/law.ts';
import { decisionKinds, type Outcome } from '../domain/life/decisions.ts';
import type { Words } from './words.ts';

/** Groups of values that papers carry as codes. */
export type ValueGroup =
  | 'status'
  | 'way'
  | 'language'
  | 'applicantType'
  | 'finding'
  | 'talonFormat'
  | 'decision'
  | 'hearingForm'
  | 'forwardAbout'
  | 'article';

/** The word for a code; a code of a newer program is shown as it is, and said to be unknown. */
export function valueWord(words: Words, group: ValueGroup, code: string): string {
  return words.t([`values.${group}.${code}`, 'values.unknown'], { value: code });
}

/** How a paper ended: by a decision that went out, or otherwise. */
export function outcomeWord(words: Words, outcome: Outcome): string {
  return (decisionKinds as readonly string[]).includes(outcome)
    ? valueWord(words, 'decision', outcome)
    : words.t([`values.outcome.${outcome}`, 'values.unknown'], { value: outcome });
}

/** What is odd about an IIN or BIN, as a sentence; what only a newer program finds is said in general. */
export function idWarningWord({ t }: Words, code: string): string {
  return t([`values.idWarning.${code}`, 'values.idWarning.other']);
}

/** The kind of a paper as the law names it, with a capital. */
export function kindWord(words: Words, law: Law, kind: string): string {
  const name = law.kindOf(kind)?.[words.language];
  return name ? name.charAt(0).toUpperCase() + name.slice(1) : words.t('values.unknown', { value: kind });
}

/** Whom a paper is from, as lists show it: who has no name is called by the type of applicant. */
export function fromWord(words: Words, paper: { from: string; applicantType: string }): string {
  if (paper.from !== '') return paper.from;
  return paper.applicantType === '' ? '' : valueWord(words, 'applicantType', paper.applicantType);
}
