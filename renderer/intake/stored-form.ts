import type { Draft } from '../../shared/contract/drafts.ts';
import { emptyForm, type IntakeForm } from './draft.ts';
import { type Fold, type ValuePath, valuePaths } from './fields.ts';

/**
 * Of the form's layout: raised when a field is renamed, split or filled in otherwise than before. Version 1 had the place as text
 * alone, versions 1 and 2 the executor and the subject.
 */
export const FORM_VERSION = 3;

/** How a form stands on the screen, beside its values. */
export type Standing = {
  folds: readonly Fold[];
  /** Instant when it was put aside on purpose; '' for one that stood on the screen when it was saved last. */
  parkedAt: string;
};

/** A form that was stored, as far as it can be read. */
export type StoredForm = Standing & {
  form: IntakeForm;
  /** `older`, `newer`: written by a program whose form had other fields. `damaged`: some of it cannot be read any more. */
  state: 'whole' | 'older' | 'newer' | 'damaged';
  /** Fields this form does not have: kept, and shown in words. */
  foreign: Readonly<Record<string, string>>;
};

const FOLDS = 'screen.folds';
/** `yes` where a program has written it that did not note when. */
const PARKED = 'screen.parked';
const LONG_AGO = '1970-01-01T00:00:00.000Z';
const folds: readonly string[] = ['email', 'representative', 'sender', 'higherBody', 'note'] satisfies Fold[];

/** What is stored of a form: what differs from an empty one would do, but a later program may begin with other values. */
export function storedValues(
  form: IntakeForm,
  standing: Standing,
  foreign: StoredForm['foreign'],
): Record<string, string> {
  return { ...foreign, ...form, [FOLDS]: standing.folds.join(' '), [PARKED]: standing.parkedAt };
}

/** @param today the agency's calendar date, for fields that are not stored */
export function readStored({ version, form: values, damaged, savedAt }: Draft, today: string): StoredForm {
  const known = new Set<string>(valuePaths);
  const own = Object.entries(values).filter(([path]) => known.has(path));
  const foreign = Object.entries(values).filter(([path]) => !known.has(path) && path !== FOLDS && path !== PARKED);
  return {
    form: { ...emptyForm(today), ...(Object.fromEntries(own) as Partial<Record<ValuePath, string>>) },
    folds: (values[FOLDS] ?? '').split(' ').filter((fold): fold is Fold => folds.includes(fold)),
    parkedAt: values[PARKED] === 'yes' ? savedAt || LONG_AGO : (values[PARKED] ?? ''),
    state: damaged ? 'damaged' : ageOf(version),
    foreign: Object.fromEntries(foreign.filter(([, text]) => text.trim() !== '')),
  };
}

function ageOf(version: number): StoredForm['state'] {
  if (version === FORM_VERSION) return 'whole';
  return version < FORM_VERSION ? 'older' : 'newer';
}
