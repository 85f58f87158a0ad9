import type { IntakeForm } from '../intake/draft.ts';
import { identityKind } from '../intake/identity-words.ts';

const fields = ['applicant.idNumber', 'applicant.representative.idNumber'] as const;

/**
 * The empty field of the form that asks for just such a number and has the focus: there a card fills it, and begins no paper. A
 * representative is a person, so his field takes no BIN.
 *
 * @param focused the id of the element with the focus
 */
export function emptyField(
  focused: string | undefined,
  form: IntakeForm,
  of: 'iin' | 'bin',
): (typeof fields)[number] | undefined {
  const field = fields.find((path) => focused === `intake-${path}`);
  if (field === undefined || form[field].trim() !== '') return undefined;
  const asks = identityKind(field === 'applicant.idNumber' ? form['applicant.type'] : 'individual');
  return asks === of ? field : undefined;
}
