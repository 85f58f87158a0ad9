import { describe, expect, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import type { ControlList } from '../../shared/contract/control.ts';
import { inClosedOffice, lineFromElsewhere } from './closed-store.ts';
import { appeal, type Client, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

const MINUTE = 60_000;

/**
 * Applications of six working days running. Fifteen working days, the first of them the day itself; 16.12 is a holiday:
 * 24.11 → 14.12, 25.11 → 15.12, 26.11 → 17.12, 27.11 (Friday) → 18.12 (Friday), 30.11 → 21.12, 01.12 → 22.12.
 */
const days = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30', '2026-12-01'];

type Ready = Awaited<ReturnType<typeof readyOffice>>;

async function sixPapers({ register, clock }: Ready, executor = (_n: number): string => '') {
  const numbers: string[] = [];
  for (const [n, day] of days.entries()) {
    clock.now = Date.parse(`${day}T05:00:00Z`);
    const { number } = await register(
      appeal((it) => {
        it.paper.arrivedOn = day;
        const id = executor(n);
        it.handling.executor = { id, name: id && `${id} тегі` };
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
    await sixPapers(office, (n) => ['nur', 'nur', 'ser', '', 'ser', ''][n]!);
    const { client, clock } = office;
    clock.now = Date.parse('2026-12-17T05:00:00Z');
    const control = await first(client.control.watch({ executor: 'nur' }));
    expect(control.counts).toMatchObject({ overdue: 2, today: 0, oneDay: 0, threeDays: 0, noExecutor: 0 });
    expect(control.executors).toEqual([
      { id: 'nur', name: 'nur тегі', open: 2, overdue: 2, today: 0, oneDay: 0, threeDays: 0 },
      { id: 'ser', name: 'ser тегі', open: 2, overdue: 0, today: 1, oneDay: 0, threeDays: 1 },
      { id: '', name: '', open: 2, overdue: 0, today: 0, oneDay: 1, threeDays: 1 },
    ]);
    expect(await dueIn(client, 'today', 'nur')).toEqual([]);
    expect(await dueIn(client, 'overdue', 'nur')).toEqual(['14', '15']);
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
