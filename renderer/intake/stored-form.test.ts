import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyForm } from './draft.ts';
import { valuePaths } from './fields.ts';
import { FORM_VERSION, readStored, storedValues } from './stored-form.ts';

const today = '2026-12-01';
const draft = (form: Record<string, string>, more: { version?: number; damaged?: boolean } = {}) => {
  return { id: 'd', savedAt: '', version: FORM_VERSION, form, ...more };
};

describe('a stored form', () => {
  test('comes back letter for letter, whatever was typed', () => {
    const typed = fc.record(Object.fromEntries(valuePaths.map((path) => [path, fc.string({ unit: 'binary' })])));
    fc.assert(
      fc.property(typed, fc.constantFrom('', '2026-12-01T09:00:00.000Z'), (values, parkedAt) => {
        const form = { ...emptyForm(today), ...values };
        const stored = storedValues(form, { folds: ['note', 'email'], parkedAt }, {});
        expect(readStored(draft(stored), today)).toEqual({
          form,
          folds: ['note', 'email'],
          parkedAt,
          state: 'whole',
          foreign: {},
        });
      }),
    );
  });

  test('of another version is told so; fields that this form does not have are kept and named', () => {
    const older = readStored(draft({ 'paper.summary': 'Жер', 'paper.index': '07-12' }, { version: 1 }), today);
    expect(older).toMatchObject({ state: 'older', foreign: { 'paper.index': '07-12' } });
    expect(older.form).toEqual({ ...emptyForm(today), 'paper.summary': 'Жер' });
    expect(storedValues(older.form, older, older.foreign)['paper.index']).toBe('07-12');
    expect(readStored(draft({}, { version: FORM_VERSION + 1 }), today).state).toBe('newer');
  });

  test('that was put aside by a program that did not note when, was so when it was saved last', () => {
    const savedAt = '2026-11-30T09:00:00.000Z';
    expect(readStored({ ...draft({ 'screen.parked': 'yes' }), savedAt }, today).parkedAt).toBe(savedAt);
    expect(readStored(draft({ 'screen.parked': 'yes' }), today).parkedAt).not.toBe('');
  });

  test('that is damaged gives what can be read of it', () => {
    const read = readStored(
      draft({ 'applicant.name': 'Ким', 'screen.folds': 'note nonsense' }, { damaged: true }),
      today,
    );
    expect(read).toMatchObject({ state: 'damaged', folds: ['note'], parkedAt: '' });
    expect(read.form['applicant.name']).toBe('Ким');
  });
});
