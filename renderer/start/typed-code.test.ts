import { describe, expect, test } from 'vitest';
import { composeRecoveryCode, recoveryGroups } from '../../shared/domain/keys/recovery-code.ts';
import { typedGroups } from './typed-code.ts';

const code = composeRecoveryCode([1, 22, 333, 4444, 55555, 6, 77, 888]);
const states = (typed: string) => typedGroups(typed).map(({ state }) => state);

describe('a code that is being typed', () => {
  test('is judged group by group as soon as a group is whole', () => {
    expect(states('')).toEqual(Array(8).fill('empty'));
    expect(states(code.slice(0, 11))).toEqual(['right', ...Array(7).fill('empty')]);
    expect(states(recoveryGroups(code).join(' - '))).toEqual(Array(8).fill('right'));
  });

  test('shows which group has the slip, and goes on judging the others', () => {
    const slip = `${code.slice(0, 8)}${(Number(code[8]) + 1) % 10}${code.slice(9)}`;
    expect(states(slip)).toEqual(['right', 'wrong', ...Array(6).fill('right')]);
  });

  test('shows eight groups, however much is typed', () => {
    expect(typedGroups(`${code}123456`).map(({ digits }) => digits)).toEqual(recoveryGroups(code));
  });
});
