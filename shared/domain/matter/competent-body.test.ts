import { describe, expect, it } from 'vitest';
import { type CompetenceData, competentBody } from './competent-body.ts';

const data: CompetenceData = {
  bodies: {
    akimat: { level: 'district', name: { kk: 'Әкім аппараты', ru: 'Аппарат акима' } },
    health: {
      level: 'region',
      akimat: true,
      name: { kk: 'Денсаулық сақтау басқармасы', ru: 'Управление здравоохранения' },
    },
    police: { level: 'district', name: { kk: 'Полиция бөлімі', ru: 'Отдел полиции' } },
  },
  subjects: { '07': 'health', '14': 'police' },
};
const regionName = { kk: 'Атырау облысы', ru: 'Атырауская область' };
const isatay = { region: '23', regionName, district: { kk: 'Исатай ауданы', ru: 'Исатайский район' } };
const town = { region: '23', regionName, district: { kk: 'Атырау қаласы', ru: 'г.Атырау' } };
const elsewhere = { region: '55', regionName: { kk: 'Павлодар облысы', ru: 'Павлодарская область' } };

const at = (kk: string, ru: string) => (subject: string, place: Parameters<typeof competentBody>[1]['place']) =>
  competentBody(data, { subject, own: { name: { kk, ru }, region: '23' }, place })?.name.ru;

describe.each([
  ['Жанбай ауылдық округі әкімінің аппараты', 'Аппарат акима Жанбайского сельского округа'],
  ['Тасқұдық ауылы әкімінің аппараты', 'Аппарат акима села Таскудук'],
  ['Мақат кенті әкімінің аппараты', 'Аппарат акима посёлка Макат'],
  ['Мақат кентінің әкімі', 'Аким поселка Макат'],
  ['Тасқұдық ауылының әкімі', ''],
])('the akim within a district, %s', (kk, ru) => {
  it('is told of no other akim within the region, and of one beyond it', () => {
    const competent = at(kk, ru);
    expect(competent('02', isatay)).toBeUndefined();
    expect(competent('02', town)).toBeUndefined();
    expect(competent('02', elsewhere)).toBe('Аппарат акима (Павлодарская область)');
    expect(competent('14', isatay)).toBe('Отдел полиции (Исатайский район)');
  });
});

describe('a body that names its region', () => {
  it('takes no paper from the town of that name for its own', () => {
    const competent = at(
      'Атырау облысы Исатай ауданы әкімінің аппараты',
      'Аппарат акима Исатайского района Атырауской области',
    );
    expect(competent('02', isatay)).toBeUndefined();
    expect(competent('02', town)).toBe('Аппарат акима (г.Атырау)');
  });

  it('is a region only where it is neither a district nor a town', () => {
    const ofTown = at(
      'Атырау облысы Атырау қаласы әкімінің аппараты',
      'Аппарат акима города Атырау Атырауской области',
    );
    expect(ofTown('02', town)).toBeUndefined();
    expect(ofTown('02', isatay)).toBe('Аппарат акима (Исатайский район)');
    const ofRegion = at('Атырау облысы әкімінің аппараты', 'Аппарат акима Атырауской области');
    expect(ofRegion('02', isatay)).toBeUndefined();
    expect(ofRegion('07', isatay)).toBeUndefined();
  });
});

it('a region’s department of town planning is no town', () => {
  const competent = at(
    'Атырау облысының сәулет және қала құрылысы басқармасы',
    'Управление архитектуры и градостроительства Атырауской области',
  );
  expect(competent('02', isatay)).toBeUndefined();
});

it('a town with «кент» in its name, and a department of agriculture, are no villages', () => {
  expect(at('Кентау қаласы әкімінің аппараты', 'Аппарат акима города Кентау')('02', isatay)).toBe(
    'Аппарат акима (Исатайский район)',
  );
  expect(
    at('Құрманғазы ауданының ауыл шаруашылығы бөлімі', 'Отдел сельского хозяйства Курмангазинского района')(
      '02',
      isatay,
    ),
  ).toBe('Аппарат акима (Исатайский район)');
});

it('no body is sent to itself, but to its like of another place it is', () => {
  const health = at('Атырау облысының денсаулық сақтау басқармасы', 'Управление здравоохранения Атырауской области');
  expect(health('07', isatay)).toBeUndefined();
  expect(health('07', elsewhere)).toBe('Управление здравоохранения (Павлодарская область)');
  const police = at('Исатай ауданының полиция бөлімі', 'Отдел полиции Исатайского района');
  expect(police('14', isatay)).toBeUndefined();
  expect(police('14', town)).toBe('Отдел полиции (г.Атырау)');
});
