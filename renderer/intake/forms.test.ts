import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EarlierApplicant } from '../../shared/contract/people.ts';
import { anotherForm } from './another-form.ts';
import { emptyForm } from './draft.ts';
import { asInForm, fillingFrom, namesToChoose } from './earlier-applicant.ts';
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

describe('an earlier paper in another role', () => {
  const collective: EarlierApplicant = {
    ...earlier,
    type: 'collective',
    name: 'Абай көшесі 5-үйдің тұрғындары',
    members: 14,
    contact: 'Әлімқұлова Айгүл Серікқызы',
  };
  const as = (type: string, typed = {}) => ({ ...emptyForm(today), 'applicant.type': type, ...typed });
  const who = (from: EarlierApplicant, form: ReturnType<typeof as>, chosen?: 'name') =>
    Object.fromEntries(
      Object.entries(fillingFrom(from, form, chosen)).filter(([path]) =>
        /type|name|members|contact|idNumber|representative/.test(path),
      ),
    );
  const idNumber = { 'applicant.idNumber': earlier.idNumber };

  test('of a collective names its contact, when that person comes alone', () => {
    expect(who(collective, as('individual'))).toEqual({ ...idNumber, 'applicant.name': collective.contact });
  });

  test('of a person names the contact of a collective, never those who wrote', () => {
    expect(who(earlier, as('collective'))).toEqual({ ...idNumber, 'applicant.contact': earlier.name });
  });

  test('of a sole trader gives a person no name, nor the other way round', () => {
    const trader: EarlierApplicant = { ...earlier, type: 'soleTrader', name: 'ЖК Өміров' };
    expect(who(trader, as('individual'))).toEqual(idNumber);
    expect(who(earlier, as('soleTrader'))).toEqual(idNumber);
    expect(who(trader, as('collective'))).toEqual(idNumber);
    expect(who(collective, as('soleTrader'))).toEqual(idNumber);
  });

  test('of a firm found by its phone makes no firm of whom the form names already', () => {
    const firm: EarlierApplicant = { ...earlier, type: 'legalEntity', idNumber: '210140000006', name: '«X» ЖШС' };
    expect(who(firm, as('individual', { 'applicant.name': 'Ким' }))).toEqual({});
    expect(who(firm, as('individual', { 'applicant.idNumber': '850412400121' }))).toEqual({});
    expect(who(firm, as('collective'))).toEqual({});
  });

  test('comes back as it was, when it is chosen by name', () => {
    expect(who(collective, as('individual', { 'applicant.name': 'абай' }), 'name')).toMatchObject({
      'applicant.type': 'collective',
      'applicant.name': collective.name,
      'applicant.members': '14',
      'applicant.contact': collective.contact,
    });
  });

  test('is not offered beside one in the role that the form says', () => {
    const found = [collective, earlier].map((applicant) => ({ applicant, papers: 1, lastOn: today }));
    expect(asInForm(found, 'individual')).toEqual([found[1]]);
    expect(asInForm(found, 'collective')).toEqual([found[0]]);
    expect(asInForm(found, 'soleTrader')).toEqual(found);
  });

  test('is chosen by name only where neither role nor number was given', () => {
    const found = [collective, earlier].map((applicant) => ({ applicant, papers: 1, lastOn: today }));
    expect(namesToChoose(found, 'individual', '')).toEqual(found);
    expect(namesToChoose(found, 'individual', '8504')).toEqual([found[1]]);
    expect(namesToChoose(found, 'individual', '8504 1240 0123')).toEqual([found[1]]);
    expect(namesToChoose(found, 'collective', '')).toEqual([found[0]]);
  });

  test('with another number is nobody to choose for the one that was typed', () => {
    const found = [earlier, { ...earlier, idNumber: '' }].map((applicant) => ({ applicant, papers: 1, lastOn: today }));
    expect(namesToChoose(found, 'individual', '920101300456')).toEqual([found[1]]);
    const firms = found.map((one) => ({ ...one, applicant: { ...one.applicant, type: 'legalEntity' as const } }));
    expect(namesToChoose(firms, 'legalEntity', '210140000006')).toEqual([firms[1]]);
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
