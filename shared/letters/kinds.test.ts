import { expect, test } from 'vitest';
import { foldedAfter, law, newPaper, sound } from '../../test/domain/acts.ts';
import type { AppealEntry, ApplicantType } from '../books/appeals.ts';
import type { ActionName } from '../domain/life/life.ts';
import { fittingLetters } from './kinds.ts';

/** The letters that fit a paper after these actions. */
function fitting(...actions: Parameters<typeof foldedAfter>): string[] {
  return lettersFor('individual', ...actions);
}

function lettersFor(type: ApplicantType, ...actions: Parameters<typeof foldedAfter>): string[] {
  const { applicant } = newPaper().entry;
  return fittingLetters(foldedAfter(...actions), { applicant: { ...applicant, type } }, law).map(
    ({ letter }) => letter,
  );
}

test('the notice of a hearing fits until it was held, waived, or overtaken by a decision', () => {
  expect(fitting('assign', 'callHearing')).toEqual(['hearingNotice', 'reminder']);
  expect(fitting('assign', 'callHearing', 'holdHearing')).toEqual(['hearingMinutes', 'reminder']);
  expect(fitting('assign', 'callHearing', 'waiveHearing')).toEqual(['reminder']);
  expect(fitting('assign', 'callHearing', 'decide')).toEqual(['answerCover']);
});

test('the minutes of a hearing that was held stay, also where the paper was answered and taken up again', () => {
  const answered = ['assign', 'callHearing', 'holdHearing', 'decide', 'sign', 'answer'] as const;
  expect(fitting(...answered)).toContain('hearingMinutes');
  expect(fitting(...answered, 'reopen')).toEqual(['hearingMinutes', 'reminder']);
  expect(fitting(...answered, 'reopen', 'callHearing')).toEqual(['hearingNotice', 'hearingMinutes', 'reminder']);
});

test('the notice of an extension can still be written when the paper is answered meanwhile', () => {
  expect(fitting('assign', 'extend', 'decide', 'sign', 'answer')).toEqual(['answerCover', 'extensionNotice']);
  expect(fitting('assign', 'extend', 'redirect')).toContain('extensionNotice');
});

test('a decision that was sent back has no cover: nothing of it has left, and the next one has its own', () => {
  expect(fitting('assign', 'decide', 'sendBack')).toEqual(['reminder']);
  expect(fitting('assign', 'decide', 'sendBack', 'decide')).toEqual(['answerCover']);
});

test('under a law that hears nobody no notice of a hearing is written, whatever an earlier program has noted', () => {
  const { state, effects } = foldedAfter('assign', 'callHearing');
  const old = { state: { ...state, registeredOn: '2021-06-30' }, effects };
  expect(fittingLetters(old, newPaper().entry, law).map(({ letter }) => letter)).toEqual(['reminder']);
});

test('letters of a redirection fit while it holds: not after the paper was opened again; those of a part stay', () => {
  const letters = ['redirectionToBody', 'redirectionToApplicant'];
  expect(fitting('assign', 'redirect')).toEqual(letters);
  expect(fitting('assign', 'redirect', 'reopen')).toEqual(['reminder']);
  expect(fitting('assign', 'redirect', 'reopen', 'withdraw')).toEqual(['termination']);
  // The second one has letters of its own.
  expect(fitting('assign', 'redirect', 'reopen', 'redirect')).toEqual(letters);
  expect(fitting('assign', 'redirectPart', 'redirect')).toEqual([...letters, ...letters]);
  expect(fitting('assign', 'redirectPart', 'redirect', 'reopen')).toEqual([...letters, 'reminder']);
});

test('a complaint that goes up has letters of its own, not those of competence', () => {
  const up: [ActionName, Record<string, unknown>] = ['redirect', { ...sound.redirect, higher: true }];
  expect(fitting('assign', up)).toEqual(['passingOnToBody', 'passingOnToApplicant']);
  expect(fitting('assign', up, 'reopen')).toEqual(['reminder']);
  expect(lettersFor('anonymous', 'assign', up)).toEqual(['passingOnToBody']);
});

test('an interim reply is for as long as the paper is considered', () => {
  expect(fitting('assign', 'replyMeanwhile')).toEqual(['interimReply', 'reminder']);
  expect(fitting('assign', 'replyMeanwhile', 'withdraw')).toEqual(['termination']);
});

test('who is known, with an address, hears that his paper is left unconsidered', () => {
  const folded = foldedAfter('leaveUnconsidered');
  const letters = (change: Partial<AppealEntry['applicant']>) =>
    fittingLetters(folded, { applicant: { ...newPaper().entry.applicant, ...change } }, law).map(
      ({ letter }) => letter,
    );
  expect(letters({ street: 'Абай, 1' })).toEqual(['leftUnconsidered']);
  expect(letters({ place: { id: '', name: 'Атырау' } })).toEqual(['leftUnconsidered']);
  expect(letters({})).toEqual([]);
  expect(letters({ type: 'anonymous', street: 'Абай, 1' })).toEqual([]);
  expect(letters({ name: '', street: 'Абай, 1' })).toEqual([]);
});

test('who sent a paper is told that it was passed on at once, as of a redirection; where nobody is known, nobody is', () => {
  expect(fitting('forwardAtOnce')).toEqual(['forwarding', 'forwardingToApplicant']);
  expect(lettersFor('anonymous', 'forwardAtOnce')).toEqual(['forwarding']);
  expect(lettersFor('anonymous', 'assign', 'redirect')).toEqual(['redirectionToBody']);
});
