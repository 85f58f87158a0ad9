import type { ApplicantType } from '../../shared/books/appeals.ts';
import type { Issue } from '../../shared/contract/problems.ts';

/** Columns of the intake, as Alt+1…3 reach them. */
export type Block = 'applicant' | 'paper' | 'outcome';

/** Groups of optional fields that stay folded until asked for. */
export type Fold = 'email' | 'representative' | 'sender' | 'higherBody' | 'note';

/**
 * Every field of the form in the order in which it stands on the screen. A path is the one of the book's intake, so that the
 * office's issues find their field.
 */
const fieldList = [
  { path: 'applicant.type' },
  { path: 'applicant.idNumber' },
  { path: 'applicant.name' },
  { path: 'applicant.members' },
  { path: 'applicant.contact' },
  { path: 'applicant.place' },
  { path: 'applicant.street' },
  { path: 'applicant.phone' },
  { path: 'applicant.email', fold: 'email' },
  { path: 'applicant.representative.name', fold: 'representative' },
  { path: 'applicant.representative.idNumber', fold: 'representative' },
  { path: 'applicant.representative.basis', fold: 'representative' },
  { path: 'applicant.representative.phone', fold: 'representative' },
  { path: 'paper.kind' },
  { path: 'paper.way' },
  { path: 'paper.arrivedOn' },
  { path: 'paper.language' },
  { path: 'paper.addressee.own' },
  { path: 'paper.addressee.body' },
  { path: 'paper.subject' },
  { path: 'paper.summary' },
  { path: 'paper.text' },
  { path: 'paper.sheets' },
  { path: 'paper.attachments' },
  { path: 'handling.executor' },
  { path: 'paper.senderNumber', fold: 'sender' },
  { path: 'paper.senderDate', fold: 'sender' },
  { path: 'paper.higherBody', fold: 'higherBody' },
  { path: 'handling.note', fold: 'note' },
] as const satisfies readonly { path: string; fold?: Fold }[];

export type FieldPath = (typeof fieldList)[number]['path'];

export const fieldPaths: readonly FieldPath[] = fieldList.map(({ path }) => path);

/**
 * What the form holds beside what its fields show: whom or what a name means that was picked, as long as it stands as it was picked; and
 * what was typed to find a subject, as long as none is chosen; and which earlier paper this one repeats.
 */
const besidePaths = ['applicant.place.id', 'handling.executor.id', 'paper.subject.typed', 'paper.link'] as const;

export type ValuePath = FieldPath | (typeof besidePaths)[number];

export const valuePaths: readonly ValuePath[] = [...fieldPaths, ...besidePaths];

const emptied: Partial<Record<ValuePath, ValuePath>> = {
  'applicant.place': 'applicant.place.id',
  'handling.executor': 'handling.executor.id',
  'paper.subject': 'paper.subject.typed',
  'paper.subject.typed': 'paper.subject',
};

/** What is true no longer once something else is typed or chosen here. */
export function emptiedBy(path: ValuePath): ValuePath | undefined {
  return emptied[path];
}

/** The fold in which a field lies; undefined for one that is always there. */
export function foldOf(path: FieldPath): Fold | undefined {
  const field = fieldList.find((each) => each.path === path);
  return field && 'fold' in field ? field.fold : undefined;
}

/** Whether the form asks for this field at all. What is not asked for is not sent, even if it was typed before. */
export function isAsked(path: ValuePath, form: { 'applicant.type': string; 'paper.addressee.own': string }): boolean {
  const type = form['applicant.type'] as ApplicantType;
  if (path === 'applicant.members' || path === 'applicant.contact') return type === 'collective';
  if (path === 'paper.addressee.body') return form['paper.addressee.own'] === 'other';
  return path === 'applicant.type' || !path.startsWith('applicant.') || type !== 'anonymous';
}

/** The field to which an issue of the office belongs; undefined when the form has none for it. */
export function fieldOf(issue: Issue): FieldPath | undefined {
  for (let length = issue.path.length; length > 0; length--) {
    const prefix = issue.path.slice(0, length).join('.');
    const field = fieldPaths.find((path) => path === prefix);
    if (field) return field;
  }
  return undefined;
}
