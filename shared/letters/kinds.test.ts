import { expect, test } from 'vitest';
import { foldedAfter } from '../../test/domain/acts.ts';
import { fittingLetters } from './kinds.ts';

/** The letters that fit a paper after these actions. */
function fitting(...actions: Parameters<typeof foldedAfter>): string[] {
  const { state, effects } = foldedAfter(...actions);
  return fittingLetters(state, effects).map(({ letter }) => letter);
}

test('the notice of a hearing fits until it was held or waived', () => {
  expect(fitting('assign', 'callHearing')).toEqual(['hearingNotice', 'reminder']);
  expect(fitting('assign', 'callHearing', 'holdHearing')).toEqual(['hearingMinutes', 'reminder']);
  expect(fitting('assign', 'callHearing', 'waiveHearing')).toEqual(['reminder']);
});
