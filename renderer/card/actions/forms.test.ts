import { describe, expect, test } from 'vitest';
import calendar from '../../../assets/law/calendar.json' with { type: 'json' };
import terms from '../../../assets/law/terms.json' with { type: 'json' };
import { appealActions } from '../../../shared/books/appeals/actions/index.ts';
import { checkAction } from '../../../shared/books/appeals/check-action.ts';
import { valueAt } from '../../../shared/books/appeals/corrected.ts';
import { type EntryField, entryFields } from '../../../shared/books/appeals/entry.ts';
import { type AppealState, untouched } from '../../../shared/books/appeals/state.ts';
import { type AppealEntry, emptyAppeal } from '../../../shared/books/appeals.ts';
import { formActions } from '../../../shared/contract/actions.ts';
import { compileLaw, type LawData } from '../../../shared/domain/law/law.ts';
import { decisionSets } from '../../../shared/domain/life/decisions.ts';
import { composeNumber, groupNumber } from '../../../shared/domain/number/paper-number.ts';
import { createWords } from '../../../shared/words/words.ts';
import type { About } from './about.ts';
import { forms } from './forms.ts';
import { groups } from './groups.ts';
import { dataOf, firstValues, isAsked, withValue } from './values.ts';

const law = compileLaw({ calendar, terms } as LawData);
const staff = [
  { id: 'p1', name: 'Ким И. П.' },
  { id: 'p2', name: 'Абаев Е. С.' },
];
const bodies = [{ id: 'ministry', name: 'Экология министрлігі' }];
const known = { staff, bodies };

const { applicant, paper, handling } = emptyAppeal('2026-12-01');
const entry: AppealEntry = {
  receipt: {
    acceptedAt: '2026-12-01T09:05:00.000Z',
    registeredOn: '2026-12-01',
    zone: 'Asia/Atyrau',
    agency: '2300001',
    sample: false,
    clockBehind: false,
  },
  applicant: {
    ...applicant,
    name: 'Әлімқұлова А. С.',
    place: { id: '231010000', name: 'Атырау' },
    idWarnings: [],
    representative: { ...applicant.representative, idWarnings: [] },
  },
  paper: { ...paper, summary: 'Жарық', senderDate: '2026-11-20', sheets: 2 },
  handling,
};

function about(change: Partial<AppealState> = {}, more: Partial<About> = {}): About {
  const state: AppealState = {
    ...untouched(),
    status: 'inWork',
    open: true,
    kind: 'application',
    way: 'byHand',
    registeredOn: '2026-12-01',
    acceptedAt: '2026-12-01T09:05:00.000Z',
    order: 'a',
    arrivedOn: '2026-12-01',
    dueOn: '2026-12-22',
    subject: '02',
    executor: '',
    executorName: '',
    from: 'Әлімқұлова А. С.',
    summary: 'Жарық',
    agency: '2300001',
    nextDutyOn: '',
    ...change,
  };
  return { state, entry, law, today: '2026-12-01', place: '', usualExecutor: undefined, ...more };
}

describe('the forms of actions', () => {
  test('stand in one list each but that of a contradiction, and are called in both languages', () => {
    const listed = Object.values(groups).flat();
    expect([...listed, 'settle'].sort()).toEqual([...formActions].sort());
    for (const language of ['kk', 'ru'] as const) {
      const { t } = createWords(language);
      for (const action of formActions) {
        expect(t(`actions.name.${action}`)).not.toMatch(/^actions\./);
        for (const { label } of forms[action]) expect(t(label), label).not.toMatch(/^actions\./);
      }
    }
  });

  test('ask for everything an action carries, and for nothing else', () => {
    for (const action of formActions) {
      const paths = forms[action].map(({ path }) => path);
      // The office itself knows the old value, and the number of a part.
      const own: Partial<Record<string, string>> = { amend: 'old', redirectPart: 'part' };
      const asked = [...paths, own[action]];
      const missing = appealActions[action].data.safeParse({}).error?.issues.map(({ path }) => String(path[0])) ?? [];
      expect(
        missing.filter((path) => !asked.includes(path)),
        action,
      ).toEqual([]);
      const data = dataOf(action, firstValues(action, about()), about(), known);
      const read = appealActions[action].data.safeParse({ ...data, old: '', part: 1 });
      const unread = read.success ? Object.keys(data).filter((path) => !(path in (read.data as object))) : [];
      expect(unread, action).toEqual([]);
    }
  });

  test('begin with what is known: the day, the executor, the article, the end of the longest lawful term', () => {
    const complaint = about({ kind: 'complaint' });
    expect(firstValues('noteDefect', about())).toMatchObject({ article: '63', on: '01.12.2026', until: '' });
    expect(firstValues('noteDefect', complaint)).toMatchObject({ article: '93' });
    // 01.12.2026 + 2 months ends on Sunday 31.01.2027, so on Monday.
    expect(firstValues('extend', about())).toMatchObject({ until: '01.02.2027' });
    const asked = about({ asked: { until: '2027-01-15', why: 'сараптама' } });
    expect(firstValues('extend', asked)).toMatchObject({ until: '15.01.2027', why: 'сараптама' });
    // Told on Tuesday 01.12.: three working days are 02., 03. and 04., so Monday 07.12.
    expect(firstValues('callHearing', about())).toMatchObject({ noticeOn: '01.12.2026', on: '07.12.2026' });
    // The notice is of the extension that whoever writes it sees.
    const extended = about({ extension: { until: '2027-01-29', on: '2026-12-01', told: false } });
    expect(dataOf('tellExtension', firstValues('tellExtension', extended), extended, known)).toMatchObject({
      until: '2027-01-29',
    });
    const usual = about({}, { usualExecutor: staff[0] });
    expect(firstValues('resolve', usual)).toMatchObject({ executor: 'Ким И. П.', 'executor.id': 'p1' });
    const held = about({ executor: 'p2', executorName: 'Абаев Е. С.' }, { usualExecutor: staff[0] });
    expect(firstValues('resolve', held)).toMatchObject({ executor: 'Абаев Е. С.', 'executor.id': 'p2' });
  });

  test('offer the decisions of the law that governs the paper, and a basis only where that law has complaints rest on one', () => {
    const field = forms.decide.find(({ path }) => path === 'decision')!;
    const offered = (kind: string, registeredOn: string) =>
      field.as === 'choice' ? field.values(about({ kind, registeredOn })) : [];
    expect(offered('complaint', '2021-06-30')).toEqual(decisionSets.review);
    expect(offered('complaint', '2021-07-01')).toEqual(decisionSets.complaint);
    const basis = forms.decide.find(({ path }) => path === 'basis')!;
    const asked = (registeredOn: string) =>
      isAsked(basis, { decision: 'satisfy' }, about({ kind: 'complaint', registeredOn }));
    expect([asked('2021-06-30'), asked('2021-07-01')]).toEqual([false, true]);
  });

  test('say of a reason that is not certain that it has to be looked up in the law', () => {
    const said = (path: string, values: Record<string, string>) =>
      forms.decide.find((one) => one.path === path)!.note?.(values, about({ kind: 'complaint' }));
    const left = { decision: 'leaveWithoutConsideration' };
    for (const { id } of law.groundsOf('leaveWithoutConsideration', law.regimeOn('2026-12-01')))
      expect(said('ground', { ...left, ground: id }), id).toBe('law.terms.toBeChecked');
    expect(said('ground', { decision: 'terminate', ground: 'withdrawn' })).toBe('law.terms.toBeChecked');
    expect(said('ground', { decision: 'terminate', ground: 'returned' })).toBeUndefined();
    expect(said('ground', left)).toBeUndefined();
    expect(said('basis', { decision: 'cancelAct', basis: 'factsWrong' })).toBeUndefined();
  });

  test('ask whose a contested act is where no number of the register says it, and which body’s where it is not the own', () => {
    const complaint = about({ kind: 'complaint' });
    const asked = (values: Record<string, string>) =>
      forms.linkContested.filter((field) => isAsked(field, values, complaint)).map(({ path }) => path);
    const ofOurs = composeNumber({ region: '23', agency: '00001', year: 2026, desk: 1, sequence: 1 });
    expect(asked({})).toEqual(['number', 'own', 'act', 'body', 'official', 'learnedOn']);
    expect(asked({ number: '03-15/12', own: 'yes' })).toEqual(['number', 'own', 'act', 'official', 'learnedOn']);
    expect(asked({ number: groupNumber(ofOurs), own: 'yes' })).not.toContain('own');
    const values = { ...firstValues('linkContested', complaint), act: 'бас тарту', own: 'yes' };
    expect(dataOf('linkContested', values, complaint, known)).toMatchObject({
      number: '',
      own: true,
      act: 'бас тарту',
    });
  });

  test('are accepted as they begin, once the words that only a person knows are written', () => {
    for (const action of formActions) {
      const here = about({
        executor: 'p1',
        executorName: 'Ким И. П.',
        decision: { kind: 'favourable', on: '2026-12-01' },
        extension: { until: '2026-12-25', on: '2026-12-01', told: false },
      });
      const spoken: Record<string, string> = {
        text: '',
        // The applicant mends a paper before its term is over.
        until: action === 'noteDefect' ? '21.12.2026' : '25.01.2027',
        decision: 'favourable',
        topic: 'executor',
      };
      const values: Record<string, string> = { ...firstValues(action, here) };
      for (const { path, required } of forms[action])
        if (required && values[path] === '') values[path] = spoken[path] ?? 'сөз';
      if (action === 'amend') values.new = 'Басқа А.';
      if (action === 'settle') values.topic = 'executor';
      if (action === 'linkOfficial') values.number = 'ЖТ-2026-00000001';
      const data = dataOf(action, values, here, known);
      const issues = checkAction(action, { ...data, old: '', part: 1 }, { state: here.state, law, today: here.today });
      expect(issues, action).toEqual([]);
    }
  });

  test('ask for what one answer makes another need', () => {
    const asked = (
      action: 'decide' | 'extend' | 'redirect' | 'noteDefect',
      values: Record<string, string>,
      here = about(),
    ) => forms[action].filter((field) => isAsked(field, values, here)).map(({ path }) => path);
    expect(asked('decide', { decision: 'favourable' })).not.toContain('ground');
    expect(asked('decide', { decision: 'terminate' })).toContain('ground');
    expect(asked('decide', { decision: 'cancelAct' }, about({ kind: 'complaint' }))).toContain('basis');
    expect(asked('extend', { until: '01.02.2027' })).not.toContain('beyond');
    expect(asked('extend', { until: '2.2.27' })).toContain('beyond');
    const old = about({ registeredOn: '2021-06-30' });
    expect([asked('noteDefect', {})[0], asked('noteDefect', {}, old)[0]]).toEqual(['article', 'what']);
    expect(dataOf('noteDefect', firstValues('noteDefect', old), old, known)).toMatchObject({ article: '' });
    expect(asked('redirect', {})).not.toContain('higher');
    expect(asked('redirect', {}, about({ kind: 'complaint' }))).toContain('higher');
    // A complaint about the body's own act goes up, not to whoever is competent.
    expect(firstValues('redirect', about({ kind: 'complaint', contestsOwn: true })).higher).toBe('yes');
    expect(firstValues('redirect', about({ kind: 'complaint' })).higher).toBe('');
  });
});

describe('what is filled in', () => {
  test('names a person by what was picked, or by a name that is theirs alone; typing on, it is nobody known', () => {
    const here = about();
    let values = firstValues('assign', here);
    values = withValue(values, 'executor', 'Ким И. П.', here);
    expect(dataOf('assign', values, here, known)).toEqual({ executor: { id: 'p1', name: 'Ким И. П.' } });
    values = withValue(values, 'executor.id', 'p9', here);
    expect(dataOf('assign', values, here, known)).toEqual({ executor: { id: 'p9', name: 'Ким И. П.' } });
    values = withValue(values, 'executor', 'Ким И.', here);
    expect(dataOf('assign', values, here, known)).toEqual({ executor: { id: '', name: 'Ким И.' } });
  });

  test('counts several people, and the one who is still being written', () => {
    const here = about();
    const values = { coExecutors: JSON.stringify([staff[0]]), 'coExecutors.typed': 'Абаев Е. С.' };
    expect(dataOf('resolve', values, here, known).coExecutors).toEqual(staff);
  });

  test('reads dates as they are typed, and keeps what is none for the office to refuse', () => {
    expect(dataOf('sign', { on: '1.12.26' }, about(), known)).toEqual({ on: '2026-12-01' });
    expect(dataOf('sign', { on: '31.02.2026' }, about(), known)).toEqual({ on: '31.02.2026' });
  });

  test('a correction begins with what the field holds', () => {
    const here = about();
    const values = withValue(firstValues('amend', here), 'field', 'paper.way', here);
    expect(values.new).toBe('byHand');
    expect(dataOf('amend', withValue(values, 'new', 'post', here), here, known)).toMatchObject({ new: 'post' });
  });

  test('a correction of every field begins with what stands there, and sends what the field holds', () => {
    const here = about();
    for (const field of Object.keys(entryFields) as EntryField[]) {
      const values = withValue(firstValues('amend', here), 'field', field, here);
      expect(dataOf('amend', values, here, known).new, field).toEqual(valueAt(entry, field));
    }
    const typed = (field: EntryField, value: string) =>
      dataOf(
        'amend',
        withValue(withValue(firstValues('amend', here), 'field', field, here), 'new', value, here),
        here,
        known,
      ).new;
    expect(typed('paper.senderDate', '21.11.26')).toBe('2026-11-21');
    expect(typed('paper.sheets', '12')).toBe(12);
    expect(typed('applicant.place', 'Индер')).toEqual({ id: '', name: 'Индер' });
    expect(typed('paper.higherBody', 'Экология министрлігі')).toEqual({ id: 'ministry', name: 'Экология министрлігі' });
    expect(typed('paper.addressee', 'Жайық ауданының әкімдігі')).toEqual({
      own: false,
      body: 'Жайық ауданының әкімдігі',
    });
  });

  test('a subject that stays is none that a decision sets; one that is none is sent as it was typed', () => {
    const here = about();
    const values = firstValues('decide', here);
    expect(dataOf('decide', values, here, known).subject).toBe('');
    expect(dataOf('decide', withValue(values, 'subject', '03', here), here, known).subject).toBe('03');
    expect(dataOf('decide', withValue(values, 'subject.typed', 'жоқ', here), here, known).subject).toBe('жоқ');
  });
});
