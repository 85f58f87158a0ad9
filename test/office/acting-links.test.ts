import { describe, expect, test } from 'vitest';
import type { FormAction } from '../../shared/contract/actions.ts';
import { composeNumber } from '../../shared/domain/number/paper-number.ts';
import { acting, withPaper } from './acting.ts';
import { appeal, first, PASSPHRASE, problemOf } from './offices.ts';

const day = '2026-12-01';

describe('an action that links a paper', () => {
  test('writes our number plain, and looks whether there is such a paper', async () => {
    const { act, number, register, state } = await withPaper();
    const other = (await register(appeal())).number;
    const grouped = other.replace(/\d{6}(?=\d)/g, '$& ');
    expect((await problemOf(act('linkRepeat', { number: grouped, on: day }))).issues).toEqual([
      { path: ['number'], code: 'repeatOfOpen' },
    ]);
    await act('linkRepeat', { number: grouped, on: day }, { seen: ['number repeatOfOpen'] });
    expect((await state()).links).toEqual([{ as: 'repeat', number: other }]);
    const issue = async (given: string, action: FormAction = 'linkDuplicate') =>
      (await problemOf(act(action, { number: given, on: day }))).issues;
    expect(await issue(number)).toEqual([{ path: ['number'], code: 'toItself' }]);
    const slip = other.slice(0, -1) + ((Number(other.at(-1)) + 1) % 10);
    expect(await issue(slip)).toEqual([{ path: ['number'], code: 'wrongNumber' }]);
    const elsewhere = composeNumber({ region: '23', agency: '00001', year: 2026, desk: 2, sequence: 1 });
    expect(await issue(elsewhere, 'linkRepeat')).toEqual([{ path: ['number'], code: 'notHere' }]);
    expect(await issue('Ә-12')).toEqual([{ path: ['number'], code: 'notOurNumber' }]);
  });

  test('names this office as the body of a contested act: it is an own act, which goes up in three working days', async () => {
    const { act, client, state } = await withPaper(appeal(({ paper }) => (paper.kind = 'complaint')));
    const { name } = (await first(client.directory.watch())).body;
    const contested = { number: '', act: 'отказ', official: '', learnedOn: '' };
    await act('linkContested', { ...contested, body: 'Отдел земли' });
    expect((await state()).duties).toEqual([]);
    for (const body of [name.kk, name.ru.toLowerCase()]) {
      await act('linkContested', { ...contested, body });
      // Registered on Tuesday 01.12.: 01, 02, 03.
      expect((await state()).duties).toEqual([{ what: 'passingOn', by: '2026-12-03' }]);
      await act('linkContested', { ...contested, body: '' });
      expect((await state()).duties).toEqual([]);
    }
    await act('linkContested', { ...contested, body: '', own: true });
    expect((await state()).duties).toEqual([{ what: 'passingOn', by: '2026-12-03' }]);
  });

  test('asks before a paper is closed on account of somebody else’s', async () => {
    const { act, client, number, register } = await withPaper();
    const by = (name: string, idNumber = '') =>
      appeal(({ applicant }) => {
        applicant.name = name;
        applicant.idNumber = idNumber;
      });
    const issues = async (intake: ReturnType<typeof by>) => {
      const later = acting({ client }, (await register(intake)).number);
      const linked = later.act('linkDuplicate', { number, on: day }).then(() => ({ issues: [] }));
      return (await linked.catch((error: { data: { issues: { code: string }[] } }) => error.data)).issues.map(
        ({ code }) => code,
      );
    };
    expect(await issues(by('Сейтов Нұрлан Болатұлы'))).toEqual(['otherApplicant']);
    expect(await issues(by('Әлімқұлова Айгүл Серікқызы', '850412400121'))).toEqual([]);
    await act('amend', { field: 'applicant.idNumber', new: '900101300017', why: 'толықтырылды' });
    expect(await issues(by('Әлімқұлова Айгүл Серікқызы', '850412400121'))).toEqual(['otherApplicant']);
  });

  test('closes a duplicate only on account of an earlier paper that is here: never two on account of each other', async () => {
    const { act, client, number, register, state } = await withPaper();
    const later = acting({ client }, (await register(appeal())).number);
    const issue = async (by: typeof later.act, given: string) =>
      (await problemOf(by('linkDuplicate', { number: given, on: day }))).issues;
    expect(await issue(act, (await later.card()).row.number)).toEqual([{ path: ['number'], code: 'duplicateOfLater' }]);
    const elsewhere = composeNumber({ region: '23', agency: '00001', year: 2026, desk: 2, sequence: 1 });
    expect(await issue(act, elsewhere)).toEqual([{ path: ['number'], code: 'firstNotHere' }]);
    await later.act('linkDuplicate', { number, on: day });
    expect(await later.state()).toMatchObject({ outcome: 'duplicate' });
    expect(await state()).toMatchObject({ open: true });
  });

  test('is told on the card of the paper that is linked: what repeats it, is closed on its account, or complains about it', async () => {
    const { client, number, register, card } = await withPaper();
    const linked = async () => (await card()).present.linkedFrom;
    expect(await linked()).toEqual([]);
    const by = async (kind: string) =>
      acting({ client }, (await register(appeal(({ paper }) => (paper.kind = kind)))).number);
    const [duplicate, complaint] = [await by('application'), await by('complaint')];
    await duplicate.act('linkDuplicate', { number, on: day });
    const contested = { number, act: 'жауап', body: '', official: '', learnedOn: '' };
    await complaint.act('linkContested', contested, { seen: ['number voidNumber'] });
    expect(await linked()).toEqual([
      { number: (await complaint.card()).row.number, as: 'contested' },
      { number: (await duplicate.card()).row.number, as: 'duplicate' },
    ]);
    // What was registered by mistake names nothing any more.
    const mistaken = await by('application');
    await mistaken.act('linkRepeat', { number, on: day }, { seen: ['number repeatOfOpen'] });
    expect(await linked()).toHaveLength(3);
    await mistaken.act('spoil', { why: 'бланк бүлінген', on: day });
    expect(await linked()).toHaveLength(2);
    // Opened again it is none any more, and the last word of a complaint counts.
    await duplicate.act('reopen', { on: day, why: 'қате' });
    await complaint.act('linkContested', { ...contested, number: '' });
    expect(await linked()).toEqual([]);
  });

  test('is told there too where the official number was written, however it was typed', async () => {
    const { act, client, register, card } = await withPaper();
    await act('linkOfficial', { number: 'ЕТ-2026-00000017' });
    const anew = async (given: string) => {
      const { number } = await register(appeal());
      await acting({ client }, number).act('linkRepeat', { number: given, on: day }, { seen: ['number notOurNumber'] });
      return number;
    };
    // Latin letters; and the number of another paper that begins as this one's.
    const repeats = [await anew('ЕТ-2026-00000017'), await anew(' et – 2026 – 00000017')];
    await anew('ЕТ-2026-000000171');
    expect((await card()).present.linkedFrom).toEqual(repeats.reverse().map((number) => ({ number, as: 'repeat' })));
  });

  test('is told there of every one of many', async () => {
    const { client, number, register, card } = await withPaper();
    for (let i = 0; i < 52; i++) {
      const repeat = acting({ client }, (await register(appeal())).number);
      await repeat.act('linkRepeat', { number, on: day }, { seen: ['number repeatOfOpen'] });
    }
    expect((await card()).present.linkedFrom).toHaveLength(52);
  });

  test('closes what came between a spoiled number and the paper registered anew for it on account of that one’s answer', async () => {
    const { act, client, number: spoiled, register } = await withPaper();
    const between = acting({ client }, (await register(appeal())).number);
    const anew = acting({ client }, (await register(appeal())).number);
    const { number } = (await anew.card()).row;
    await act('spoil', { why: 'бланк бүлінген', on: day });
    const issue = async (first: string, by = between) =>
      (await problemOf(by.act('linkDuplicate', { number: first, on: day }))).issues;
    const at = (code: string) => [{ path: ['number'], code }];
    // As long as it can be closed, the later of the two is the duplicate.
    expect([await issue(spoiled), await issue(number)]).toEqual([at('duplicateOfVoid'), at('duplicateOfLater')]);
    await anew.act('assign', { executor: { id: '', name: 'Ахметов Дәурен' } });
    await anew.act('decide', { decision: 'favourable', ground: '', basis: '', text: 'Иә.', on: day, subject: '' });
    expect(await issue(number)).toEqual(at('laterUnanswered'));
    await anew.act('sign', { on: day });
    expect(await issue(number)).toEqual(at('firstIsLater'));
    const withdrawn = acting({ client }, (await register(appeal())).number);
    await withdrawn.act('withdraw', { on: day, how: 'арызымен' });
    expect(await issue((await withdrawn.card()).row.number)).toEqual(at('laterClosed'));
    await anew.act('answer', { number: '7', on: day, way: 'post', sheets: 1 });
    await between.act('linkDuplicate', { number, on: day }, { seen: ['number firstIsLater'] });
    expect(await between.state()).toMatchObject({ outcome: 'duplicate', links: [{ as: 'duplicate', number }] });
    // Opened again, it is not closed on account of what is closed on its account: nobody would be answered.
    await anew.act('reopen', { on: day, why: 'қате' }, { seen: [' reopensAnswered'] });
    expect(await issue((await between.card()).row.number, anew)).toEqual(at('itsOwnDuplicate'));
  });

  test('closes none on account of a void number, and says before a number is spoiled that something is closed on its account', async () => {
    const { act, client, number, register, state } = await withPaper();
    const later = acting({ client }, (await register(appeal())).number);
    const latest = acting({ client }, (await register(appeal())).number);
    const contested = async () => (await first(client.control.watch({}))).counts.contested;
    await later.act('linkDuplicate', { number, on: day });
    const spoiled = { why: 'бланк бүлінген', on: day };
    expect((await problemOf(act('spoil', spoiled))).issues).toEqual([{ path: [], code: 'hasDuplicates' }]);
    expect([await contested(), (await later.card()).present.voidFirst]).toEqual([0, '']);
    await act('spoil', spoiled, { seen: [' hasDuplicates'] });
    expect(await state()).toMatchObject({ status: 'void' });
    expect([await contested(), (await later.card()).present.voidFirst]).toEqual([1, number]);
    const { rows } = await first(client.control.list({ list: 'contested', offset: 0, limit: 50 }));
    expect(rows.map((row) => row.number)).toEqual([(await later.card()).row.number]);
    expect((await problemOf(latest.act('linkDuplicate', { number, on: day }))).issues).toEqual([
      { path: ['number'], code: 'duplicateOfVoid' },
    ]);
    expect((await problemOf(latest.act('linkRepeat', { number, on: day }))).issues).toEqual([
      { path: ['number'], code: 'voidNumber' },
    ]);
    await later.act('reopen', { on: day, why: 'бірінші нөмір жарамсыз' });
    expect(await later.state()).toMatchObject({ status: 'registered', links: [] });
    expect([await contested(), (await later.card()).present.voidFirst]).toEqual([0, '']);
  });

  test('asks by what is left of a paper that was removed from this desk', async () => {
    const { act, client, clock, register } = await withPaper();
    clock.now += 60_000;
    const closed = (await register(appeal())).number;
    const spoiled = (await register(appeal())).number;
    await acting({ client }, closed).act('withdraw', { on: day, how: 'арызымен' });
    await acting({ client }, spoiled).act('spoil', { why: 'бланк бүлінген', on: day });
    clock.now += 40 * 86_400_000;
    await client.safety.backUpNow();
    expect(await client.safety.purge({ year: 2026, passphrase: PASSPHRASE })).toEqual({ removed: 2 });
    await client.office.unlock({ passphrase: PASSPHRASE });
    const later = acting({ client }, (await register(appeal((it) => (it.paper.arrivedOn = '2027-01-10')))).number);
    const issue = async (given: string) =>
      (await problemOf(later.act('linkDuplicate', { number: given, on: '2027-01-10' }, { seen: ['on futureDate'] })))
        .issues;
    expect(await issue(closed)).toContainEqual({ path: ['number'], code: 'duplicateOfClosed' });
    expect(await issue(spoiled)).toContainEqual({ path: ['number'], code: 'duplicateOfVoid' });
    // Whether a later one was answered is not known any more: it is asked, not refused.
    expect((await problemOf(act('linkDuplicate', { number: closed, on: day }))).issues).toEqual([
      { path: ['number'], code: 'firstUnknown' },
    ]);
  });

  test('to an official number is for good, and writes it as E-Otinish does, and asks about what looks like none', async () => {
    const { act, state } = await withPaper();
    expect((await problemOf(act('linkOfficial', { number: 'жт-2026-17' }))).issues).toEqual([
      { path: ['number'], code: 'unusualOfficial' },
    ]);
    await act('linkOfficial', { number: ' жt – 2026 – 00000017 ' });
    expect(await state()).toMatchObject({ official: 'ЖТ-2026-00000017' });
  });

  test('to an official number says when another paper has it', async () => {
    const { act, client, number, register } = await withPaper();
    await act('linkOfficial', { number: 'ЖТ-2026-00000017' });
    expect((await problemOf(act('linkOfficial', { number: 'ЖТ-2026-00000018' }))).hindrance).toBe('officialLinked');
    const second = await register(appeal());
    const other = acting({ client }, second.number);
    expect((await problemOf(other.act('linkOfficial', { number: 'ЖТ-2026-00000017' }))).issues).toEqual([
      { path: ['number'], code: 'officialTaken' },
    ]);
    expect(number).not.toBe(second.number);
  });
});
