import { describe, expect, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { nobody } from '../../shared/books/fields.ts';
import type { ControlList } from '../../shared/contract/control.ts';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { inClosedOffice, lineFromElsewhere } from './closed-store.ts';
import { fetched, outcome } from './made-register.ts';
import { appeal, type Client, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

const poppler = requireTool('pdftotext');

const MINUTE = 60_000;

/**
 * Applications of six working days running. Fifteen working days, the first of them the day itself; 16.12 is a holiday:
 * 24.11 → 14.12, 25.11 → 15.12, 26.11 → 17.12, 27.11 (Friday) → 18.12 (Friday), 30.11 → 21.12, 01.12 → 22.12.
 */
const days = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'];

type Ready = Awaited<ReturnType<typeof readyOffice>>;

/** Two more people of the office. */
async function twoExecutors({ client }: Ready) {
  const save = (name: string) =>
    client.staff.save({ id: '', name, post: { kk: 'маман', ru: 'специалист' }, phone: '', roles: [] });
  const [{ id: nur }, { id: ser }] = [await save('nur тегі'), await save('ser тегі')];
  return { nur: { id: nur, name: 'nur тегі' }, ser: { id: ser, name: 'ser тегі' } };
}

async function sixPapers({ register, clock }: Ready, executor = (_n: number) => nobody) {
  const numbers: string[] = [];
  for (const [n, day] of days.entries()) {
    clock.now = Date.parse(`${day}T05:00:00Z`);
    const { number } = await register(
      appeal((it) => {
        it.paper.arrivedOn = day;
        it.handling.executor = executor(n);
      }),
    );
    numbers.push(number);
  }
  return numbers;
}

const dueIn = async (client: Client, list: ControlList, executor?: string) =>
  (await first(client.control.list({ list, executor, offset: 0, limit: 50 }))).rows.map(({ dueOn }) => dueOn.slice(8));

describe('the controller’s lists', () => {
  test('part the papers at working days, holidays and the agency’s midnight', async () => {
    const office = await readyOffice();
    await sixPapers(office);
    const { client, clock } = office;
    const all = async () => ({
      overdue: await dueIn(client, 'overdue'),
      today: await dueIn(client, 'today'),
      oneDay: await dueIn(client, 'oneDay'),
      threeDays: await dueIn(client, 'threeDays'),
    });
    // Tuesday, the day before a holiday: the next working day is Thursday, the third one Monday.
    clock.now = Date.parse('2026-12-15T05:00:00Z');
    expect(await all()).toEqual({ overdue: ['14'], today: ['15'], oneDay: ['17'], threeDays: ['18', '21'] });
    const { counts, days } = await first(client.control.watch({}));
    expect(days).toEqual({ today: '2026-12-15', oneDay: '2026-12-17', threeDays: '2026-12-21' });
    expect(counts).toMatchObject({ overdue: 1, today: 1, oneDay: 1, threeDays: 2, duties: 0, contested: 0 });
    // On the holiday itself nothing is due, and the term that ended the day before is broken.
    clock.now = Date.parse('2026-12-16T05:00:00Z');
    expect(await all()).toEqual({ overdue: ['14', '15'], today: [], oneDay: ['17'], threeDays: ['18', '21'] });
    // Saturday: Monday is the next working day.
    clock.now = Date.parse('2026-12-19T05:00:00Z');
    expect(await all()).toEqual({ overdue: ['14', '15', '17', '18'], today: [], oneDay: ['21'], threeDays: ['22'] });
    // Atyrau is five hours ahead: 23:59 there, and a minute later.
    clock.now = Date.parse('2026-12-14T18:59:00Z');
    expect(await dueIn(client, 'today')).toEqual(['14']);
    clock.now += MINUTE;
    expect(await dueIn(client, 'today')).toEqual(['15']);
    expect(await dueIn(client, 'overdue')).toEqual(['14']);
  });

  test('are counted and picked by executor; papers that nobody has are on a list of their own', async () => {
    const office = await readyOffice();
    const { nur, ser } = await twoExecutors(office);
    await sixPapers(office, (n) => [nur, nur, ser, nobody, ser, nobody][n]!);
    const { client, clock } = office;
    clock.now = Date.parse('2026-12-17T05:00:00Z');
    const control = await first(client.control.watch({ executor: nur.id }));
    expect(control.counts).toMatchObject({ overdue: 2, today: 0, oneDay: 0, threeDays: 0, noExecutor: 0 });
    expect(control.executors).toEqual([
      { ...nur, open: 2, overdue: 2, today: 0, oneDay: 0, threeDays: 0 },
      { ...ser, open: 2, overdue: 0, today: 1, oneDay: 0, threeDays: 1 },
      { id: '', name: '', open: 2, overdue: 0, today: 0, oneDay: 1, threeDays: 1 },
    ]);
    expect(await dueIn(client, 'today', nur.id)).toEqual([]);
    expect(await dueIn(client, 'overdue', nur.id)).toEqual(['14', '15']);
    expect(await dueIn(client, 'noExecutor')).toEqual(['18', '22']);
    expect((await first(client.control.watch({}))).counts.noExecutor).toBe(2);
  });

  test('tell of duties beside the term, of contradictions, and no more of what is closed', async () => {
    const office = await readyOffice();
    const [a, b, c, d] = (await sixPapers(office)) as [string, string, string, string];
    const { close, profile } = office;
    await close();
    await inClosedOffice(profile, async (open) => {
      const act = (number: string, what: string, data: Record<string, unknown>) =>
        hangLine(open, number, () => ({ do: what, v: 1, data }));
      const resolution = { coExecutors: [], text: 'Қарап шығыңыз', control: true };
      const executor = { id: 'nur', name: 'Нұрлан' };
      await act(a, 'resolve', { ...resolution, executor, ownDueOn: '2026-12-07' });
      await act(b, 'noteDefect', { article: '63', what: 'Қолы жоқ', on: '2026-12-01', until: '2026-12-04' });
      await act(c, 'assign', { executor });
      await lineFromElsewhere(open, c, { do: 'assign', v: 1, data: { executor: { id: 'ser', name: 'Серік' } } });
      await act(d, 'resolve', { ...resolution, executor, ownDueOn: '2026-12-02' });
      await act(d, 'withdraw', { on: '2026-12-01', how: 'Арыз беруші қайтарып алды' });
    });
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    const rows = async (list: ControlList) =>
      (await first(again.client.control.list({ list, offset: 0, limit: 50 }))).rows.map(({ number, duties }) => [
        number,
        ...duties.map(({ what, by }) => `${what} ${by.slice(5)}`),
      ]);
    // 01.12 is a Tuesday: the third working day after it is Friday, 04.12.
    expect(await rows('duties')).toEqual([[b, 'defect 12-04']]);
    again.clock.now = Date.parse('2026-12-02T06:00:00Z');
    expect(await rows('duties')).toEqual([
      [b, 'defect 12-04'],
      [a, 'ownDeadline 12-07'],
    ]);
    expect((await rows('contested')).map(([number]) => number)).toEqual([c]);
    expect((await first(again.client.control.watch({}))).counts).toMatchObject({ duties: 2, contested: 1 });
    // Settled with one action, it is on the list no more, and the later assignment goes on ruling.
    const settle = { topic: 'executor', note: 'Серік орындайды' };
    await again.client.papers.act({
      number: c,
      draft: crypto.randomUUID(),
      action: 'settle',
      data: settle,
      seen: [],
    });
    expect(await rows('contested')).toEqual([]);
    expect((await first(again.client.papers.card({ number: c }))).row.executor).toBe('ser');
  });

  test('are sent anew when a paper comes, as whole snapshots', async () => {
    const { client, register, clock } = await readyOffice();
    await register(appeal());
    clock.now = Date.parse('2026-12-23T05:00:00Z');
    const seen: number[] = [];
    for await (const { counts } of await client.control.watch({})) {
      seen.push(counts.noExecutor);
      if (seen.length === 1) await register(appeal((it) => (it.paper.arrivedOn = '2026-12-23')));
      else break;
    }
    expect(seen).toEqual([1, 2]);
  });

  test('hold the papers of an office whose store was written before there were such lists', async () => {
    const office = await readyOffice();
    await sixPapers(office);
    await office.close();
    await inClosedOffice(office.profile, async ({ store }) => {
      const storage = store.papers.storageInstance;
      const papers = await storage.findDocumentsById(
        (await store.papers.find().exec()).map(({ id }) => id),
        false,
      );
      const rows = papers.map((previous) => {
        const { nextDutyOn: _, contested: __, ...state } = previous.state;
        return { previous, document: { ...previous, state: state as StoredPaper['state'] } };
      });
      await storage.bulkWrite(rows, 'as it was');
      await store.local.findOne('law').remove();
    });
    const again = startOffice(office.profile);
    again.clock.now = Date.parse('2026-12-15T05:00:00Z');
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await first(again.client.control.watch({}))).counts).toMatchObject({ overdue: 1, today: 1, noExecutor: 6 });
  });
});

describe('the reminder', () => {
  test('is said once a day to each person, and not in quiet hours', async () => {
    const { client, close, clock, profile, register } = await readyOffice();
    await register(appeal());
    const now = async () => (await first(client.control.reminder())) ?? undefined;
    expect(await now()).toBeUndefined();
    // The last day, 09:00 in Atyrau.
    clock.now = Date.parse('2026-12-22T04:00:00Z');
    expect(await now()).toEqual({ day: '2026-12-22', of: 'office', overdue: 0, today: 1, duties: 0 });
    const { settings } = await first(client.directory.watch());
    await client.desk.saveSettings({ ...settings, quietFrom: '08:30', quietUntil: '09:01' });
    expect(await now()).toBeUndefined();
    clock.now += MINUTE;
    expect(await now()).toMatchObject({ today: 1 });
    // Over midnight.
    await client.desk.saveSettings({ ...settings, quietFrom: '20:00', quietUntil: '09:02' });
    expect(await now()).toBeUndefined();
    await client.desk.saveSettings(settings);
    await client.control.reminded();
    expect(await now()).toBeUndefined();
    await close();
    const again = startOffice(profile);
    again.clock.now = clock.now;
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await first(again.client.control.reminder())).toBeNull();
    again.clock.now += 24 * 60 * MINUTE;
    expect(await first(again.client.control.reminder())).toMatchObject({ overdue: 1, today: 0 });
  });
});

describe('the daily control list', () => {
  test.runIf(poppler)('has what is owed on papers whose term is far off', async () => {
    const office = await readyOffice();
    const { client, clock, register } = office;
    const { nur } = await twoExecutors(office);
    const { number } = await register(
      appeal(({ handling }) => {
        handling.executor = nur;
      }),
    );
    const data = { until: '2027-01-29', on: '2026-12-01', why: 'сараптама', beyond: '' };
    await client.papers.act({ number, draft: crypto.randomUUID(), action: 'extend', data, seen: [] });
    clock.now = Date.parse('2026-12-08T05:00:00Z');
    const { id } = await client.registers.start({ of: 'control', language: 'ru' });
    const state = await outcome(office, id);
    expect(state).toMatchObject({ phase: 'ready', papers: 1 });
    const pdf = await fetched(office, id, state.phase === 'ready' ? state.bytes : 0);
    const text = (await textOf(pdf)).replace(/\s+/g, ' ');
    for (const words of [
      'Другие действия: 1',
      'nur тегі — 1 документ',
      'Другие действия (до 11.12.2026) — 1',
      'Всего: 1 документ',
      number.replace(/(\d{6})(?=\d)/g, '$1 '),
    ])
      expect(text).toContain(words);
    expect(text).toMatch(/уведомить о продлении.* 03\.12\.2026/);
  });

  test.runIf(poppler).each([
    [
      'kk',
      [
        'Бақылау тізімі, 17.12.2026',
        'Мерзімі өткен — 2',
        'Бүгін бітеді (17.12.2026 дейін) — 1',
        'Таныстым:',
        'Бақылаушы',
        '2-бет, барлығы 2 бет',
      ],
    ],
    [
      'ru',
      [
        'Контрольный список на 17.12.2026',
        'Просрочено — 2',
        'Истекает сегодня (до 17.12.2026) — 1',
        'Ознакомлен(а):',
        'Контролёр',
        'Страница 2 из 2',
      ],
    ],
  ] as const)(
    'says in %s by executor what is late and what soon will be, and its print is on record',
    async (language, said) => {
      const printed: number[] = [];
      const office = await readyOffice({
        printing: { list: async () => [], print: async ({ pdf }) => void printed.push(pdf.length) },
      });
      const people = await twoExecutors(office);
      const by = [people.nur, people.nur, people.ser, nobody, people.ser, nobody];
      const numbers = await sixPapers(office, (n) => by[n]!);
      const { client, clock } = office;
      clock.now = Date.parse('2026-12-17T05:00:00Z');
      const { id } = await client.registers.start({ of: 'control', language });
      const state = await outcome(office, id);
      expect(state).toMatchObject({ phase: 'ready', papers: 6, pages: 2 });
      const pdf = await fetched(office, id, state.phase === 'ready' ? state.bytes : 0);
      const text = await textOf(pdf);
      for (const words of said) expect(text).toContain(words);
      // 22.12 is the third working day after the 17th: all six are on the list, each once, under its executor.
      const places = numbers.map((number) => {
        const grouped = number.replace(/(\d{6})(?=\d)/g, '$1 ');
        expect(text.split(grouped)).toHaveLength(2);
        return text.indexOf(grouped);
      });
      const [nur, ser] = [text.indexOf('nur тегі — '), text.indexOf('ser тегі — ')];
      expect(nur).toBeLessThan(places[0]!);
      expect(places[1]).toBeLessThan(ser);
      expect(ser).toBeLessThan(places[2]!);
      expect(Math.max(places[2]!, places[4]!)).toBeLessThan(Math.min(places[3]!, places[5]!));
      expect((await first(client.control.watch({}))).printed).toBeNull();
      await client.registers.print({ id });
      expect(printed).toEqual([pdf.length]);
      expect((await first(client.control.watch({}))).printed).toEqual({
        at: '2026-12-17T05:00:00.000Z',
        by: 'Сейтова Айнұр Болатқызы',
      });
    },
  );
});
