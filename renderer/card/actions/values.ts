import { isEntryField, valueAt } from '../../../shared/books/appeals/corrected.ts';
import type { FormAction } from '../../../shared/contract/actions.ts';
import { isIsoDate } from '../../../shared/domain/date/iso-date.ts';
import { formatDate } from '../../../shared/words/forms.ts';
import { readCount, readDate } from '../../inputs/typed-values.ts';
import type { About } from './about.ts';
import { correctedAs } from './correction.ts';
import { type ActionField, forms, type Values } from './forms.ts';

type Named = { id: string; name: string };
/** Names and what they mean: staff, bodies. */
export type Known = { staff: readonly Named[]; bodies: readonly Named[] };

/** A form as it opens. `given` stands before what a field begins with. */
export function firstValues(action: FormAction, about: About, given: Values = {}): Values {
  const values: Record<string, string> = {};
  for (const field of forms[action]) {
    const first = field.first?.(about) ?? '';
    if (typeof first === 'object') {
      values[field.path] = first.name;
      values[`${field.path}.id`] = first.id;
    } else values[field.path] = field.as === 'date' && isIsoDate(first) ? formatDate(first) : first;
  }
  return { ...values, ...given };
}

/** What follows when a value is typed or chosen: a name means nobody any more, a subject is chosen or looked for, a correction begins with what there is. */
export function withValue(values: Values, path: string, value: string, about: About): Values {
  if (path === 'field') return { ...values, field: value, ...firstCorrection(value, about), 'new.typed': '' };
  const besides: Record<string, string> = path.endsWith('.typed') ? {} : { [`${path}.id`]: '', [`${path}.typed`]: '' };
  return { ...values, ...besides, [path]: value };
}

/** What stands in the field that is corrected, as it is typed. */
function firstCorrection(field: string, { entry }: Pick<About, 'entry'>): { new: string; 'new.id': string } {
  const value = entry && isEntryField(field) ? valueAt(entry, field) : '';
  if (typeof value === 'number') return { new: String(value), 'new.id': '' };
  if (typeof value === 'string')
    return { new: correctedAs(field) === 'date' && isIsoDate(value) ? formatDate(value) : value, 'new.id': '' };
  const { id = '', name = '', body = '' } = value as { id?: string; name?: string; body?: string };
  return { new: name || body, 'new.id': id };
}

export function isAsked(field: ActionField, values: Values, about: About): boolean {
  return field.isAsked?.(values, about) ?? true;
}

/** What the form sends. */
export function dataOf(action: FormAction, values: Values, about: About, known: Known): Record<string, unknown> {
  return Object.fromEntries(
    forms[action].map((field) => {
      const asked = isAsked(field, values, about);
      return [field.path, valueIn(field, asked ? values : {}, about, known)];
    }),
  );
}

/** What is right, as the field holds it. */
function correction(values: Values, bodies: readonly Named[]): unknown {
  const { field = '', new: value = '' } = values;
  switch (correctedAs(field)) {
    case 'date':
      return readDate(value);
    case 'count':
      return readCount(value);
    case 'place':
      return { id: values['new.id'] ?? '', name: value.trim() };
    case 'body':
      return named(value, values['new.id'], bodies);
    case 'addressee':
      return { own: value.trim() === '', body: value.trim() };
    case 'subject':
      return values['new.typed']?.trim() || value;
    case 'choice':
    case 'line':
    case 'lines':
      return value;
  }
}

function valueIn(field: ActionField, values: Values, { state }: About, { staff, bodies }: Known): unknown {
  const { path } = field;
  const value = values[path] ?? '';
  switch (field.as) {
    case 'date':
      return readDate(value);
    case 'count':
      return readCount(value);
    case 'check':
      return value === 'yes';
    case 'executor':
      return named(value, values[`${path}.id`], staff);
    case 'body':
      return named(value, values[`${path}.id`], bodies);
    case 'hiddenPerson':
      return { id: values[`${path}.id`] ?? '', name: value };
    case 'executors': {
      const typed = values[`${path}.typed`]?.trim() ?? '';
      return [...peopleIn(value), ...(typed === '' ? [] : [named(typed, '', staff)])];
    }
    case 'subject':
      // What was typed and is no subject is refused; an unchanged one is none that the decision sets.
      return values[`${path}.typed`]?.trim() || (value === state.subject ? '' : value);
    case 'time':
    case 'line':
    case 'lines':
    case 'hidden':
    case 'choice':
    case 'reason':
    case 'amendField':
      return value;
    case 'amendValue':
      return correction(values, bodies);
  }
}

/** The people in a field of several. */
export function peopleIn(value: string): Named[] {
  return value === '' ? [] : (JSON.parse(value) as Named[]);
}

/** A name that was picked, or that is one person's or body's alone. */
function named(typed: string, id: string | undefined, known: readonly Named[]): Named {
  const name = typed.trim();
  if (id) return { id, name };
  const same = known.filter((one) => one.name === name);
  return { id: same.length === 1 ? same[0]!.id : '', name };
}
