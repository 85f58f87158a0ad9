import { describe, expect, test } from 'vitest';
import { emptyAppeal } from '../../shared/books/appeals.ts';
import { emptyForm, type IntakeForm, intakeOf, isUntouched } from './draft.ts';

const today = '2026-12-01';
const lists = {
  staff: [{ id: 'kim', name: 'Ким Андрей Валерьевич' }],
  higherBodies: [{ id: 'senate', name: { kk: 'Сенат', ru: 'Сенат Парламента' } }],
};
const typed = (change: Partial<IntakeForm>) => intakeOf({ ...emptyForm(today), ...change }, lists);

test('an untouched form is the empty entry of the book', () => {
  expect(intakeOf(emptyForm(today), lists)).toEqual(emptyAppeal(today));
});

describe('what the form does not ask for is not sent', () => {
  test('who was typed before «anonymous» was chosen', () => {
    const intake = typed({
      'applicant.type': 'anonymous',
      'applicant.name': 'Ким',
      'applicant.idNumber': '850412400008',
      'applicant.phone': '1',
      'applicant.representative.name': 'Ли',
    });
    expect(intake.applicant).toEqual({ ...emptyAppeal(today).applicant, type: 'anonymous' });
  });

  test('the people behind a paper that is no longer a collective one', () => {
    const intake = typed({ 'applicant.members': '12', 'applicant.contact': 'Ли' });
    expect(intake.applicant).toMatchObject({ members: 0, contact: '' });
  });

  test('another body, when the paper is for this one after all', () => {
    expect(typed({ 'paper.addressee.body': 'Акимат' }).paper.addressee).toEqual({ own: true, body: '' });
    const other = typed({ 'paper.addressee.own': 'other', 'paper.addressee.body': 'Акимат' });
    expect(other.paper.addressee).toEqual({ own: false, body: 'Акимат' });
  });
});

test('a name from a list is sent with its id, in either language and any case; another one as it was typed', () => {
  expect(typed({ 'handling.executor': 'ким андрей валерьевич ' }).handling.executor.id).toBe('kim');
  expect(typed({ 'paper.higherBody': 'Сенат' }).paper.higherBody).toEqual({ id: 'senate', name: 'Сенат' });
  expect(typed({ 'paper.higherBody': 'Сенат Парламента' }).paper.higherBody.id).toBe('senate');
  expect(typed({ 'handling.executor': 'Пак' }).handling.executor).toEqual({ id: '', name: 'Пак' });
});

test('of two namesakes the paper goes to the one who was picked, and to neither while none was', () => {
  const staff = ['kim-1', 'kim-2'].map((id) => ({ id, name: 'Ким Андрей' }));
  const executor = (change: Partial<IntakeForm>) =>
    intakeOf({ ...emptyForm(today), 'handling.executor': 'Ким Андрей', ...change }, { ...lists, staff }).handling
      .executor;
  expect(executor({ 'handling.executor.id': 'kim-2' })).toEqual({ id: 'kim-2', name: 'Ким Андрей' });
  expect(executor({})).toEqual({ id: '', name: 'Ким Андрей' });
  expect(executor({ 'handling.executor.id': 'gone' })).toEqual({ id: '', name: 'Ким Андрей' });
});

test('a form is untouched until something is typed', () => {
  expect(isUntouched(emptyForm(today), today)).toBe(true);
  expect(isUntouched({ ...emptyForm(today), 'paper.summary': 'a' }, today)).toBe(false);
  expect(isUntouched(emptyForm(today), '2026-12-02')).toBe(false);
});
