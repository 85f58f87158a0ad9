import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { type AppealEntry, emptyAppeal } from '../../shared/books/appeals.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { createWords } from '../../shared/words/words.ts';
import { speechOf } from '../speech.ts';
import { asBlock, otinishFields } from './otinish-fields.ts';

const law = compileLaw({ calendar, terms } as LawData);
const subjects = new Map([
  ['01', { code: '01', name: { kk: 'Жер', ru: 'Земля' } }],
  ['01.02', { code: '01.02', name: { kk: 'Жер телімі', ru: 'Участок' } }],
]);
const sources = (language: 'kk' | 'ru') => ({ speech: speechOf(createWords(language)), law, subjects });

function fieldsOf(change: (entry: AppealEntry) => void, language: 'kk' | 'ru' = 'kk') {
  const { applicant, paper, handling } = emptyAppeal('2026-12-01');
  const entry: AppealEntry = {
    receipt: {
      acceptedAt: '2026-12-01T09:05:00.000Z',
      registeredOn: '2026-12-01',
      zone: 'Asia/Atyrau',
      agency: '2300000',
      sample: true,
      clockBehind: false,
    },
    applicant: {
      ...applicant,
      name: 'Әлімқұлова Айгүл Серік қызы',
      idNumber: '850412 400001',
      phone: '8 (701) 123-45-67; 5-12-34',
      idWarnings: [],
      representative: { ...applicant.representative, idWarnings: [] },
    },
    paper: { ...paper, summary: 'Жер туралы', subject: '01.02', text: 'Сұраймын …' },
    handling,
  };
  change(entry);
  const { way, kind, subject, summary } = entry.paper;
  return otinishFields(
    entry,
    { from: entry.applicant.name, way, kind, subject, summary },
    undefined,
    sources(language),
  );
}

const said = (fields: readonly { label: string; value: string }[], label: string) =>
  fields.find((field) => field.label === label)?.value;

describe('the fields for E-Otinish', () => {
  test('stand in the order of its form: how it came, from whom, about what', () => {
    const fields = fieldsOf(() => undefined);
    expect(fields.map(({ label }) => label)).toEqual([
      'Нысаны',
      'Сипаты',
      'Жолданым тілі',
      'Түрі',
      'Тіркелді',
      'ЖСН',
      'Тегі',
      'Аты',
      'Әкесінің аты',
      'Телефон',
      'Санаты',
      'Мәселесі',
      'Қысқаша мазмұны',
      'Мәтіні',
      'Парақ саны',
    ]);
    expect(said(fields, 'ЖСН')).toBe('850412400001');
    expect(said(fields, 'Әкесінің аты')).toBe('Серік қызы');
    expect(said(fields, 'Телефон')).toBe('+77011234567, 51234');
    expect(said(fields, 'Мәселесі')).toBe('Жер телімі');
    expect(asBlock(fields)).toContain('ЖСН: 850412400001\nТегі: Әлімқұлова\n');
  });

  test('say a firm’s name in one field, a sole trader’s without the word for it, and what was corrected as it is now', () => {
    const firm = fieldsOf((it) => Object.assign(it.applicant, { type: 'legalEntity', name: '«Береке» ЖШС' }), 'ru');
    expect(said(firm, 'БИН')).toBe('850412400001');
    expect(firm.some(({ label }) => label === 'Фамилия')).toBe(false);
    const trader = fieldsOf((it) => Object.assign(it.applicant, { type: 'soleTrader', name: 'ИП Өміров Асан' }), 'ru');
    expect([said(trader, 'Фамилия'), said(trader, 'Имя')]).toEqual(['Өміров', 'Асан']);
    const anonymous = fieldsOf(
      (it) => Object.assign(it.applicant, { type: 'anonymous', name: '', idNumber: '' }),
      'ru',
    );
    expect(anonymous.some(({ label }) => label === 'Фамилия' || label === 'ИИН')).toBe(false);
  });
});
