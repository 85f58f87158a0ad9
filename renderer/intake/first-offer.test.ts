import { expect, test } from 'vitest';
import type { PersonFound } from '../../shared/contract/people.ts';
import { emptyForm } from './draft.ts';
import { firstOffer, personKey } from './first-offer.ts';

const today = '2026-12-01';
const form = { ...emptyForm(today), 'applicant.idNumber': '850412400121' };

const person: PersonFound = {
  applicant: {
    type: 'individual',
    idNumber: '850412400121',
    name: 'Әлімқұлова Айгүл',
    members: 0,
    contact: '',
    place: { id: '', name: '' },
    street: 'Абай көшесі, 5',
    phone: '',
    email: '',
    representative: { name: '', idNumber: '', basis: '', phone: '' },
  },
  papers: 1,
  lastOn: today,
};
const pasted = { 'applicant.phone': '+7 701' };

test('whoever the typed number names is offered before what a text says', () => {
  const people = [person];
  const key = personKey(person.applicant);
  const values = { 'applicant.name': 'Әлімқұлова Айгүл', 'applicant.street': 'Абай көшесі, 5' };
  expect(firstOffer({ people, dropped: [], pasted }, form)).toEqual({ of: 'person', key, values });
  const text = { of: 'paste', values: { 'applicant.phone': '+7 701' } };
  expect(firstOffer({ people, dropped: [key], pasted }, form)).toEqual(text);
  expect(firstOffer({ people, dropped: [], pasted }, { ...form, ...values })).toEqual(text);
});

test('nothing is offered once all of it stands in the form, or nobody wants it', () => {
  const people = [person];
  const typed = { ...form, 'applicant.name': 'Ким', 'applicant.street': 'Сәтпаев, 1', 'applicant.phone': '1' };
  expect(firstOffer({ people, dropped: [], pasted }, typed)).toBeUndefined();
  expect(firstOffer({ people, dropped: [personKey(person.applicant)], pasted: undefined }, form)).toBeUndefined();
});
