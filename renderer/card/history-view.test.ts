import { describe, expect, test } from 'vitest';
import calendar from '../../assets/law/calendar.json';
import terms from '../../assets/law/terms.json';
import type { PaperEvent } from '../../shared/contract/shapes.ts';
import { compileLaw, type LawData } from '../../shared/domain/law/law.ts';
import { createWords } from '../../shared/words/words.ts';
import { speechOf } from '../speech.ts';
import { historyItems, historyLine, moveLine } from './history-view.ts';

const law = compileLaw({ calendar, terms } as LawData);
const speech = speechOf(createWords('ru'));
const subjects = new Map([
  ['02', { code: '02', name: { kk: 'Жер', ru: 'Земля' } }],
  ['02.05', { code: '02.05', name: { kk: 'Жер телімі', ru: 'Участок' } }],
]);

const line = (event: Partial<PaperEvent>, inWords = speech) =>
  historyLine(
    {
      id: '1',
      at: '2026-12-01T09:05:00.000Z',
      by: { id: 'c', name: 'Сейтова', post: { kk: '', ru: '' } },
      site: '02',
      do: 'register',
      data: {},
      effect: 'applied',
      ...event,
    },
    { speech: inWords, law, subjects, registeredOn: '2026-12-01' },
  );

describe('a line of the history', () => {
  test('says what was done', () => {
    expect(line({}).what).toBe('Документ зарегистрирован');
    expect(line({ do: 'assign', data: { executor: { id: '7', name: 'Ким И.' } } }).what).toBe(
      'Назначен исполнитель: Ким И.',
    );
    expect(line({ do: 'assign', data: { executor: { id: '', name: '' } } }).what).toBe('Исполнитель снят');
  });

  test('of what was settled and of what the applicant was told says about what', () => {
    const detailsOf = (action: string, data: Record<string, unknown>) =>
      line({ do: action, data }).details.map(({ label, value }) => `${label}: ${value}`);
    expect(detailsOf('settle', { topic: 'executor', note: '' })).toEqual(['о чём: Исполнитель']);
    const told = { number: '15-3/127', on: '2026-12-02', until: '2027-01-15' };
    expect(detailsOf('tellExtension', told)).toContain('срок: 15.01.2027');
  });

  test('of a defect names the article where the law that governs the paper has one', () => {
    const said = (article: string) => line({ do: 'noteDefect', data: { article } }).what;
    expect(said('63')).toBe('Отмечено несоответствие требованиям ст. 63');
    expect(said('')).toBe('Отмечено несоответствие требованиям закона');
  });

  test('tells a complaint that went to the higher body from what was redirected by competence', () => {
    const to = { id: '', name: 'Акимат области' };
    const said = (language: 'kk' | 'ru', higher: boolean) =>
      line({ do: 'redirect', data: { to, higher } }, speechOf(createWords(language))).what;
    expect(said('ru', false)).toBe('Перенаправлено: Акимат области');
    expect(said('ru', true)).toBe('Жалоба передана вышестоящему органу: Акимат области');
    expect(said('kk', true)).toBe('Шағым жоғары тұрған органға берілді: Акимат области');
  });

  test('of an amendment shows what was there and what is, in words', () => {
    expect(
      line({ do: 'amend', data: { field: 'paper.kind', old: 'application', new: 'complaint', why: 'по тексту' } }),
    ).toEqual({
      what: 'Исправлено поле «Вид»',
      details: [
        { label: 'было', value: 'Заявление' },
        { label: 'стало', value: 'Жалоба' },
        { label: 'причина', value: 'по тексту' },
      ],
      remark: '',
    });
  });

  test('of an entry that was replaced shows what the original says; where that is not, that it was not accepted', () => {
    const data = { field: 'paper.summary', new: 'Көше', why: 'қате', replaces: 'hash' };
    expect(line({ do: 'amend', data }).details[0]).toEqual({
      label: 'было',
      value: 'реестр не принял; хранится на компьютере, где документ зарегистрирован',
    });
  });

  test('of a decision says what was decided, on what ground, and what its form left empty is not said', () => {
    const data = { decision: 'terminate', ground: 'courtAct', basis: '', text: '', on: '2026-12-10', subject: '' };
    expect(line({ do: 'decide', data })).toEqual({
      what: 'Подготовлено решение: процедура прекращена',
      details: [
        { label: 'дата', value: '10.12.2026' },
        { label: 'основание', value: 'есть вступивший в силу судебный акт (АППК, ст. 70)' },
      ],
      remark: '',
    });
    // A ground of the same id of another decision has words and an article of its own.
    const left = { ...data, decision: 'leaveWithoutConsideration' };
    expect(line({ do: 'decide', data: left }).details[1]?.value).toBe(
      'по этому вопросу есть вступивший в силу судебный акт (АППК, ст. 99–100)',
    );
    expect(line({ do: 'answer', data: { number: '77', on: '2026-12-10', way: 'toCabinet', sheets: 2 } })).toEqual({
      what: 'Ответ отправлен: № 77 от 10.12.2026',
      details: [
        { label: 'способ отправки', value: 'В личный кабинет' },
        { label: 'листов', value: '2' },
      ],
      remark: '',
    });
    // Whatever stands in a foreign line, it is shown and nothing breaks.
    for (const strange of [
      {},
      { decision: 5 },
      { decision: 'ofTheFuture' },
      { decision: { toString: 1 }, ground: 'courtAct' },
    ])
      expect(line({ do: 'decide', data: strange }).what).toContain('Подготовлено решение');
  });

  test('names a subject by its levels, also one that was corrected; of a code that is in no directory the code', () => {
    const decided = { decision: 'favourable', ground: '', basis: '', text: '', on: '2026-12-10', subject: '02.05' };
    expect(line({ do: 'decide', data: decided }).details.at(-1)).toEqual({ label: 'тема', value: 'Земля › Участок' });
    const amended = { field: 'paper.subject', old: '', new: '02.05', why: 'по тексту' };
    expect(line({ do: 'amend', data: amended }).details.map(({ value }) => value)).toEqual([
      '(пусто)',
      'Земля › Участок',
      'по тексту',
    ]);
    expect(line({ do: 'decide', data: { ...decided, subject: '99.1' } }).details.at(-1)?.value).toBe('99.1');
  });

  test('without effect says why', () => {
    expect(line({ effect: 'refused', why: 'closed' }).remark).toBe('Без последствий: документ уже закрыт');
    expect(line({ effect: 'refused', why: 'ofTheFuture' }).remark).toBe(
      'Без последствий: действие в этом состоянии невозможно',
    );
  });

  test('of a newer program is shown as unknown, never dropped', () => {
    const { what, remark } = line({ do: 'teleport', effect: 'unknown', data: { field: 5 } });
    expect([what, remark]).toEqual([
      'Действие «teleport»',
      'Эта программа не знает такого действия; запись сохранена.',
    ]);
  });
});

describe('a term that newer law moved', () => {
  const move = { at: '2026-12-05T04:00:00.000Z', from: '2026-12-22', to: '2026-12-23' };

  test('stands in the history at its time, between the lines of the log', () => {
    const event = (at: string) => ({ at }) as PaperEvent;
    const history = [event('2026-12-01T09:05:00.000Z'), event('2026-12-06T09:05:00.000Z')];
    const later = { ...move, at: '2026-12-09T04:00:00.000Z' };
    expect(historyItems({ history, moves: [move, later] })).toEqual([
      { event: history[0] },
      { move },
      { event: history[1] },
      { move: later },
    ]);
  });

  test('says from when to when, and what was new', () => {
    expect(moveLine({ ...move, calendar: '2026-12-04' }, speech)).toEqual({
      what: 'Срок изменился: 22.12.2026 → 23.12.2026',
      details: [{ label: 'причина', value: 'новый рабочий календарь (04.12.2026)' }],
    });
    const decree = { number: '742', date: '2026-11-20', name: 'О переносе' };
    const days = [
      { day: '2026-12-11', to: 'off' as const, decree, takenBack: false },
      { day: '2026-12-12', to: 'work' as const, decree, takenBack: true },
    ];
    expect(moveLine({ ...move, days }, speech).details).toEqual([
      {
        label: 'причина',
        value:
          '11.12.2026 — выходной по решению № 742 от 20.11.2026 «О переносе», отменена запись: 12.12.2026 — рабочий по решению № 742 от 20.11.2026 «О переносе»',
      },
    ]);
    expect(moveLine({ ...move, to: '' }, speech)).toEqual({
      what: 'Срок изменился: 22.12.2026 → (пусто)',
      details: [{ label: 'причина', value: 'новая версия программы' }],
    });
  });
});
