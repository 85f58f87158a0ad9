import { describe, expect, test } from 'vitest';
import type { Store } from '../../main/office/open/open-store.ts';
import type { DayEntry } from '../../shared/books/office-days.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, type Client, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';
import { appealNow, enrolledDesk, journalShows, startRegistry, statusOf, todayThere, until } from './registry.ts';

const decree = { number: '742', date: '2026-11-20', name: 'Демалыс күндерін ауыстыру туралы' };
const off = (day: string, more: Partial<DayEntry> = {}): DayEntry => ({ day, to: 'off', decree, ...more });

const ownDays = async ({ lawDays }: Client) => (await first(lawDays.watch())).own;
const cardWhen = (client: Client, number: string, fits: (card: Card) => boolean) =>
  until(client.papers.card({ number }), fits);
const logsIn = async ({ papers }: Store) =>
  (await papers.find().exec()).map((document) => document.toMutableJSON().log);

describe('a decree that the administrator enters', () => {
  test('moves the terms of open papers; the history says why, journal and counts follow, and nothing is written into logs', async () => {
    const office = await readyOffice();
    const { client, clock } = office;
    const numbers: string[] = [];
    for (let n = 0; n < 30; n++) numbers.push((await office.register(appeal())).number);
    expect((await cardWhen(client, numbers[0]!, () => true)).row.dueOn).toBe('2026-12-22');
    await client.lawDays.enter(off('2026-12-11'));
    for (const number of numbers) {
      const { moves } = await cardWhen(client, number, ({ row }) => row.dueOn === '2026-12-23');
      expect(moves).toEqual([
        {
          at: new Date(clock.now).toISOString(),
          from: '2026-12-22',
          to: '2026-12-23',
          days: [{ day: '2026-12-11', to: 'off', decree, takenBack: false }],
        },
      ]);
    }
    const { rows } = await first(
      client.papers.journal({ book: 'appeals', from: '2026-12-01', to: '2026-12-31', offset: 0, limit: 100 }),
    );
    expect(new Set(rows.map(({ dueOn }) => dueOn))).toEqual(new Set(['2026-12-23']));
    clock.now = Date.parse('2026-12-23T06:00:00Z');
    expect(await first(client.desk.watch())).toMatchObject({ dueToday: 30, overdue: 0 });
    const [own] = await ownDays(client);
    await client.lawDays.takeBack({ line: own!.line, why: 'екінші желтоқсан емес' });
    for (const number of numbers) {
      const { moves, history } = await cardWhen(client, number, ({ row }) => row.dueOn === '2026-12-22');
      expect(moves.at(-1)).toMatchObject({ to: '2026-12-22', days: [{ day: '2026-12-11', takenBack: true }] });
      expect(history).toHaveLength(1);
    }
    expect(await first(client.desk.watch())).toMatchObject({ dueToday: 0, overdue: 30 });
    await office.close();
    const logs = await inClosedOffice(office.profile, (_office, store) => logsIn(store));
    expect(logs.map((log) => log.length)).toEqual(numbers.map(() => 1));
  });

  test('moves the terms of closed papers too, as a desk that gets them later computes them; not those that had ended before', async () => {
    const { client, register, clock } = await readyOffice();
    const withdraw = (number: string) =>
      client.papers.act({
        number,
        draft: crypto.randomUUID(),
        action: 'withdraw',
        data: { on: new Date(clock.now).toISOString().slice(0, 10), how: 'арызымен' },
        seen: [],
      });
    const { number: early } = await register(appeal());
    await withdraw(early);
    clock.now = Date.parse('2026-12-07T06:00:00Z');
    const { number: late } = await register(appeal());
    await withdraw(late);
    const rows = async () => {
      const query = { book: 'appeals' as const, from: '2026-12-01', to: '2026-12-31', offset: 0, limit: 10 };
      const page = await first(client.papers.journal(query));
      return new Map(page.rows.map(({ number, dueOn }) => [number, dueOn]));
    };
    // 15 working days from 01. and from 07.12., with the 16th off.
    expect(await rows()).toEqual(
      new Map([
        [late, '2026-12-28'],
        [early, '2026-12-22'],
      ]),
    );
    await client.lawDays.enter(off('2026-12-24'));
    await expect.poll(rows).toEqual(
      new Map([
        [late, '2026-12-29'],
        [early, '2026-12-22'],
      ]),
    );
    await client.lawDays.chooseStart({ startRule: 'nextDay' });
    await expect.poll(rows).toEqual(
      new Map([
        [late, '2026-12-30'],
        [early, '2026-12-23'],
      ]),
    );
    const { moves } = await first(client.papers.card({ number: late }));
    expect(moves.map(({ from, to }) => [from, to])).toEqual([
      ['2026-12-28', '2026-12-29'],
      ['2026-12-29', '2026-12-30'],
    ]);
  });

  test('counts for papers that come after it, and after a restart; what was taken back is kept with who and why', async () => {
    const office = await readyOffice();
    await office.client.lawDays.enter(off('2026-12-11'));
    await office.client.lawDays.enter({ ...off('2026-12-12'), to: 'work' });
    expect((await office.register(appeal())).dueOn).toBe('2026-12-22');
    const saturday = (await ownDays(office.client)).find(({ day }) => day === '2026-12-12')!;
    await office.client.lawDays.takeBack({ line: saturday.line, why: 'қате күн' });
    await office.close();
    const again = startOffice(office.profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await again.register(appeal())).dueOn).toBe('2026-12-23');
    expect(await ownDays(again.client)).toMatchObject([
      {
        day: '2026-12-12',
        stands: 'takenBack',
        takenBack: { why: 'қате күн', by: { name: 'Сейтова Айнұр Болатқызы' } },
      },
      { day: '2026-12-11', stands: 'inForce', by: { name: 'Сейтова Айнұр Болатқызы' }, decree },
    ]);
  });

  test('is refused at its fields when it is none: a day twice, a day that is free already, no decree', async () => {
    const { client } = await readyOffice();
    await client.lawDays.enter(off('2026-12-11'));
    const issuesOf = async (typed: unknown) => {
      const { code, issues } = await problemOf(client.lawDays.enter(typed));
      expect(code).toBe('invalidEntry');
      return issues!.map(({ path, code }) => `${path.join('.')} ${code}`);
    };
    expect(await issuesOf(off('2026-12-11'))).toEqual(['day dayTwice']);
    expect(await issuesOf(off('2026-12-16'))).toEqual(['day alreadyOff']);
    expect(await issuesOf(off('2026-02-30'))).toEqual(['day notDate']);
    expect(await issuesOf({ ...off('2026-12-10'), decree: { ...decree, number: ' ' } })).toEqual([
      'decree.number required',
    ]);
    for (const nothing of [undefined, null, 5, 'day']) expect(await issuesOf(nothing)).toEqual([' invalid']);
    const { line } = (await ownDays(client))[0]!;
    await client.lawDays.takeBack({ line, why: 'қате' });
    for (const gone of [line, 'x'])
      expect(await problemOf(client.lawDays.takeBack({ line: gone, why: 'қате' }))).toMatchObject({
        issues: [{ path: ['line'], code: 'takenBackAlready' }],
      });
  });
});

describe('the way of counting days', () => {
  test('is the office’s choice: open papers follow and say why, old law keeps its own, a restart changes nothing', async () => {
    const office = await readyOffice();
    const { number, dueOn } = await office.register(appeal());
    expect(dueOn).toBe('2026-12-22');
    await office.client.lawDays.chooseStart({ startRule: 'nextDay' });
    const { row, moves } = await until(office.client.papers.card({ number }), ({ row }) => row.dueOn !== dueOn);
    // One working day more: 23.12.
    expect(row.dueOn).toBe('2026-12-23');
    expect(moves).toMatchObject([{ from: '2026-12-22', to: '2026-12-23', startRule: 'nextDay' }]);
    await office.close();
    const again = startOffice(office.profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await again.register(appeal())).dueOn).toBe('2026-12-23');
    expect(await first(again.client.lawDays.watch())).toMatchObject({ startRule: 'nextDay' });
  });
});

describe('between desks of an agency', () => {
  test('an administrator’s decree moves terms at the other desk; nobody else’s is written; the registry’s calendar takes it over', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
    for (const desk of [a, b]) await statusOf(desk, ({ state }) => state.is === 'upToDate');
    const { number, dueOn } = await b.register(appealNow());
    await journalShows(a, [number]);
    const decreed = { ...off(dueOn), decree: { ...decree, date: todayThere() } };
    expect((await first(a.client.lawDays.watch())).mayChange).toBe(false);
    expect((await problemOf(a.client.lawDays.enter(decreed))).code).toBe('notAllowed');

    await registry.addStaff({
      id: 'kim',
      name: 'Ким А. В.',
      post: { kk: 'маман', ru: 'специалист' },
      administrator: true,
    });
    const directory = await until(a.client.directory.watch(), ({ staff }) => staff.some(({ id }) => id === 'kim'));
    await a.client.desk.saveSettings({ ...directory.settings, clerk: 'kim' });
    await a.client.lawDays.enter(decreed);
    const isMoved = ({ row }: Card) => row.dueOn > dueOn;
    for (const { client } of [a, b]) {
      const { moves } = await cardWhen(client, number, isMoved);
      expect(moves).toMatchObject([
        { from: dueOn, days: [{ day: dueOn, decree: { number: '742' }, takenBack: false }] },
      ]);
      expect(moves[0]).not.toHaveProperty('calendar');
    }
    const moved = (await cardWhen(a.client, number, isMoved)).row.dueOn;
    expect((await cardWhen(b.client, number, isMoved)).row.dueOn).toBe(moved);
    expect(await ownDays(b.client)).toMatchObject([{ day: dueOn, stands: 'inForce', by: { name: 'Ким А. В.' } }]);

    const version = await registry.giveDayOff(dueOn);
    const known = await until(b.client.lawDays.watch(), ({ own }) => own[0]?.stands === 'inCalendar');
    expect(known.calendar).toEqual({ version, from: 'registry' });
    expect((await first(b.client.papers.card({ number }))).row.dueOn).toBe(moved);
  });
});
