import { expect, test } from 'vitest';
import { emptyForm } from '../intake/draft.ts';
import { emptyField } from './scanned-field.ts';

const form = emptyForm('2026-12-01');
const [own, representative] = ['applicant.idNumber', 'applicant.representative.idNumber'] as const;

test('a card fills the empty field that has the focus and asks for its number', () => {
  expect(emptyField(`intake-${own}`, form, 'iin')).toBe(own);
  expect(emptyField(`intake-${representative}`, form, 'iin')).toBe(representative);
  const firm = { ...form, 'applicant.type': 'legalEntity' };
  expect(emptyField(`intake-${own}`, firm, 'bin')).toBe(own);
  expect(emptyField(`intake-${representative}`, firm, 'iin')).toBe(representative);
});

test('elsewhere it begins a paper: a filled field, another one, a number of the other kind', () => {
  expect(emptyField(`intake-${own}`, { ...form, [own]: '870314414905' }, 'iin')).toBeUndefined();
  expect(emptyField('intake-applicant.name', form, 'iin')).toBeUndefined();
  expect(emptyField(undefined, form, 'iin')).toBeUndefined();
  expect(emptyField(`intake-${own}`, form, 'bin')).toBeUndefined();
  expect(emptyField(`intake-${representative}`, form, 'bin')).toBeUndefined();
});
