import type { EarlierApplicant, PersonFound } from '../../shared/contract/people.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { plainDigits } from '../../shared/domain/text/digits.ts';
import type { IntakeForm } from './draft.ts';
import type { ValuePath } from './fields.ts';

/** Values that go into the form together. */
export type Values = Readonly<Partial<Record<ValuePath, string>>>;

/**
 * What an earlier paper of the person adds to the form: only what is still empty. What the clerk has typed stays, it is newer; but
 * with `name` chosen from a list, the beginning of it that was typed gives way to the whole.
 */
export function fillingFrom(earlier: EarlierApplicant, form: IntakeForm, chosen?: 'name'): Values {
  const typed = withoutEmpty(valuesOf(earlier, form, chosen));
  const isFree = (path: ValuePath) => cleanLine(form[path]) === '' || (chosen === 'name' && path === 'applicant.name');
  const placeIsFree = isFree('applicant.place');
  return Object.fromEntries(
    Object.entries(typed).filter(([path]) => {
      // Code and name of a place only ever come together.
      if (path === 'applicant.place.id') return placeIsFree;
      return path === 'applicant.type' || isFree(path as ValuePath);
    }),
  );
}

function valuesOf(earlier: EarlierApplicant, form: IntakeForm, chosen?: 'name'): Values {
  const type = typeFor(earlier, form, chosen);
  return {
    ...(type !== form['applicant.type'] && { 'applicant.type': type }),
    ...whoFor(earlier, type),
    'applicant.place': earlier.place.name,
    'applicant.place.id': earlier.place.id,
    'applicant.street': earlier.street,
    'applicant.phone': earlier.phone,
    'applicant.email': earlier.email,
  };
}

/**
 * As whom the earlier applicant comes now. Who was chosen by name comes as before; otherwise it is for the form to say, but a BIN makes a
 * firm of a form that names nobody else yet, and an IIN that is nobody's BIN makes a person again.
 */
function typeFor(earlier: EarlierApplicant, form: IntakeForm, chosen?: 'name'): string {
  const type = form['applicant.type'];
  if (chosen === 'name') return earlier.type;
  if (isFirm(earlier.type) === isFirm(type) || type === 'collective') return type;
  const number = plainDigits(earlier.idNumber);
  const typedNumber = plainDigits(form['applicant.idNumber']);
  const isOpen = cleanLine(form['applicant.name']) === '' && (typedNumber === '' || typedNumber === number);
  if (number === '' || !isOpen) return type;
  return earlier.type === 'collective' ? 'individual' : earlier.type;
}

/** Name and number as they are true of this type of applicant: the number of a collective is that of its contact. */
function whoFor(earlier: EarlierApplicant, type: string): Values {
  const { representative } = earlier;
  const idNumber = isFirm(earlier.type) === isFirm(type) ? earlier.idNumber : '';
  if (earlier.type === 'collective' && type === 'individual')
    return { 'applicant.idNumber': idNumber, 'applicant.name': earlier.contact };
  if (earlier.type === 'individual' && type === 'collective')
    return { 'applicant.idNumber': idNumber, 'applicant.contact': earlier.name };
  if (earlier.type !== type) return { 'applicant.idNumber': idNumber };
  return {
    'applicant.idNumber': idNumber,
    'applicant.name': earlier.name,
    'applicant.members': earlier.members > 0 ? String(earlier.members) : '',
    'applicant.contact': earlier.contact,
    'applicant.representative.name': representative.name,
    'applicant.representative.idNumber': representative.idNumber,
    'applicant.representative.basis': representative.basis,
    'applicant.representative.phone': representative.phone,
  };
}

const isFirm = (type: string) => type === 'legalEntity';

/** Of those found, who came as the form says; if nobody did, all of them. */
export function asInForm(people: readonly PersonFound[], type: string): readonly PersonFound[] {
  const same = people.filter(({ applicant }) => applicant.type === type);
  return same.length > 0 ? same : people;
}

/**
 * Of those whose names begin as typed, who may be chosen: a number or a role that stands in the form is not turned into another's, and
 * nothing of a namesake with another number goes under the typed one.
 */
export function namesToChoose(
  people: readonly PersonFound[],
  type: string,
  typedNumber: string,
): readonly PersonFound[] {
  if (type === 'individual' && typedNumber === '') return people;
  const typed = plainDigits(typedNumber);
  const isAnother = (own: string) => isWhole(typed) && isWhole(own) && own !== typed;
  return people.filter(({ applicant }) => applicant.type === type && !isAnother(plainDigits(applicant.idNumber)));
}

/** An IIN or a BIN, not the beginning of one. */
const isWhole = (digits: string) => /^\d{12}$/.test(digits);

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));
}
