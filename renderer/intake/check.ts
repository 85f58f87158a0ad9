import { type AppealIntake, appealIntakeSchema } from '../../shared/books/appeals.ts';
import type { Issue } from '../../shared/contract/problems.ts';
import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { readCount } from '../inputs/typed-values.ts';
import type { IntakeForm } from './draft.ts';
import { type FieldPath, fieldOf, fieldPaths, isAsked } from './fields.ts';

/** What is wrong with which field: keys of `problems.field`. */
export type FieldErrors = Readonly<Partial<Record<FieldPath, string>>>;

/**
 * Checks what is about to be sent as the office will, so that the clerk hears of it without a round trip; the office's answer
 * is still the one that counts.
 *
 * @param today the agency's calendar date
 */
export function checkIntake(intake: AppealIntake, today: IsoDate): FieldErrors {
  const parsed = appealIntakeSchema.safeParse(intake);
  const issues = (parsed.error?.issues ?? []).map(({ path, message }): Issue => {
    return { path: path.filter((step) => typeof step !== 'symbol'), code: message };
  });
  const future = (['arrivedOn', 'senderDate'] as const)
    .filter((field) => /^\d/.test(intake.paper[field]) && intake.paper[field] > today)
    .map((field): Issue => ({ path: ['paper', field], code: 'futureDate' }));
  const empty: Issue[] = intake.paper.arrivedOn === '' ? [{ path: ['paper', 'arrivedOn'], code: 'required' }] : [];
  return byField([...empty, ...issues, ...future]).errors;
}

/** Issues sorted to the fields of the screen, the first of each; `elsewhere` are those that no field shows. */
export function byField(issues: readonly Issue[]): { errors: FieldErrors; elsewhere: Issue[] } {
  const errors: Partial<Record<FieldPath, string>> = {};
  const elsewhere: Issue[] = [];
  for (const issue of issues) {
    const field = fieldOf(issue);
    if (field) errors[field] ??= issue.code;
    else elsewhere.push(issue);
  }
  return { errors, elsewhere };
}

/** Fields with an error in the order of the screen. */
export function inScreenOrder(errors: FieldErrors): FieldPath[] {
  return fieldPaths.filter((path) => errors[path] !== undefined);
}

/** A subject was looked for and none was chosen: what was typed would be lost. */
export function notChosen(form: IntakeForm): FieldErrors {
  return cleanLine(form['paper.subject.typed']) === '' ? {} : { 'paper.subject': 'unknownValue' };
}

const alwaysRequired: readonly FieldPath[] = [
  'applicant.name',
  'applicant.members',
  'applicant.contact',
  'paper.arrivedOn',
  'paper.addressee.body',
  'paper.summary',
];

/** Mandatory fields that are still empty, in the order of the screen; cheap enough for every key press. */
export function missingFields(form: IntakeForm): FieldPath[] {
  return fieldPaths.filter((path) => {
    if (!alwaysRequired.includes(path) || !isAsked(path, form)) return false;
    return path === 'applicant.members' ? !(readCount(form[path]) >= 2) : cleanLine(form[path]) === '';
  });
}
