import { describe, expect, test } from 'vitest';
import { emptyForm, type IntakeForm } from './draft.ts';
import { planPaste } from './paste-plan.ts';
import { offeredNow } from './pasted-offer.ts';

const today = '2026-12-01';
const form = (typed: Partial<IntakeForm> = {}): IntakeForm => ({ ...emptyForm(today), ...typed });

const person = {
  'applicant.idNumber': '850412400121',
  'applicant.name': 'Әлімқұлова Айгүл Серікқызы',
  'applicant.phone': '+7 701 000 01 23',
};
const firm = {
  'applicant.type': 'legalEntity',
  'applicant.idNumber': '210140000006',
  'applicant.name': 'ТОО «Теңіз-Құрылыс»',
  'applicant.phone': '+7 701 000 01 23',
};
const phone = { 'applicant.phone': firm['applicant.phone'] };

describe('particulars of a pasted text', () => {
  test('are offered for what is empty at this moment, and for nothing that was typed meanwhile', () => {
    expect(offeredNow(person, form())).toEqual(person);
    expect(offeredNow(person, form({ 'applicant.name': 'Әлімқұлова Айгүл' }))).toEqual({
      'applicant.idNumber': person['applicant.idNumber'],
      ...phone,
    });
    const typed = { 'applicant.idNumber': '850412 400121', 'applicant.name': 'Ким', 'applicant.phone': '1' };
    expect(offeredNow(person, form(typed))).toEqual({});
  });

  test('are whose the number is, however the name is spelt', () => {
    const typed = { 'applicant.idNumber': '850412 400121', 'applicant.name': 'Сейтова Айгүл' };
    expect(offeredNow(person, form(typed))).toEqual(phone);
    expect(offeredNow(person, form({ ...typed, 'applicant.idNumber': '850412' }))).toEqual({});
    expect(offeredNow(person, form({ ...typed, 'applicant.idNumber': '900101300017' }))).toEqual({});
  });

  test('make a firm of an empty form', () => {
    expect(offeredNow(firm, form())).toEqual(firm);
    const { 'applicant.type': _, ...itself } = firm;
    expect(offeredNow(firm, form({ 'applicant.type': 'legalEntity' }))).toEqual(itself);
  });

  test.each([
    ['an IIN', { 'applicant.idNumber': '850412400121' }],
    ['a name', { 'applicant.name': 'Ким' }],
    ['another role', { 'applicant.type': 'collective' }],
    ['a sole trader', { 'applicant.type': 'soleTrader' }],
  ])('never make a firm of whom %s stands for, nor is its telephone theirs', (_what, typed) => {
    expect(offeredNow(firm, form(typed))).toEqual({});
  });

  test('of a person are neither number nor name of a firm; of a collective they are its contact', () => {
    expect(offeredNow(person, form({ 'applicant.type': 'legalEntity' }))).toEqual(phone);
    expect(offeredNow(person, form({ 'applicant.type': 'collective' }))).toEqual({
      'applicant.idNumber': person['applicant.idNumber'],
      'applicant.contact': person['applicant.name'],
      ...phone,
    });
  });

  test('do not put one person’s number or telephone beside another’s name', () => {
    expect(offeredNow(person, form({ 'applicant.name': 'Ким' }))).toEqual({});
    expect(offeredNow(person, form({ 'applicant.idNumber': '900101300017' }))).toEqual({});
    expect(offeredNow(person, form({ 'applicant.type': 'collective', 'applicant.contact': 'Ким' }))).toEqual({});
  });

  test('that name nobody are whose the form is; half a number is nobody else’s', () => {
    expect(offeredNow(phone, form({ 'applicant.name': 'Ким' }))).toEqual(phone);
    expect(offeredNow(person, form({ 'applicant.idNumber': '850412' }))).toEqual(phone);
    const { 'applicant.idNumber': _, ...named } = person;
    expect(offeredNow(named, form({ 'applicant.name': 'әлімқұлова' }))).toEqual(phone);
  });

  test('are not offered for a paper that names nobody', () => {
    expect(offeredNow(person, form({ 'applicant.type': 'anonymous' }))).toEqual({});
  });
});

describe('a pasted block', () => {
  const block = 'Аты-жөні: Әлімқұлова Айгүл Серікқызы\r\nЖСН 850412400121, тел. +7 701 000 01 23';
  const line = 'Аты-жөні: Әлімқұлова Айгүл Серікқызы ЖСН 850412400121, тел. +7 701 000 01 23';

  test('stays out of a line of the applicant, where its particulars are offered instead', () => {
    expect(planPaste(block, 'applicant.name', form(), today)).toEqual({
      insert: undefined,
      offer: person,
      cut: undefined,
    });
  });

  test.each(['paper.summary', 'handling.note', 'paper.higherBody'] as const)('goes into %s all the same', (path) => {
    expect(planPaste(block, path, form(), today)).toEqual({ insert: line, offer: person, cut: undefined });
  });

  test('goes in anywhere, when there is nothing to offer any more', () => {
    for (const path of ['applicant.street', 'paper.summary'] as const)
      expect(planPaste(block, path, form(person), today)).toEqual({ insert: line, offer: undefined, cut: undefined });
  });

  test('is cut where it is too long, and that is told', () => {
    const plan = planPaste('ж'.repeat(3_000), 'paper.summary', form(), today);
    expect(plan).toEqual({ insert: 'ж'.repeat(2_000), offer: undefined, cut: 2_000 });
  });
});
