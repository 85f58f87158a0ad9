import type { ApplicantType } from '../../shared/books/appeals.ts';
import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { checkBin, checkIin, type IdentityCheck } from '../../shared/domain/identity/iin-bin.ts';
import { formatDate } from '../../shared/words/forms.ts';
import type { Words } from '../../shared/words/words.ts';
import { idWarningWord } from '../parts/value-words.ts';

/** What stands beside an IIN or BIN. `wrong` warns and never stops the paper (domain §4.3). */
export type IdentityNote = { state: 'empty' | 'typing' | 'right' | 'wrong'; text: string };

/** Firms have a BIN; everybody else, a sole trader too, the IIN of a person (domain §4.2). */
export function identityKind(type: string): IdentityCheck['kind'] {
  return (type as ApplicantType) === 'legalEntity' ? 'bin' : 'iin';
}

/**
 * Says what a number tells of its bearer, or what is wrong with it.
 *
 * @param typing the field still has the focus: a short number is unfinished, not wrong
 */
export function identityNote(
  typed: string,
  kind: IdentityCheck['kind'],
  { today, typing, words }: { today: IsoDate; typing: boolean; words: Words },
): IdentityNote {
  if (typed.trim() === '') return { state: 'empty', text: '' };
  const { t } = words;
  const check = (kind === 'bin' ? checkBin : checkIin)(typed, today);
  if (typing && check.warnings[0] === 'length' && check.digits.length < 12) {
    return { state: 'typing', text: t('intake.identity.typing', { count: check.digits.length }) };
  }
  if (check.warnings.length === 0) return { state: 'right', text: bearer(check, words) };
  const faults = check.warnings.map((code) => idWarningWord(words, code));
  return { state: 'wrong', text: [...faults, t('intake.identity.stays')].join(' ') };
}

/** Whether a number that is given is wrong: it will be marked. */
export function isIdentityWrong(typed: string, kind: IdentityCheck['kind'], today: IsoDate): boolean {
  return typed.trim() !== '' && (kind === 'bin' ? checkBin : checkIin)(typed, today).warnings.length > 0;
}

function bearer({ birthDate, sex, entity, unit }: IdentityCheck, { t }: Words): string {
  if (birthDate && sex) {
    return t('intake.identity.born', { date: formatDate(birthDate), sex: t(`intake.identity.${sex}`) });
  }
  const parts = [entity, unit].flatMap((part) => (part ? [t(`intake.identity.${part}`)] : []));
  return parts.length > 0 ? parts.join(', ') : t('intake.identity.right');
}
