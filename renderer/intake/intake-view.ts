import type { AppealIntake } from '../../shared/books/appeals.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import type { Registered } from '../../shared/contract/shapes.ts';
import type { FieldErrors } from './check.ts';
import type { IntakeForm } from './draft.ts';
import type { Values } from './earlier-applicant.ts';
import { type FieldPath, type Fold, fieldPaths, foldOf, isAsked } from './fields.ts';
import type { StoredForm } from './stored-form.ts';
import type { Taken } from './taken.ts';

/** Why a paper was not registered: a problem of the contract, or no connection to begin with. */
export type Trouble = Problem | 'disconnected';

type Phase =
  | { at: 'editing'; trouble?: Trouble }
  /** `waiting`: the connection broke off while the call was on its way; it is sent again when it is back. */
  | { at: 'sending'; waiting: boolean }
  | { at: 'registered'; answer: Registered; intake: AppealIntake };

/** All of the intake but the typed values; a new object at every change. */
export type IntakeView = {
  /** Names the form to the office: sent twice, it is still one paper. */
  draft: string;
  phase: Phase;
  folds: readonly Fold[];
  errors: FieldErrors;
  /** Counts refused attempts: the focus goes to the first error at each. */
  refusals: number;
  /** Counts how often something else than typing changed values: fields then show them anew. */
  fills: number;
  /** Where the clerk goes on when the form comes onto the screen; undefined: at its beginning. */
  startAt?: FieldPath;
  /** What came of the last paste. */
  pasted?: Pasted;
  /** What was offered and taken last: one key takes it back. */
  taken?: Taken;
  /** Earlier applicants whom the clerk does not want to be offered for this form, as `personKey` names them. */
  dropped: readonly string[];
  /** Of a form that was stored: how it could be read, and what it holds that no field shows. */
  stored?: Pick<StoredForm, 'state' | 'foreign'>;
};

/**
 * `offer`: particulars that were recognised in it. `cut`: only so many characters of it were taken. `unread`: the name of a file that
 * is no text.
 */
export type Pasted = { offer?: Values | undefined; cut?: number | undefined; unread?: string | undefined };

/** A form and how it stood, to be put on the screen. */
export type Opened = { draft: string; form: IntakeForm; folds: readonly Fold[] } & Pick<
  IntakeView,
  'startAt' | 'stored'
>;

export function freshView(draft: string): IntakeView {
  return { draft, phase: { at: 'editing' }, folds: [], errors: {}, refusals: 0, fills: 0, dropped: [] };
}

/** Folds in which something stands. */
export function foldsOf(form: IntakeForm): Fold[] {
  return [...new Set(fieldPaths.flatMap((path) => (form[path] === '' ? [] : (foldOf(path) ?? []))))];
}

/** An issue of a field that the form does not show could not be mended there. */
export function onlyAsked(errors: FieldErrors, form: IntakeForm): FieldErrors {
  return Object.fromEntries(Object.entries(errors).filter(([path]) => isAsked(path as FieldPath, form)));
}
