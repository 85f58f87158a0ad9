import { ORPCError } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { needOf } from '../../main/office/people/admit.ts';
import { verifierOf } from '../../main/office/people/passwords.ts';
import type { ControlList } from '../../shared/contract/control.ts';
import { contract } from '../../shared/contract/index.ts';
import { mayDo, type Role, roles } from '../../shared/domain/life/rights.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, type Client, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';
import { until } from './registry.ts';

const OWN = 'ақ қайың 1926';
const post = { kk: 'маман', ru: 'специалист' };

const operations = Object.entries(contract).flatMap(([area, all]) =>
  Object.keys(all).map((operation) => [area, operation] as const),
);

/** Beginning and signing in, which are for who is not signed in; whoever adds one here says why it needs nobody. */
const FOR_NOBODY = [
  'office.watch',
  'office.openDemo',
  'office.unlock',
  'office.recover',
  'office.retry',
  'office.stop',
  'session.watch',
  'session.signIn',
  'session.lock',
  'session.choose',
  'session.changePassword',
  'session.newPasswordByCode',
];

/** What changes the office, its people or its keys. */
const FOR_ADMINISTRATORS = [
  ...['leaveDemo', 'setUp', 'mend', 'restore', 'backupsIn'].map((one) => `office.${one}`),
  ...['watch', 'save', 'givePassword', 'setLeft', 'setAbsence', 'looks'].map((one) => `staff.${one}`),
  ...['sheet', 'printSheet', 'confirmSheet', 'renewCode', 'changePassphrase', 'changeKey'].map((one) => `keys.${one}`),
  'desk.saveSettings',
  'lawDays.enter',
  'lawDays.takeBack',
  'lawDays.chooseStart',
  'letters.resetText',
  'letters.saveText',
  ...['request', 'file', 'withdraw', 'look', 'join'].map((one) => `enrolment.${one}`),
  'sync.accept',
  ...['chooseFolder', 'filesIn', 'make', 'takeIn'].map((one) => `bundles.${one}`),
  ...['backUpNow', 'saveBackups', 'closedYears', 'purge'].map((one) => `safety.${one}`),
];

/** Calls an operation as a page would, with nothing in it: whether it may be called is asked before what is in it. */
async function codeOf(client: Client, [area, operation]: readonly [string, string]): Promise<string> {
  const call = (client as unknown as Record<string, Record<string, (input?: unknown) => Promise<unknown>>>)[area]![
    operation
  ]!;
  try {
    const answer = await call(undefined);
    if (!isLive(answer)) return 'through';
    const live = answer[Symbol.asyncIterator]();
    await live.next();
    await live.return?.();
    return 'through';
  } catch (error) {
    return error instanceof ORPCError && error.code === 'PROBLEM' ? error.data.code : String(error);
  }
}

const isLive = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/** An office with a person of each role, who all have the same password: to compute one for each would take longer than the test. */
async function officeOfAll(ports: Parameters<typeof startOffice>[1] = {}) {
  const founding = await readyOffice();
  const { profile } = founding;
  const session = await until(founding.client.session.watch(), () => true);
  const chief = session.people[0]!.id;
  const save = (id: string, role: Role) =>
    founding.client.staff.save({ id, name: `Ким ${role}`, post, phone: '', roles: [role] });
  await save(chief, 'administrator');
  const ids = new Map<Role, string>([['administrator', chief]]);
  for (const role of roles.filter((role) => role !== 'administrator')) ids.set(role, (await save('', role)).id);
  await founding.close();
  const data = { verifier: await verifierOf(OWN), once: false };
  await inClosedOffice(profile, async (office) => {
    const by = office.clerk();
    for (const id of ids.values()) await office.writeRecord(`staff:${id}`, { do: 'verifier', data }, by);
  });
  const office = startOffice(profile, ports);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  const signIn = (role: Role) => office.client.session.signIn({ person: ids.get(role)!, by: 'password', secret: OWN });
  return { ...office, ids, signIn };
}

describe('every operation of the contract', () => {
  test('needs what stands here: one that is new has to be thought about', () => {
    const by = (need: string) =>
      operations.map((path) => path.join('.')).filter((path) => needOf(path.split('.')) === need);
    expect(by('nobody').sort()).toEqual([...FOR_NOBODY].sort());
    expect(by('administrator').sort()).toEqual([...FOR_ADMINISTRATORS].sort());
    expect(by('register')).toEqual(['papers.register']);
    expect(by('intake')).toEqual(['drafts.watch', 'drafts.save', 'drafts.remove']);
    expect(by('dispatch')).toEqual(['lists.dispatch']);
    expect(by('handOver')).toEqual(
      ['watch', 'made', 'handOver', 'render', 'print', 'issue'].map((one) => `lists.${one}`),
    );
    expect(by('attach')).toEqual(['scans.begin', 'scans.add', 'scans.attach']);
    expect(needOf(['papers', 'neverHeardOf'])).toBe('administrator');
  });

  test('is refused to nobody, and to whom it is not allowed, before anything of it is looked at', async () => {
    const { client, signIn } = await officeOfAll();
    await client.session.lock();
    for (const path of operations.filter((path) => !FOR_NOBODY.includes(path.join('.'))))
      expect({ path, code: await codeOf(client, path) }).toEqual({ path, code: 'notSignedIn' });
    for (const role of roles) {
      await signIn(role);
      for (const path of operations) {
        const need = needOf(path);
        const may =
          need === 'administrator'
            ? role === 'administrator'
            : need === 'nobody' || need === 'anybody'
              ? true
              : mayDo([role], need === 'intake' ? 'register' : need);
        // What may be called by this person is called elsewhere, with what it needs.
        if (may) continue;
        expect({ role, path, code: await codeOf(client, path) }).toEqual({ role, path, code: 'notAllowed' });
      }
    }
  });

  test('carries who: a paper is registered by whom it is allowed to, in that name', async () => {
    const { client, register, signIn } = await officeOfAll();
    for (const role of roles) {
      await signIn(role);
      const registering = register(appeal());
      if (!mayDo([role], 'register')) {
        expect(await problemOf(registering)).toMatchObject({ code: 'notAllowed' });
        continue;
      }
      const { number } = await registering;
      const card = await until(client.papers.card({ number }), () => true);
      expect(card.history[0]!.by.name).toBe(`Ким ${role}`);
    }
  });
});

describe('personal data', () => {
  test('are whole in lists for who takes papers or acts on them, masked for others, and whoever had them before them is on record', async () => {
    const printing = { list: async () => [], print: async () => undefined };
    const { client, register, signIn, clock } = await officeOfAll({ printing });
    await signIn('clerk');
    const { number } = await register(
      appeal((intake) => {
        intake.applicant.idNumber = '850412400123';
        intake.applicant.phone = '+7 701 234 56 78';
      }),
    );
    const find = async () => (await client.people.find({ name: 'Әлімқұлова', limit: 5 }))[0]!.applicant;
    expect(await find()).toMatchObject({ idNumber: '850412400123', phone: '+7 701 234 56 78' });
    const selection = { book: 'appeals', from: '2026-12-01', to: '2026-12-31' };
    const seen = new Map<Role, string>();
    for (const role of roles) {
      await signIn(role);
      const page = await until(client.papers.journal({ ...selection, offset: 0, limit: 5 }), () => true);
      seen.set(role, page.rows[0]!.idNumber);
    }
    const masked = '••••••••0123';
    const whole = '850412400123';
    expect(Object.fromEntries(seen)).toEqual({
      ...{ clerk: whole, registrar: whole, operator: whole, executor: whole, head: whole },
      ...{ controller: masked, administrator: masked },
    });
    await signIn('clerk');
    await client.people.find({ phone: '+7 701 234 56 78', limit: 5 });
    await client.people.find({ name: 'Ешкім', limit: 5 });
    const { id } = await client.registers.start({ of: 'journal', language: 'kk', columns: ['number'], selection });
    await until(client.registers.watch({ id }), ({ phase }) => phase === 'ready');
    await client.registers.print({ id });
    await signIn('controller');
    expect(await find()).toMatchObject({ idNumber: '', phone: '' });
    const [row] = await client.papers.find({ text: '850412400123', limit: 5 });
    await signIn('head');
    expect(await client.papers.find({ text: number, limit: 5 })).toHaveLength(1);
    for (const text of ['Әлімқ', 'Әлімқұлова', '701 234 56 78'])
      expect(await client.papers.find({ text, limit: 5 })).toHaveLength(1);
    await signIn('controller');
    expect(row).toMatchObject({ number, idNumber: '••••••••0123' });
    const card = await until(client.papers.card({ number }), () => true);
    expect(JSON.stringify(card.entry)).toContain('850412400123');
    clock.now += 60_000;
    await until(client.papers.card({ number }), () => true);
    await signIn('administrator');
    const { looks, total } = await client.staff.looks({ offset: 0, limit: 10 });
    expect(looks.map(({ by, what, about }) => [by.name, what, about])).toEqual([
      ['Ким controller', 'card', number],
      // As people are found: by name and telephone, once; a number of ours is nobody's.
      ['Ким head', 'search', 'Әлімқұлова Айгүл Серікқызы'],
      ['Ким controller', 'search', '850412400123'],
      // Who was found by name; by letters that find nobody nothing was seen.
      ['Ким controller', 'search', 'Әлімқұлова Айгүл Серікқызы'],
      ['Ким clerk', 'printRegister', '2026-12-01 – 2026-12-31'],
      ['Ким clerk', 'register', '2026-12-01 – 2026-12-31'],
      ['Ким clerk', 'search', 'Әлімқұлова Айгүл Серікқызы'],
    ]);
    expect(total).toBe(7);
  });
});

describe('the controller’s lists', () => {
  test('are each for the role that has something to do with them; co-executors see what they have a part in', async () => {
    const { client, register, signIn, ids } = await officeOfAll();
    const by = (role: Role) => ({ id: ids.get(role)!, name: `Ким ${role}` });
    const act = (number: string, action: string, data: Record<string, unknown>) =>
      client.papers.act({ number, draft: crypto.randomUUID(), action: action as never, data, seen: [] });
    await signIn('registrar');
    const [a, b, c] = [await register(appeal()), await register(appeal()), await register(appeal())].map(
      ({ number }) => number,
    ) as [string, string, string];
    await signIn('head');
    const resolution = { executor: by('registrar'), coExecutors: [], text: '', ownDueOn: '', control: true };
    await act(a, 'resolve', resolution);
    await act(b, 'resolve', { ...resolution, coExecutors: [by('executor'), { id: '', name: 'Көмекші' }] });
    await act(c, 'resolve', resolution);
    await signIn('registrar');
    const on = '2026-12-01';
    const decision = { decision: 'favourable', ground: '', basis: '', text: 'Иә.', on, subject: '' };
    await act(a, 'decide', decision);
    await act(b, 'askExtension', { until: '2027-01-15', why: 'сараптама' });
    await act(c, 'decide', decision);
    await signIn('head');
    await act(c, 'sign', { on });
    await signIn('registrar');
    await act(c, 'answer', { number: '7', on, way: 'post', sheets: 1 });

    const last = async () => {
      const { lists, counts } = await until(client.control.watch({}), () => true);
      return Object.fromEntries(lists.slice(7).map((list) => [list, counts[list]]));
    };
    const numbers = async (list: 'toSign' | 'asked' | 'toTakeOff' | 'coExecuted') =>
      (await until(client.control.list({ list, offset: 0, limit: 9 }), () => true)).rows.map(({ number }) => number);
    expect(await last()).toEqual({});
    await signIn('head');
    expect(await last()).toEqual({ toSign: 1, asked: 1, toTakeOff: 1 });
    expect([await numbers('toSign'), await numbers('asked'), await numbers('toTakeOff')]).toEqual([[a], [b], [c]]);
    const [asked] = (await until(client.control.list({ list: 'asked', offset: 0, limit: 9 }), () => true)).rows;
    expect(asked).toMatchObject({ asked: { until: '2027-01-15', why: 'сараптама' }, decision: null });
    await signIn('controller');
    expect(await last()).toEqual({ toTakeOff: 1 });
    expect((await problemOf(numbers('toSign'))).code).toBe('notAllowed');
    await act(c, 'takeOffControl', { on, note: '' });
    expect(await last()).toEqual({ toTakeOff: 0 });
    // Whoever executes sees his own, and what he has a part in; not the others'.
    await signIn('executor');
    expect(await last()).toEqual({ coExecuted: 1 });
    expect(await numbers('coExecuted')).toEqual([b]);
    await signIn('head');
    await act(b, 'extend', { until: '2027-01-15', on, why: 'сараптама', beyond: '' });
    await act(a, 'sendBack', { remarks: 'толықтыру' });
    expect(await last()).toEqual({ toSign: 0, asked: 0, toTakeOff: 0 });
    const executor = { executor: ids.get('executor')! };
    expect((await until(client.control.watch(executor), () => true)).counts.coExecuted).toBe(1);
    expect((await until(client.control.watch({ executor: "o'neil .*" }), () => true)).counts.coExecuted).toBe(0);
  });
});

describe('whoever stands in for somebody', () => {
  test('has their papers too on the lists and in the reminder, as long as they are away; and nobody else’s', async () => {
    const { client, register, signIn, ids, clock } = await officeOfAll();
    const [own, away] = [ids.get('executor')!, ids.get('clerk')!];
    const give = async (executor: string, coExecutors: string[] = []) => {
      const { number } = await register(appeal());
      const named = (id: string) => ({ id, name: 'Ким' });
      const resolution = { executor: named(executor), coExecutors: coExecutors.map(named), text: '', control: false };
      const data = { ...resolution, ownDueOn: '' };
      await client.papers.act({ number, draft: crypto.randomUUID(), action: 'resolve', data, seen: [] });
      return number;
    };
    await signIn('administrator');
    await client.staff.save({ id: ids.get('head')!, name: 'Ким head', post, phone: '', roles: ['head', 'clerk'] });
    await client.staff.setAbsence({ person: away, from: '2026-12-23', to: '2026-12-24', substitute: own });
    await signIn('head');
    const [mine, theirs] = [await give(own), await give(away)];
    const together = await give(ids.get('registrar')!, [away]);

    const shown = async (list: ControlList, executor?: string) =>
      (await until(client.control.list({ list, executor, offset: 0, limit: 9 }), () => true)).rows
        .map(({ number }) => number)
        .sort();
    const lists = async () => {
      const { counts, hiddenOverdue, scope, executors } = await until(client.control.watch({}), () => true);
      expect([hiddenOverdue, scope]).toEqual([0, 'own']);
      expect([counts.overdue, counts.coExecuted]).toEqual([
        (await shown('overdue')).length,
        (await shown('coExecuted')).length,
      ]);
      return {
        executors: executors.map(({ id }) => id),
        overdue: await shown('overdue'),
        with: await shown('coExecuted'),
      };
    };
    // Due on the 22nd: overdue since the 23rd, on which the other one is away.
    clock.now = Date.parse('2026-12-23T06:00:00Z');
    await signIn('executor');
    expect(await lists()).toEqual({
      executors: expect.arrayContaining([own, away]),
      overdue: [mine, theirs].sort(),
      with: [together],
    });
    expect(await shown('overdue', away)).toEqual([theirs]);
    // Those that the pick leaves out are told, and who else can be picked.
    const narrowed = await until(client.control.watch({ executor: own }), () => true);
    expect([narrowed.counts.overdue, narrowed.hiddenOverdue]).toEqual([1, 1]);
    expect(narrowed.executors.map(({ id }) => id)).toEqual(expect.arrayContaining([own, away]));
    expect(await shown('overdue', ids.get('registrar'))).toEqual([mine, theirs].sort());
    expect(await until(client.control.reminder(), () => true)).toMatchObject({ of: 'own', overdue: 2 });
    // They are back.
    clock.now = Date.parse('2026-12-25T06:00:00Z');
    await signIn('executor');
    expect(await lists()).toEqual({ executors: [own], overdue: [mine], with: [] });
    expect(await until(client.control.reminder(), () => true)).toMatchObject({ of: 'own', overdue: 1 });
  });
});

describe('an office keeps an administrator who can sign in', () => {
  test('whatever is asked for at a desk', async () => {
    const { client, ids, signIn } = await officeOfAll();
    await signIn('administrator');
    const chief = ids.get('administrator')!;
    const save = (id: string, held: Role[]) =>
      client.staff.save({ id, name: 'Ким administrator', post, phone: '', roles: held });
    const leave = (person: string) => client.staff.setLeft({ person, on: '2027-01-01', substitute: '' });
    for (const going of [save(chief, ['clerk']), leave(chief)])
      expect(await problemOf(going)).toMatchObject({ code: 'lastAdministrator' });
    // A second one without a password is of no help.
    const second = await save('', ['administrator']);
    expect(await problemOf(leave(chief))).toMatchObject({ code: 'lastAdministrator' });
    await client.staff.givePassword({ person: second.id });
    await leave(chief);
    expect(await problemOf(leave(second.id))).toMatchObject({ code: 'lastAdministrator' });
  });

  test('who left cannot sign in from that day on, and an open session ends', async () => {
    const { client, ids, signIn, clock } = await officeOfAll();
    const kim = ids.get('clerk')!;
    await signIn('administrator');
    await client.staff.setLeft({ person: kim, on: '2026-12-02', substitute: ids.get('registrar')! });
    await signIn('clerk');
    clock.now += 24 * 3_600_000 - 1;
    await until(client.session.watch(), ({ person }) => person === undefined);
    expect(await problemOf(signIn('clerk'))).toMatchObject({ code: 'unknownPerson' });
    await signIn('administrator');
    const { staff, former } = await until(client.directory.watch(), () => true);
    expect(staff.some(({ id }) => id === kim)).toBe(false);
    expect(former.find(({ id }) => id === kim)).toMatchObject({
      leftOn: '2026-12-02',
      substitute: ids.get('registrar'),
    });
  });
});
