import { dammDigit } from '../number/damm.ts';

/**
 * The recovery code of a store's key, as it stands on paper: 8 groups of 6 digits. Five digits of a group are random (133 bits in
 * all), the sixth is Damm's check digit over the group's place and them: a slip is named by its group, and so is a group that was
 * typed in another's place. Digits, because every keyboard layout has them and none looks like a letter of the other alphabet.
 */
export const RECOVERY_GROUPS = 8;
export const GROUP_DIGITS = 6;

/** Random values that one group can take. */
export const GROUP_VALUES = 10 ** (GROUP_DIGITS - 1);

/**
 * @param values one random whole number below {@link GROUP_VALUES} a group
 * @throws RangeError when there are not as many, or one is out of range
 */
export function composeRecoveryCode(values: readonly number[]): string {
  if (values.length !== RECOVERY_GROUPS) throw new RangeError(`a recovery code has ${RECOVERY_GROUPS} groups`);
  return values.map(groupOf).join('');
}

/** For print and screen: groups of 6. */
export function recoveryGroups(code: string): string[] {
  return code.match(/.{1,6}/g) ?? [];
}

/** A typed code: whole, or what is wrong with it. Groups count from 1. */
export type TypedRecoveryCode =
  | { state: 'whole'; code: string }
  /** So many digits are still to come; what is there fits. */
  | { state: 'unfinished'; missing: number }
  /** These groups hold a slip. */
  | { state: 'wrong'; groups: number[] }
  | { state: 'tooLong' };

/**
 * Reads what somebody typed from the paper: any grouping, any signs between, and letters that look like digits (О о O, l I І, З,
 * Ч, б, В) as the digits they stand for.
 */
export function readRecoveryCode(typed: string): TypedRecoveryCode {
  const digits = digitsOf(typed);
  const groups = recoveryGroups(digits);
  if (digits.length > RECOVERY_GROUPS * GROUP_DIGITS) return { state: 'tooLong' };
  const wrong = groups.flatMap((group, index) =>
    group.length === GROUP_DIGITS && !fitsPlace(group, index) ? [index + 1] : [],
  );
  if (wrong.length > 0) return { state: 'wrong', groups: wrong };
  const missing = RECOVERY_GROUPS * GROUP_DIGITS - digits.length;
  return missing > 0 ? { state: 'unfinished', missing } : { state: 'whole', code: digits };
}

/** What is typed when one group alone is asked for. */
export function digitsOf(typed: string): string {
  return [...typed.normalize('NFKC')]
    .map((sign) => LOOK_ALIKES[sign.toUpperCase()] ?? sign)
    .join('')
    .replace(/[^0-9]/g, '');
}

/** Letters, Latin and Cyrillic, that are written like a digit; by their capitals, but for б. */
const LOOK_ALIKES: Record<string, string> = {
  O: '0',
  О: '0',
  Q: '0',
  I: '1',
  І: '1',
  L: '1',
  '|': '1',
  Z: '2',
  З: '3',
  Ч: '4',
  S: '5',
  Б: '6',
  G: '6',
  B: '8',
  В: '8',
};

function groupOf(value: number, index: number): string {
  if (!Number.isInteger(value) || value < 0 || value >= GROUP_VALUES) throw new RangeError('not a value of a group');
  const digits = String(value).padStart(GROUP_DIGITS - 1, '0');
  return `${digits}${dammDigit(`${index}${digits}`)}`;
}

function fitsPlace(group: string, index: number): boolean {
  return dammDigit(`${index}${group}`) === 0;
}
