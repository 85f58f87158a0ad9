import { describe, expect, test } from 'vitest';
import calendar from '../assets/law/calendar.json';
import terms from '../assets/law/terms.json';
import { compileLaw, type LawData } from '../shared/domain/law/law.ts';
import { termOf } from '../shared/domain/law/terms.ts';
import { createWords } from '../shared/words/words.ts';
import { termReason } from './term-words.ts';

const law = compileLaw({ calendar, terms } as LawData);
const ru = createWords('ru');
const kk = createWords('kk');

describe('the reason of a term', () => {
  test('names its length, that it begins today, the holiday on its way and the last day', () => {
    const term = termOf('application', '2026-12-01', law);
    expect(termReason(term, '2026-12-01', law, ru).sentence).toBe(
      '15 рабочих дней, сегодня — день 1, 16 декабря — праздник (День Независимости): 22.12.2026',
    );
    expect(termReason(term, '2026-12-01', law, kk).sentence).toBe(
      '15 жұмыс күні, бүгін – 1-күн, 16 желтоқсан – мереке күні (Тәуелсіздік күні): 22.12.2026',
    );
  });

  test('names the first day where it is not today', () => {
    const term = termOf('application', '2026-12-01', law);
    expect(termReason(term, '2026-12-03', law, ru).parts[1]).toBe('день 1 — 1 декабря');
  });

  test('names neighbouring days of one holiday once', () => {
    const term = termOf('application', '2026-03-10', law);
    expect(termReason(term, '2026-03-10', law, ru).parts).toEqual([
      '15 рабочих дней',
      'сегодня — день 1',
      '23 марта — праздник (Наурыз мейрамы)',
      '24–25 марта — выходной за праздник (Наурыз мейрамы)',
    ]);
  });

  test('names a weekend that is worked and a day off that was moved', () => {
    const term = termOf('complaint', '2022-10-17', law);
    const { parts } = termReason(term, '2022-10-17', law, ru);
    expect(parts).toContain('24 октября — выходной по решению Правительства');
    expect(parts).toContain('22 октября — выходной, объявленный рабочим');
  });

  test('says that a term of calendar days which ends on a day off moves on', () => {
    const term = termOf('informationRequest', '2026-11-28', law);
    expect(term.movedFrom).toBe('2026-12-12');
    expect(termReason(term, '2026-11-28', law, ru).parts).toContain(
      '12 декабря — нерабочий день, срок переходит на следующий рабочий',
    );
  });

  test('warns where the decrees of a year are not known yet', () => {
    const late = `${law.calendarKnownUntil}-12-20`;
    expect(termReason(termOf('application', late, law), late, law, ru).caveat).toBe(
      `Переносы выходных дней на ${law.calendarKnownUntil + 1} год ещё не объявлены: дата может измениться.`,
    );
    expect(termReason(termOf('application', '2026-03-10', law), '2026-03-10', law, ru).caveat).toBe('');
  });
});
