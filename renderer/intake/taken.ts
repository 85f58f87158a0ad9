import type { IntakeForm } from './draft.ts';
import type { Values } from './earlier-applicant.ts';
import { emptiedBy, type FieldPath, type Fold, fieldPaths, type ValuePath } from './fields.ts';

/**
 * What was offered and taken: the values that came into the form with it, what stood in their fields before, the folds that were unfolded
 * for them, and the particulars of a text, if it was those.
 */
export type Taken = { values: Values; before: Values; folds: readonly Fold[]; pasted?: Values };

/**
 * What goes back into the form when it is taken back. Whatever was typed over it since stays; empty when nothing but the role stands as it
 * came.
 */
export function withoutTaken({ values, before }: Taken, form: IntakeForm): Values {
  const paths = Object.keys(values) as ValuePath[];
  const standing = paths.filter((path) => form[path] === values[path] && form[path] !== before[path]);
  if (standing.every((path) => path === 'applicant.type')) return {};
  const emptied = standing.flatMap((path) => emptiedBy(path) ?? []).map((path) => [path, ''] as const);
  return Object.fromEntries([...emptied, ...standing.map((path) => [path, before[path] ?? ''] as const)]);
}

/** The fields that go back then, in the order of the screen; the role goes with them. */
export function fieldsBack(values: Values): FieldPath[] {
  return fieldPaths.filter((path) => path !== 'applicant.type' && values[path] !== undefined);
}
