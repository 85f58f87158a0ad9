import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EarlierApplicant } from '../../shared/contract/people.ts';
import { anotherForm } from './another-form.ts';
import { emptyForm } from './draft.ts';
import { fillingFrom } from './earlier-applicant.ts';
import { valuePaths } from './fields.ts';

const today = '2026-12-01';

const earlier: EarlierApplicant = {
  type: 'individual',
  idNumber: '850412400123',
  name: 'Әлімқұлова Айгүл Серікқызы',
  members: 0,
  contact: '',
  place: { id: '233620100', name: 'Құлсары қаласы' },
  street: 'Абай көшесі, 5-үй',
  phone: '+7 700 000 01 23',
  email: '',
  representative: { name: 'Ким Анна', idNumber: '', basis: '№ 7', phone: '' },
};

describe('an earlier paper of the person', () => {
  test('fills in everything that is empty, the representative too', () => {
    expect(fillingFrom(earlier, emptyForm(today))).toEqual({
      'applicant.idNumber': '850412400123',
      'applicant.name': 'Әлімқұлова Айгүл Серікқызы',
      'applicant.place': 'Құлсары қаласы',
      'applicant.place.id': '233620100',
      'applicant.street': 'Абай көшесі, 5-үй',
      'applicant.phone': '+7 700 000 01 23',
      'applicant.representative.name': 'Ким Анна',
      'applicant.representative.basis': '№ 7',
    });
  });

  test('never writes over what was typed, and never mixes one place’s name with another’s code', () => {
    const typed = fc.record(Object.fromEntries(valuePaths.map((path) => [path, fc.constantFrom('', 'терілген')])));
    fc.assert(
      fc.property(typed, (values) => {
        const form = { ...emptyForm(today), ...values, 'applicant.type': 'individual', 'applicant.place.id': '' };
        const filling = fillingFrom(earlier, form);
        const written = Object.keys(filling).filter((path) => form[path as keyof typeof form] !== '');
        expect(written).toEqual([]);
        expect('applicant.place' in filling).toBe('applicant.place.id' in filling);
      }),
    );
  });

  test('chosen by name, gives the whole name for its typed beginning', () => {
    const form = { ...emptyForm(today), 'applicant.name': 'әлім' };
    expect(fillingFrom(earlier, form, 'name')['applicant.name']).toBe('Әлімқұлова Айгүл Серікқызы');
    expect(fillingFrom(earlier, form)['applicant.name']).toBeUndefined();
  });

  test('makes a firm of whoever has a BIN, but leaves a sole trader a person who comes as one', () => {
    const firm = fillingFrom({ ...earlier, type: 'legalEntity', idNumber: '210140000006' }, emptyForm(today));
    expect(firm['applicant.type']).toBe('legalEntity');
    expect(fillingFrom({ ...earlier, type: 'soleTrader' }, emptyForm(today))['applicant.type']).toBeUndefined();
  });
});

describe('after a registered paper', () => {
  const registered = {
    ...emptyForm('2026-11-30'),
    'applicant.name': 'Ким',
    'applicant.place': 'Құлсары қаласы',
    'applicant.place.id': '233620100',
    'paper.kind': 'complaint',
    'paper.subject': '01.02',
    'paper.summary': 'Жарық',
    'paper.text': 'Мәтін',
    'paper.sheets': '3',
    'handling.executor': 'Сейтова',
  };

  test('another one of the same applicant begins with the applicant alone, today', () => {
    expect(anotherForm(registered, 'applicant', today)).toEqual({
      ...emptyForm(today),
      'applicant.name': 'Ким',
      'applicant.place': 'Құлсары қаласы',
      'applicant.place.id': '233620100',
    });
  });

  test('the next sheet has everything but what it says and how long it is', () => {
    expect(anotherForm(registered, 'sheet', today)).toEqual({
      ...registered,
      'paper.summary': '',
      'paper.text': '',
      'paper.sheets': '1',
      'paper.attachments': '0',
    });
  });
});
