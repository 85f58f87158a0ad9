import { describe, expect, test } from 'vitest';
import { byField, checkIntake, inScreenOrder, missingFields } from './check.ts';
import { emptyForm, type IntakeForm, intakeOf } from './draft.ts';
import { fieldOf } from './fields.ts';

const today = '2026-12-01';
const lists = { staff: [], higherBodies: [] };
const form = (change: Partial<IntakeForm>): IntakeForm => ({ ...emptyForm(today), ...change });
const whole = { 'applicant.name': 'Ким', 'paper.summary': 'Просит' } as const;
const errorsOf = (change: Partial<IntakeForm>) => checkIntake(intakeOf(form(change), lists), today);

describe('before sending', () => {
  test('a whole form has no errors', () => expect(errorsOf(whole)).toEqual({}));

  test('what is mandatory and empty is named, in the order of the screen', () => {
    const errors = errorsOf({
      'applicant.type': 'collective',
      'paper.addressee.own': 'other',
      'applicant.name': ' \u200b ',
    });
    expect(inScreenOrder(errors)).toEqual([
      'applicant.name',
      'applicant.members',
      'applicant.contact',
      'paper.addressee.body',
      'paper.summary',
    ]);
    expect(errors['applicant.members']).toBe('collectiveOfOne');
    expect(errors['paper.summary']).toBe('required');
  });

  test.each([
    ['paper.arrivedOn', '02.12.2026', 'futureDate'],
    ['paper.senderDate', '1.1.27', 'futureDate'],
    ['paper.arrivedOn', '31.11.2026', 'notDate'],
    ['paper.arrivedOn', '', 'required'],
    ['paper.senderDate', 'вчера', 'notDate'],
    ['paper.sheets', 'два', 'notNumber'],
    ['paper.attachments', '10001', 'tooBig'],
    ['applicant.name', 'а'.repeat(501), 'tooLong'],
    ['paper.text', 'а'.repeat(1_000_001), 'tooLong'],
  ] as const)('%s «%.12s» is refused as %s', (path, value, code) => {
    expect(errorsOf({ ...whole, [path]: value })).toEqual({ [path]: code });
  });

  test('a wrong IIN, emoji and control characters stop nothing', () => {
    const odd = { 'applicant.idNumber': '123', 'paper.text': '😀\u202e\u0000' } as const;
    expect(errorsOf({ ...whole, ...odd })).toEqual({});
  });
});

describe('issues of the office', () => {
  test('come to the field that they name, or to the one that holds it', () => {
    expect(fieldOf({ path: ['applicant', 'representative', 'name'], code: '' })).toBe('applicant.representative.name');
    expect(fieldOf({ path: ['paper', 'higherBody', 'name'], code: '' })).toBe('paper.higherBody');
    expect(fieldOf({ path: ['handling', 'executor'], code: '' })).toBe('handling.executor');
  });

  test('without a field on the screen are kept apart', () => {
    const nowhere = { path: ['paper', 'newThing'], code: 'required' };
    const { errors, elsewhere } = byField([
      nowhere,
      { path: [], code: 'x' },
      { path: ['paper', 'kind'], code: 'unknownValue' },
    ]);
    expect(errors).toEqual({ 'paper.kind': 'unknownValue' });
    expect(elsewhere).toEqual([nowhere, { path: [], code: 'x' }]);
  });
});

test('what is missing while typing is what would be refused as empty', () => {
  const forms = [
    {},
    whole,
    { 'applicant.type': 'collective', ...whole, 'applicant.members': '1' },
    { 'applicant.type': 'anonymous', 'paper.summary': 'x' },
    { 'paper.addressee.own': 'other', 'paper.arrivedOn': '' },
  ] as const;
  for (const change of forms) expect(missingFields(form(change))).toEqual(inScreenOrder(errorsOf(change)));
});
