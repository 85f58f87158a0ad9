import type { EarlierApplicant } from '../../shared/contract/people.ts';
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
  const typed = withoutEmpty(valuesOf(earlier, form));
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

function valuesOf(earlier: EarlierApplicant, form: IntakeForm): Values {
  const { representative } = earlier;
  return {
    ...typeOf(earlier, form),
    'applicant.idNumber': earlier.idNumber,
    'applicant.name': earlier.name,
    'applicant.members': earlier.members > 0 ? String(earlier.members) : '',
    'applicant.contact': earlier.contact,
    'applicant.place': earlier.place.name,
    'applicant.place.id': earlier.place.id,
    'applicant.street': earlier.street,
    'applicant.phone': earlier.phone,
    'applicant.email': earlier.email,
    'applicant.representative.name': representative.name,
    'applicant.representative.idNumber': representative.idNumber,
    'applicant.representative.basis': representative.basis,
    'applicant.representative.phone': representative.phone,
  };
}

/** Who has a BIN is a firm; otherwise who it is was chosen before, and a sole trader may well come as a person. */
function typeOf(earlier: EarlierApplicant, form: IntakeForm): Values {
  const isFirm = (type: string) => type === 'legalEntity';
  const differs = isFirm(earlier.type) !== isFirm(form['applicant.type']) && plainDigits(earlier.idNumber) !== '';
  return differs ? { 'applicant.type': earlier.type } : {};
}

function withoutEmpty(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, text]) => text !== ''));
}
