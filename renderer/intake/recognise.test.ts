import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsOf, recogniseFields } from './recognise.ts';

const today = '2026-12-01';

describe('a pasted block', () => {
  test('of a Russian letter gives number, name, phone, e-mail and address', () => {
    const block = `Акиму Жылыойского района
Заявитель: Алимкулова Айгуль Сериковна, ИИН 850412 400121
проживающая по адресу: г. Кульсары, ул. Абая, д. 5, кв. 7, тел. 8 (701) 000-01-23
эл. почта aigul.a@example.kz

Прошу выделить земельный участок.`;
    expect(recogniseFields(block, today)).toEqual({
      'applicant.idNumber': '850412400121',
      'applicant.name': 'Алимкулова Айгуль Сериковна',
      'applicant.phone': '8 (701) 000-01-23',
      'applicant.email': 'aigul.a@example.kz',
      'applicant.place': 'г. Кульсары',
      'applicant.street': 'ул. Абая, д. 5, кв. 7',
    });
  });

  test('of a Kazakh letter too', () => {
    const block = `Аты-жөні: Әлімқұлова Айгүл Серікқызы
ЖСН: 850412400121
Мекенжайы: Құлсары қаласы, Абай көшесі, 5-үй
Тел: +7 700 000 01 23`;
    expect(recogniseFields(block, today)).toEqual({
      'applicant.idNumber': '850412400121',
      'applicant.name': 'Әлімқұлова Айгүл Серікқызы',
      'applicant.phone': '+7 700 000 01 23',
      'applicant.place': 'Құлсары қаласы',
      'applicant.street': 'Абай көшесі, 5-үй',
    });
  });

  test('of a firm gives its name and makes it one', () => {
    expect(recogniseFields('ТОО «Теңіз-Құрылыс», БИН 210140000006, директор Ким Анна Олеговна', today)).toEqual({
      'applicant.type': 'legalEntity',
      'applicant.idNumber': '210140000006',
      'applicant.name': 'ТОО «Теңіз-Құрылыс»',
    });
  });

  test('of somebody who complains of a firm gives the person, not the firm', () => {
    const block = 'Заявитель: Алимкулова Айгуль Сериковна, ИИН 850412400121\nЖалоба на ТОО «X», БИН 210140000006';
    expect(recogniseFields(block, today)).toEqual({
      'applicant.idNumber': '850412400121',
      'applicant.name': 'Алимкулова Айгуль Сериковна',
    });
  });

  test('of a firm that is not named does not call it by its director', () => {
    expect(recogniseFields('БИН 210140000006, директор Ким Анна Олеговна', today)).toEqual({
      'applicant.type': 'legalEntity',
      'applicant.idNumber': '210140000006',
    });
  });

  test.each([
    'от Алимкуловой Айгуль Сериковны',
    'Әлімқұлова Айгүл Серікқызынан',
    'ИИН 850412400122',
    'счёт 85041240012199 и дом 12345678901',
    'Жылыой ауданының әкімі',
    'Уважаемый Аким Района',
  ])('is left alone where nothing is sure: %s', (block) => {
    expect(fieldsOf(recogniseFields(block, today))).toEqual([]);
  });

  test('may be anything and of any length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (block) => {
        for (const value of Object.values(recogniseFields(block, today))) expect(value).not.toBe('');
      }),
    );
    const long = 'Құрметті әкім! '.repeat(100_000);
    expect(recogniseFields(`${long}\nЖСН 850412400121`, today)).toEqual({ 'applicant.idNumber': '850412400121' });
  });
});
