import {
  digitsOf,
  GROUP_DIGITS,
  RECOVERY_GROUPS,
  readRecoveryCode,
  recoveryGroups,
} from '../../shared/domain/keys/recovery-code.ts';

/** One group as the screen shows it beside the sheet: what is typed of it, and whether it fits. */
export type TypedGroup = { n: number; digits: string; state: 'empty' | 'right' | 'wrong' };

/** The groups of a code that is being typed. A group is judged as soon as it is whole. */
export function typedGroups(typed: string): TypedGroup[] {
  const groups = recoveryGroups(digitsOf(typed));
  const read = readRecoveryCode(groups.slice(0, RECOVERY_GROUPS).join(''));
  const wrong = read.state === 'wrong' ? read.groups : [];
  return Array.from({ length: RECOVERY_GROUPS }, (_, index): TypedGroup => {
    const [n, digits] = [index + 1, groups[index] ?? ''];
    if (digits.length < GROUP_DIGITS) return { n, digits, state: 'empty' };
    return { n, digits, state: wrong.includes(n) ? 'wrong' : 'right' };
  });
}
