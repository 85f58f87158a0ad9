import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bringer, samePerson } from './same-person.ts';

const who = (over: Partial<Bringer> = {}): Bringer => ({
  idNumber: '',
  name: 'Әлімқұлова Айгүл Серікқызы',
  phone: '',
  place: 'Теңізбойы ауданы, Жаңаталап ауылы',
  street: 'Абай көшесі, 12-үй',
  ...over,
});
const IIN = '850412400121';

describe('the same person', () => {
  it('is who has the same number, whatever the name', () => {
    expect(samePerson(who({ idNumber: IIN }), who({ idNumber: '850412 400121', name: 'А. С.', street: '' }))).toBe(
      'number',
    );
  });

  it('is never one with another number that can be right', () => {
    expect(samePerson(who({ idNumber: IIN }), who({ idNumber: '900101300017' }))).toBeUndefined();
  });

  it('is by name and address where one of the numbers is missing, or is nobody’s', () => {
    expect(samePerson(who({ idNumber: IIN }), who())).toBe('nameAndAddress');
    expect(samePerson(who({ idNumber: IIN }), who({ idNumber: '850412400122' }))).toBe('nameAndAddress');
  });

  it.each([
    'Алимкулова Айгуль Сериковна',
    'Alimkulova Aigul',
    'АЛИМКУЛОВА А. С.',
    'Айгүл Әлімқұлова',
    'Әлімкулова Айгул Сериккызы',
    'Алимкулва Айгуль',
  ])('may write the name as %s', (name) => {
    expect(samePerson(who(), who({ name }))).toBe('nameAndAddress');
    expect(samePerson(who({ name }), who())).toBe('nameAndAddress');
  });

  it.each(['Әлімқұлов Серік', 'Айгүл', 'Әлімқұлова', '', 'Сейтова Айгүл Серікқызы', 'Әлімқұлова Гүлнұр Серікқызы'])(
    'is not %j at the same address',
    (name) => {
      expect(samePerson(who(), who({ name }))).toBeUndefined();
    },
  );

  it.each([
    ['ул. Абая, д. 12', 'с. Жанаталап'],
    ['Абая 12, кв. 3', ''],
    ['Abai koshesi 12', 'Janatalap'],
  ])('lives at %j, %j', (street, place) => {
    expect(samePerson(who(), who({ street, place }))).toBe('nameAndAddress');
  });

  it.each([
    ['ул. Абая, д. 21', 'с. Жанаталап'],
    ['ул. Исатая, 12', 'с. Жанаталап'],
    ['ул. Абая, 12', 'г. Кульсары'],
    ['', ''],
  ])('is a namesake at %j, %j', (street, place) => {
    expect(samePerson(who(), who({ street, place }))).toBeUndefined();
  });

  it('may be known by the phone', () => {
    const [one, other] = [who({ phone: '+7 700 000 01 23' }), who({ phone: '8(700)0000123', street: '', place: '' })];
    expect(samePerson(one, other)).toBe('nameAndPhone');
  });

  it('may be a firm, with its form before or behind, or left out', () => {
    const firm = who({ name: '«Теңіз Құрылыс» ЖШС' });
    expect(samePerson(firm, who({ name: 'ТОО "Тениз Курылыс"' }))).toBe('nameAndAddress');
    expect(samePerson(firm, who({ name: 'ТОО "Тениз Сервис"' }))).toBeUndefined();
  });

  it('is told the same either way, of any strings', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    const anybody = fc.record({ idNumber: text, name: text, phone: text, place: text, street: text });
    fc.assert(
      fc.property(anybody, anybody, (a, b) => {
        expect(samePerson(a, b)).toBe(samePerson(b, a));
      }),
    );
  });
});
