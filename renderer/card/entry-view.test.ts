import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import { correctedEntry } from '../../shared/books/appeals/corrected.ts';
import { type AppealEntry, emptyAppeal } from '../../shared/books/appeals.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { createWords } from '../../shared/words/words.ts';
import { speechOf } from '../speech.ts';
import { entryGroups, readEntry } from './entry-view.ts';

const law = compileLaw({ calendar, terms } as LawData);
const subjects = new Map([
  ['01', { code: '01', name: { kk: 'Жер', ru: 'Земля' } }],
  ['01.02', { code: '01.02', name: { kk: 'Жер телімі', ru: 'Участок' } }],
]);
const sources = { speech: speechOf(createWords('ru')), law, subjects };

function entry(change: (entry: AppealEntry) => void = () => undefined): AppealEntry {
  const { applicant, paper, handling } = emptyAppeal('2026-12-01');
  const written: AppealEntry = {
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
      name: 'Әлімқұлова Айгүл',
      idNumber: '850412400001',
      idWarnings: [],
      representative: { ...applicant.representative, idWarnings: [] },
    },
    paper: { ...paper, summary: 'О земле', subject: '01.02', text: 'Прошу …' },
    handling,
  };
  change(written);
  return written;
}

const labelled = (written: AppealEntry, text?: string, corrected = written) =>
  new Map(
    entryGroups(written, corrected, text, sources).flatMap(({ fields }) => fields.map((field) => [field.label, field])),
  );

describe('what was written down', () => {
  test('is shown in words, and what was left empty is not', () => {
    expect(entryGroups(entry(), entry(), undefined, sources).map(({ title }) => title)).toEqual([
      'Заявитель',
      'Содержание',
      'Документ',
      'Приём',
    ]);
    const fields = labelled(entry());
    expect(fields.get('ИИН')?.value).toBe('850412 400001');
    expect(fields.get('Характер вопроса')?.value).toBe('Земля › Участок');
    expect(fields.get('Вид')?.value).toBe('Заявление');
    expect(fields.get('Принято')?.value).toBe('01.12.2026 14:05');
    expect(fields.has('Телефон')).toBe(false);
  });

  test('shows what was corrected since with what stood there before, also where one of the two is nothing', () => {
    const written = entry(({ applicant }) => {
      applicant.street = 'ул. Абая, 1';
    });
    const corrected = {
      'applicant.street': '',
      'applicant.phone': '8 701 123 45 67',
      'applicant.place': { id: '', name: 'Индер' },
      'applicant.idNumber': '850412400001',
    };
    const groups = entryGroups(written, correctedEntry(written, { corrected, subject: '01' }), undefined, sources);
    const shown = groups.flatMap(({ fields }) => fields).filter(({ was }) => was !== undefined);
    expect(shown.map(({ label, value, was }) => [label, value, was])).toEqual([
      ['Населённый пункт', 'Индер', '(пусто)'],
      ['Улица, дом', '(пусто)', 'ул. Абая, 1'],
      ['Телефон', '8 701 123 45 67', '(пусто)'],
      ['Характер вопроса', 'Земля', 'Земля › Участок'],
    ]);
  });

  test('says what is wrong with a number, also in words it does not know', () => {
    const written = entry(({ applicant }) => {
      applicant.idWarnings = ['checkDigit', 'ofTheFuture'];
    });
    expect(labelled(written).get('ИИН')?.warnings).toEqual([
      'Контрольная цифра не сходится: сверьте номер с документом.',
      'Номер не прошёл проверку.',
    ]);
  });

  test('says what is wrong with the number of a representative', () => {
    const written = entry(({ applicant }) => {
      Object.assign(applicant.representative, { name: 'Ли', idNumber: '850231400008', idWarnings: ['birthDate'] });
    });
    const [group] = entryGroups(written, written, undefined, sources).filter(({ title }) => title === 'Представитель');
    expect(group?.fields).toContainEqual({
      label: 'ИИН',
      value: '850231 400008',
      warnings: ['Такой даты рождения нет.'],
    });
    expect(labelled(entry()).get('ИИН')?.warnings).toEqual([]);
  });

  test('calls name and number of a firm by their own names', () => {
    const fields = labelled(
      entry(({ applicant }) => {
        applicant.type = 'legalEntity';
      }),
    );
    expect([fields.get('БИН')?.value, fields.get('Название')?.value]).toEqual(['850412 400001', 'Әлімқұлова Айгүл']);
  });

  test('shows a subject that is in no directory any more by its code', () => {
    const written = entry(({ paper }) => {
      paper.subject = '77.1';
    });
    expect(labelled(written).get('Характер вопроса')?.value).toBe('77.1');
  });

  test('shows a long text whole where it is here, else its beginning and that it is one', () => {
    const written = entry(({ paper }) => {
      paper.text = { sha256: 'a'.repeat(64), bytes: 20_000, beginning: 'Начало' };
    });
    expect(labelled(written, 'Весь текст').get('Текст')).toMatchObject({ value: 'Весь текст', warnings: [] });
    const corrected = correctedEntry(written, { corrected: { 'paper.sheets': 7 }, subject: '01' });
    const text = labelled(written, 'Весь текст', corrected).get('Текст');
    expect(text).toMatchObject({ value: 'Весь текст', warnings: [] });
    expect(text).not.toHaveProperty('was');
    expect(labelled(written).get('Текст')).toMatchObject({
      value: 'Начало',
      warnings: ['Полного текста на этом рабочем месте нет, показано начало.'],
    });
  });

  test('of a newer program is not guessed at', () => {
    expect(readEntry({ entry: { newer: true } } as unknown as Card)).toBeUndefined();
    expect(readEntry({ entry: entry() } as unknown as Card)).toBeDefined();
  });
});
