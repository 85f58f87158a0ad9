import { describe, expect, test } from 'vitest';
import type { FormAction } from '../../shared/contract/actions.ts';
import { acting, me, withPaper } from './acting.ts';
import { appeal, problemOf, setUp, startOffice } from './offices.ts';

const day = '2026-12-01';
const cityOffice = { id: '2300999', name: 'Қала әкімінің аппараты' };
const noLetter = { letter: '', why: 'құзыреті', what: 'екінші мәселе', higher: false };

describe('an action on a paper', () => {
  test('is on the card with its author, its data and what it changed, and outlives the office', async () => {
    const { act, card, client, close, number, profile } = await withPaper();
    const executor = await me({ client });
    await act('assign', { executor });
    const { present, history, row } = await card();
    expect(present.state).toMatchObject({ status: 'inWork', executor: executor.id, executorName: executor.name });
    expect(row).toMatchObject({ status: 'inWork', executorName: executor.name });
    expect(history.at(-1)).toMatchObject({
      do: 'assign',
      effect: 'applied',
      by: { id: executor.id },
      data: { executor },
    });
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: setUp.passphrase! });
    expect(await acting(again, number).state()).toMatchObject({ status: 'inWork' });
  });

  test('is one line however often its form is sent, also after a restart', async () => {
    const { act, card, close, number, profile } = await withPaper();
    const draft = crypto.randomUUID();
    const sent = () => act('replyMeanwhile', { number: '3', on: day, summary: 'сұратылды' }, { draft });
    const [one, two] = await Promise.all([sent(), sent()]);
    expect(two).toEqual(one);
    expect((await card()).history).toHaveLength(2);
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: setUp.passphrase! });
    const third = await acting(again, number).act('replyMeanwhile', { number: '4', on: day, summary: '' }, { draft });
    expect(third).toEqual(one);
    expect((await acting(again, number).card()).history).toHaveLength(2);
  });

  test('is refused with its reason where the paper does not stand for it, and leaves no line', async () => {
    const { act, card } = await withPaper();
    const refused = async (action: FormAction, data: Record<string, unknown>) =>
      (await problemOf(act(action, data))).hindrance;
    expect(await refused('sign', { on: day })).toBe('notDecided');
    expect(await refused('bringIntoLine', { on: day, how: 'қол қойылды' })).toBe('notWaiting');
    expect(await refused('takeOffControl', { on: day, note: '' })).toBe('notOnControl');
    expect(await refused('settle', { topic: 'executor', note: '' })).toBe('nothingToSettle');
    await act('withdraw', { on: day, how: 'арызымен' });
    expect(await refused('amend', { field: 'paper.summary', new: 'басқа', why: 'қате' })).toBe('closed');
    expect((await card()).history.map((event) => event.do)).toEqual(['register', 'withdraw']);
  });

  test('is told possible or not, with the reason, before anything is filled in', async () => {
    const { act, card, client } = await withPaper();
    const of = async (name: FormAction) => (await card()).present.actions.find(({ action }) => action === name)!;
    expect(await of('holdHearing')).toEqual({ action: 'holdHearing', hindrance: 'notInWork' });
    await act('assign', { executor: await me({ client }) });
    expect(await of('holdHearing')).toEqual({ action: 'holdHearing', hindrance: 'noHearing' });
    expect(await of('callHearing')).toEqual({ action: 'callHearing' });
    expect(await of('refuseExtension')).toEqual({ action: 'refuseExtension', hindrance: 'notAsked' });
  });

  test('with faults names every field, and writes nothing', async () => {
    const { act, card, client } = await withPaper();
    await act('assign', { executor: await me({ client }) });
    const faults = async (action: FormAction, data: Record<string, unknown>) => {
      const { code, issues = [] } = await problemOf(act(action, data));
      return [code, ...issues.map(({ path, code }) => `${path.join('.')} ${code}`)];
    };
    expect(await faults('answer', {})).toEqual(['actionNotNow']);
    expect(await faults('replyMeanwhile', { number: '', on: '2026-02-30', summary: ' ' })).toEqual([
      'invalidEntry',
      'number required',
      'on notDate',
      'summary required',
    ]);
    expect(await faults('redirect', { ...noLetter, on: day, to: { id: '', name: setUp.name.ru } })).toEqual([
      'invalidEntry',
      'to toOneself',
    ]);
    expect(await faults('redirect', { ...noLetter, on: '2026-11-30', to: cityOffice })).toEqual([
      'invalidEntry',
      'on beforeArrival',
    ]);
    // 16.12.2026 is Independence Day.
    const hearing = { noticeOn: day, on: '2026-12-16', form: 'meeting', place: '', preliminary: '' };
    expect(await faults('callHearing', hearing)).toEqual(['invalidEntry', 'on dayOff']);
    const decision = { ground: '', basis: '', text: '', on: day, subject: '' };
    expect(await faults('decide', { ...decision, decision: 'burdensome' })).toEqual([
      'invalidEntry',
      'decision hearingNeeded',
    ]);
    expect(await faults('decide', { ...decision, decision: 'favourable', subject: 'жоқ' })).toEqual([
      'invalidEntry',
      'subject unknownValue',
    ]);
    expect(await faults('resolve', { text: '', executor: { id: 'gone', name: 'Кеткен' } })).toEqual([
      'invalidEntry',
      ...['coExecutors', 'ownDueOn', 'control'].map((path) => expect.stringContaining(path)),
      'executor notOnStaff',
    ]);
    expect((await card()).history).toHaveLength(2);
  });

  test('with warnings is done once they were seen, all of them', async () => {
    const { act, client, state } = await withPaper();
    await act('assign', { executor: await me({ client }) });
    const late = { until: '2027-03-06', on: '2026-12-02', why: 'сараптама', beyond: 'сот' };
    const { code, issues } = await problemOf(act('extend', late));
    expect(code).toBe('actionWarned');
    expect(issues?.map(({ path, code }) => `${path.join('.')} ${code}`)).toEqual([
      'until beyondCeiling',
      'until dayOff',
      'on futureDate',
    ]);
    expect((await problemOf(act('extend', late, { seen: ['until beyondCeiling'] }))).code).toBe('actionWarned');
    await act('extend', late, { seen: ['until beyondCeiling', 'until dayOff', 'on futureDate'] });
    // A Saturday, then Women's Day: as every term, it ends on the next working day.
    expect(await state()).toMatchObject({ dueOn: '2027-03-09', extension: { told: false } });
  });

  test('that corrects takes the old value from the paper, whatever the page sends', async () => {
    const { act, card, state } = await withPaper();
    const correction = { field: 'paper.summary', new: ' Көше  жарығы ', why: 'қате' };
    await act('amend', { ...correction, old: 'ойдан' });
    expect((await card()).history.at(-1)!.data).toMatchObject({
      old: 'Көше жарығын орнату туралы',
      new: 'Көше жарығы',
    });
    expect((await state()).corrected).toEqual({ 'paper.summary': 'Көше жарығы' });
    const same = await problemOf(act('amend', correction));
    expect(same.issues).toEqual([{ path: ['new'], code: 'nothingChanged' }]);
    const unknown = await problemOf(act('amend', { field: 'paper.kind', new: 'letter', why: 'қате' }));
    expect(unknown.issues).toEqual([{ path: ['new'], code: 'unknownValue' }]);
  });

  test('that corrects reaches whatever a clerk types, says what fits nothing, and is found by the old and the new', async () => {
    const { act, card, client, number, state } = await withPaper();
    const correct = (field: string, value: unknown) => act('amend', { field, new: value, why: 'қате терілген' });
    await correct('applicant.idNumber', '850412 400123');
    await correct('applicant.phone', '+7 701 234 56 78');
    await correct('applicant.place', { id: '', name: 'Индер ауданы' });
    await correct('paper.sheets', 3);
    expect((await card()).history.at(-1)!.data).toMatchObject({ field: 'paper.sheets', old: 1, new: 3 });
    expect((await state()).corrected).toMatchObject({ 'applicant.phone': '+7 701 234 56 78', 'paper.sheets': 3 });
    for (const text of ['850412400123', '87012345678'])
      expect((await client.papers.find({ text, limit: 5 })).map((row) => row.number)).toEqual([number]);
    expect((await card()).row).toMatchObject({ place: 'Индер ауданы', sheets: 3, idNumber: '850412 400123' });
    const issues = async (field: string, value: unknown) => (await problemOf(correct(field, value))).issues;
    expect(await issues('paper.sheets', -1)).toEqual([{ path: ['new'], code: 'tooSmall' }]);
    expect(await issues('paper.sheets', 3)).toEqual([{ path: ['new'], code: 'nothingChanged' }]);
    expect(await issues('applicant.name', ' ')).toEqual([{ path: ['new'], code: 'required' }]);
    expect(await issues('applicant.type', 'collective')).toEqual([{ path: ['new'], code: 'needsOtherFields' }]);
    expect(await issues('receipt.registeredOn', '2026-12-02')).toMatchObject([{ path: ['field'] }]);
    await correct('applicant.members', 5);
    await correct('applicant.contact', 'Ким И. П.');
    await correct('applicant.type', 'collective');
    expect((await state()).corrected).toMatchObject({ 'applicant.type': 'collective' });
  });

  test('gives each part the next number, whatever the page sends, and the paper is found by it', async () => {
    const { act, client, number, state } = await withPaper();
    for (const letter of ['5', '6'])
      await act('redirectPart', { ...noLetter, letter, on: day, to: cityOffice, part: 7 });
    expect((await state()).parts.map(({ part, letter }) => [part, letter])).toEqual([
      [1, '5'],
      [2, '6'],
    ]);
    for (const text of [`${number}/2`, `${number.slice(0, 6)} ${number.slice(6)} / 2`])
      expect((await client.papers.find({ text, limit: 5 })).map((row) => row.number)).toEqual([number]);
  });

  test('that closed by mistake is taken back with a reason; what has left the house is warned of', async () => {
    const { act, client, register, state } = await withPaper();
    await act('redirect', { ...noLetter, on: day, to: cityOffice });
    const sent = { on: day, why: 'қате жабылған' };
    expect((await problemOf(act('reopen', { ...sent, why: '' }))).issues).toEqual([
      { path: ['why'], code: 'required' },
    ]);
    expect((await problemOf(act('reopen', sent))).issues).toEqual([{ path: [], code: 'reopensSent' }]);
    await act('reopen', sent, { seen: [' reopensSent'] });
    expect(await state()).toMatchObject({ status: 'registered', open: true, outcome: '', closedOn: '' });
    // The other body has heard of this number.
    expect((await problemOf(act('spoil', { why: 'бүлінген', on: day }))).hindrance).toBe('numberUsed');
    const spoiled = acting({ client }, (await register(appeal())).number);
    await spoiled.act('spoil', { why: 'бүлінген', on: day });
    expect((await problemOf(spoiled.act('reopen', sent))).hindrance).toBe('void');
  });

  test('that leaves a paper unconsidered asks about it where its author and address are known', async () => {
    const { act, client, register, state } = await withPaper(
      appeal(({ applicant }) => {
        applicant.street = 'Абай көшесі, 12';
      }),
    );
    const data = { on: day, why: 'анонимдік' };
    expect((await problemOf(act('leaveUnconsidered', data))).issues).toEqual([{ path: [], code: 'authorKnown' }]);
    expect(await state()).toMatchObject({ open: true });
    const nobodys = appeal(({ applicant }) => {
      applicant.type = 'anonymous';
      applicant.name = '';
    });
    const anonymous = acting({ client }, (await register(nobodys)).number);
    await anonymous.act('leaveUnconsidered', data);
    expect(await anonymous.state()).toMatchObject({ outcome: 'notConsidered' });
  });

  test('goes the whole way: hearing, decision against the applicant, signature, answer', async () => {
    const { act, client, clock, state } = await withPaper();
    await act('resolve', {
      executor: await me({ client }),
      coExecutors: [],
      text: 'қарау',
      ownDueOn: '',
      control: true,
    });
    await act('callHearing', {
      noticeOn: day,
      on: '2026-12-08',
      form: 'meeting',
      place: 'зал',
      preliminary: 'бас тарту',
    });
    expect((await state()).duties).toEqual([{ what: 'hearing', by: '2026-12-08' }]);
    clock.now = Date.parse('2026-12-08T09:00:00.000Z');
    const minutes = { begun: '10:00', ended: '10:40', secretary: '', participants: '', minutes: '' };
    await act('holdHearing', { ...minutes, on: '2026-12-08', place: 'зал', chair: 'Ким И. П.' });
    const on = '2026-12-08';
    await act('decide', { decision: 'burdensome', ground: '', basis: '', text: 'бас тарту', on, subject: '' });
    await act('sign', { on });
    await act('answer', { number: '77', on, way: 'post', sheets: 2 });
    expect(await state()).toMatchObject({ status: 'closed', outcome: 'burdensome', closedOn: on, duties: [] });
  });

  test('tells the notice of an extension as owed until the applicant was told', async () => {
    const { act, client, state } = await withPaper();
    await act('assign', { executor: await me({ client }) });
    await act('extend', { until: '2027-01-29', on: day, why: 'сараптама', beyond: '' });
    expect((await state()).duties).toEqual([{ what: 'extensionNotice', by: '2026-12-03' }]);
    await act('replyMeanwhile', { number: '5', on: day, summary: 'мерзім ұзартылды' });
    expect((await state()).duties).toHaveLength(1);
    await act('tellExtension', { number: '6', on: day });
    expect((await state()).duties).toEqual([]);
  });

  test('a paper brought into line before anybody had it waits for an executor again', async () => {
    const { act, state } = await withPaper();
    await act('noteDefect', { article: '63', what: 'қолы жоқ', on: day, until: '2026-12-11' });
    const early = await problemOf(act('returnToApplicant', { on: day, why: 'түзетілмеді' }));
    expect(early.issues).toEqual([{ path: ['on'], code: 'applicantHasTime' }]);
    await act('bringIntoLine', { on: day, how: 'қол қойды' });
    expect(await state()).toMatchObject({ status: 'registered', defect: null });
  });

  test('of an unknown paper, or with a wrong shape, is a problem in words', async () => {
    const { client, number } = await withPaper();
    const send = (given: object) =>
      client.papers.act({ number, draft: crypto.randomUUID(), action: 'sign', data: {}, seen: [], ...given });
    expect((await problemOf(send({ number: '230000126020000014' }))).code).toBe('unknownPaper');
    expect((await problemOf(send({ action: 'attach' as 'sign' }))).code).toBe('invalidEntry');
    expect((await problemOf(send({ draft: 'x' }))).code).toBe('invalidEntry');
  });
});
