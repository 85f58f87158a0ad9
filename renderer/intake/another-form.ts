import { emptyForm, type IntakeForm } from './draft.ts';
import { type ValuePath, valuePaths } from './fields.ts';

/** What the next form takes over from the one that was just registered. */
export type Another = 'applicant' | 'sheet';

/** What differs between two sheets that one person hands in together. */
const ofEachSheet: readonly ValuePath[] = [
  'paper.summary',
  'paper.text',
  'paper.sheets',
  'paper.attachments',
  'paper.link',
];

/**
 * `applicant`: another paper of the same applicant, about something else. `sheet`: one more paper of the same applicant with the
 * same particulars, of which only what it says and its sheets are its own.
 *
 * @param today the agency's calendar date
 */
export function anotherForm(form: IntakeForm, what: Another, today: string): IntakeForm {
  const isTaken = (path: ValuePath) =>
    what === 'applicant' ? path.startsWith('applicant.') : !ofEachSheet.includes(path);
  const taken = valuePaths.filter(isTaken).map((path) => [path, form[path]]);
  return { ...emptyForm(today), ...Object.fromEntries(taken) };
}
