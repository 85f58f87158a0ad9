import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { asProblem } from '../../main/office/as-problem.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { keepOriginal, numberOfOriginal } from '../../main/office/open/originals.ts';
import { createRegistrar } from '../../main/office/services/register.ts';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import type { Line } from '../../shared/domain/log/line.ts';
import { actAt } from '../domain/logs.ts';
import { inClosedOffice, inClosedStore } from './closed-store.ts';
import { attach, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';
import {
  AGENCY,
  appealNow,
  enrolledDesk,
  journalShows,
  overviewOf,
  startDesk,
  startRegistry,
  statusOf,
  todayThere,
  until,
} from './registry.ts';
import { pdf, png } from './some-files.ts';

/** Opens a closed desk without the lifecycle around it, on the clock that its registry goes by. */
const inClosedDesk: typeof inClosedOffice = (profile, use) => inClosedOffice(profile, use, { now: Date.now });

test('a paper registered at one desk is in the journal of the other, both by themselves', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  const [one, two] = [await a.register(appealNow()), await b.register(appealNow())];
  expect([one, two].map(({ number }) => number.slice(9, 17))).toEqual(['01000001', '02000001']);
  for (const desk of [a, b]) await journalShows(desk, [one.number, two.number]);
  for (const desk of [a, b])
    expect(await statusOf(desk, ({ state }) => state.is === 'upToDate')).toMatchObject({
      state: { refused: 0 },
      waiting: { papers: 0, records: 0, files: 0 },
      revokedAt: '',
    });
  const card = await first(b.client.papers.card({ number: one.number }));
  expect(card.history).toMatchObject([{ do: 'register', by: { name: 'Әбенова Айгүл Серікқызы' }, site: '01' }]);
  expect(card.findings).toEqual([]);
  // Only the desk whose code a number carries knows whether its talon was printed before.
  const isDuplicate = async ({ client }: typeof a, number: string) =>
    (await client.talons.render({ number, format: 'a6' })).duplicate;
  expect([await isDuplicate(a, one.number), await isDuplicate(b, one.number)]).toEqual([false, true]);
  expect([await isDuplicate(a, two.number), await isDuplicate(b, two.number)]).toEqual([true, false]);
  const { came } = await overviewOf(b, ({ came }) => came.papers === 1);
  expect(came.last).toMatchObject([{ number: one.number }]);
});

test('without the registry work goes on; what waits is counted, also after a restart, and goes when the registry is back', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  const before = await desk.register(appealNow());
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  await until(desk.client.sync.overview(), ({ exchanges }) => exchanges.every(({ waiting }) => waiting.length === 0));
  await registry.cut();
  const numbers = [before.number];
  for (let i = 0; i < 3; i++) numbers.push((await desk.register(appealNow())).number);
  const offline = await statusOf(desk, ({ state, waiting }) => state.is === 'offline' && waiting.papers === 3);
  expect(offline.state).toMatchObject({ is: 'offline', why: 'unreachable' });
  await desk.close();
  const again = startDesk(desk.profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  const { waiting, exchanges } = await overviewOf(again, ({ state }) => state.is === 'offline');
  expect(waiting.papers).toBe(3);
  expect(exchanges[0]!.waiting).toEqual(expect.arrayContaining(numbers.slice(1)));
  numbers.push((await again.register(appealNow())).number);
  await registry.comeBack();
  await again.client.sync.retry();
  await statusOf(again, ({ state }) => state.is === 'upToDate');
  for (const number of numbers) expect(await registry.paper(number)).toMatchObject({ book: 'appeals' });
});

test('what the registry refuses is shown with its reason, and goes as soon as it lets it', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  const rule = `agency-${AGENCY}/_design/rule`;
  await registry.couch.demand('PUT', rule, {
    validate_doc_update: `function (doc) { if (doc.entry && doc.entry.paper.summary === 'refuse') throw { forbidden: 'tooLong' }; }`,
  });
  const refused = await desk.register(appealNow((intake) => (intake.paper.summary = 'refuse')));
  const taken = await desk.register(appealNow());
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 1);
  const { exchanges } = await overviewOf(desk, () => true);
  expect(exchanges[0]).toMatchObject({
    what: 'papers',
    troubles: [{ kind: 'refused', id: refused.number, reason: 'tooLong' }],
  });
  expect(await registry.paper(taken.number)).toBeDefined();
  const { _rev } = (await registry.couch.ask('GET', rule)).body;
  await registry.couch.demand('DELETE', `${rule}?rev=${_rev}`);
  await desk.client.sync.retry();
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  expect(await registry.paper(refused.number)).toBeDefined();
});

test('what the registry would refuse for good is not registered: the registry’s own check runs before the commit', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  const past = startOffice(desk.profile, { now: () => Date.parse('2024-03-05T06:00:00Z') });
  await desk.close();
  await past.client.office.unlock({ passphrase: PASSPHRASE });
  const early = appealNow((intake) => (intake.paper.arrivedOn = '2024-03-04'));
  expect(await problemOf(past.register(early))).toMatchObject({ code: 'registryWouldRefuse', refusal: 'notOwnNumber' });
  expect((await first(past.client.desk.watch())).papers).toBe(0);
});

test('a check of the registry that fails by itself is told as such: nothing is taken, and the same form goes when it works', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  await desk.close();
  await inClosedDesk(desk.profile, async (office) => {
    const registrar = await createRegistrar(office);
    const form = { draft: randomUUID(), intake: appealNow() };
    const { roles } = office.site.grant!;
    Object.assign(office.site.grant!, { roles: undefined });
    const problem = await registrar.register(form).catch((error: unknown) => asProblem(error).problem);
    expect(problem).toMatchObject({ code: 'registryCheckBroke', retryable: true, detail: expect.any(String) });
    expect(await office.store.papers.count().exec()).toBe(0);
    Object.assign(office.site.grant!, { roles });
    const { number } = await registrar.register(form);
    expect(number.slice(11, 17)).toBe('000001');
    const { log } = (await office.store.papers.findOne(number).exec(true)).toMutableJSON();
    expect(log).toMatchObject([{ do: 'register', n: office.lines.n }]);
  });
});

test('a file added at one desk is named on the card of the other at once, and comes when somebody wants to see it', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  const { number } = await a.register(appealNow());
  await journalShows(b, [number]);
  await attach(a.client, number, 'өтініш.pdf', pdf('байланыс'));
  await attach(b.client, number, 'фото.png', png());
  const both = ({ scans }: Card) => scans.length === 2;
  const card = await until(b.client.papers.card({ number }), both);
  expect(card.findings).toEqual([]);
  expect(card.history.map(({ site }) => site).sort()).toEqual(['01', '01', '02']);
  const { sha256 } = card.scans.find(({ name }) => name === 'өтініш.pdf')!;
  await until(a.client.sync.overview(), ({ exchanges }) => {
    const scans = exchanges.find(({ what }) => what === 'scans');
    return scans?.state.is === 'upToDate' && scans.waiting.length === 0;
  });
  const { data } = await b.client.scans.read({ sha256, offset: 0 });
  expect(Buffer.from(data, 'base64')).toEqual(pdf('байланыс'));
  expect((await until(a.client.papers.card({ number }), both)).history.map((line) => line.id)).toEqual(
    card.history.map((line) => line.id),
  );
});

test('a long text that comes to the registry long after its paper appears on a card that is open, by itself', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  const rule = `agency-${AGENCY}-scans/_design/rule`;
  await registry.couch.demand('PUT', rule, { validate_doc_update: `function () { throw { forbidden: 'later' }; }` });
  const text = 'ұзақ мәтін '.repeat(4_000).trim();
  const { number } = await a.register(appealNow((intake) => (intake.paper.text = text)));
  await journalShows(b, [number]);
  await overviewOf(a, ({ exchanges }) => exchanges[3]!.troubles.length === 1);
  let isFirst = true;
  for await (const card of await b.client.papers.card({ number })) {
    if (isFirst) {
      expect(card.text).toBeUndefined();
      // The screen has asked once, and nothing else happens at this desk.
      await statusOf(b, ({ state }) => state.is === 'upToDate');
      const { _rev } = (await registry.couch.ask('GET', rule)).body;
      await registry.couch.demand('DELETE', `${rule}?rev=${_rev}`);
      await a.client.sync.retry();
    } else if (card.text !== undefined) {
      expect(card.text).toBe(text);
      return;
    }
    isFirst = false;
  }
});

test('a newer calendar at the registry moves the terms of open papers by itself', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  const { number, dueOn } = await desk.register(appealNow());
  const calendar = await registry.giveDayOff(dueOn);
  const moved = await until(desk.client.papers.card({ number }), ({ row }) => row.dueOn !== dueOn);
  expect(moved.row.dueOn > dueOn).toBe(true);
  expect(moved.moves).toMatchObject([{ from: dueOn, calendar }]);
});

test('a line of a computer whose clock is hours fast does not come after what is done upon it here', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  const other = await enrolledDesk(registry, 'Бекова');
  await other.close();
  const fast = startOffice(other.profile, { now: () => Date.now() + 5 * 3_600_000 });
  await fast.client.office.unlock({ passphrase: PASSPHRASE });
  const early = await fast.register(appealNow());
  await journalShows(desk, [early.number]);
  const late = await desk.register(appealNow());
  expect(late.acceptedAt < early.acceptedAt).toBe(true);
  const stampOf = async (number: string) => (await first(desk.client.papers.card({ number }))).history[0]!.id;
  expect((await stampOf(late.number)) > (await stampOf(early.number))).toBe(true);
});

test('an office on trial exchanges nothing', async () => {
  const desk = await readyOffice();
  expect(await first(desk.client.sync.watch())).toEqual({
    state: { is: 'alone' },
    waiting: { papers: 0, records: 0, files: 0 },
    refused: { papers: 0, records: 0, files: 0 },
    revokedAt: '',
  });
});

test('a year that was removed from a desk stays at the registry, whatever is compared anew; what is opened again comes back; a paper beside which something waits stays', {
  timeout: 600_000, // it took 246 s beside much other work
}, async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  const [done, open, waits] = [
    await a.register(appealNow()),
    await a.register(appealNow()),
    await a.register(appealNow()),
  ];
  for (const desk of [a, b]) await journalShows(desk, [done.number, open.number, waits.number]);
  await statusOf(a, ({ state }) => state.is === 'upToDate');
  await a.close();
  const on = todayThere();
  const act = (profile: string, number: string, actions: [string, Record<string, unknown>][]) =>
    inClosedDesk(profile, async (office) => {
      for (const [name, data] of actions) await hangLine(office, number, () => ({ do: name, v: 1, data }));
    });
  const toTheEnd: Parameters<typeof act>[2] = [
    ['resolve', { executor: { id: '7', name: 'Ким' }, coExecutors: [], text: '', ownDueOn: '', control: true }],
    ['decide', { decision: 'favourable', ground: '', basis: '', text: '', on, subject: '' }],
    ['sign', { on }],
    ['answer', { number: '1', on, way: 'post', sheets: 1 }],
  ];
  for (const { number } of [done, waits]) await act(a.profile, number, toTheEnd);
  // What papers were before they were corrected goes with them.
  await inClosedStore(a.profile, async (store) => {
    for (const paper of await store.papers.find().exec()) await keepOriginal(store, paper.toMutableJSON());
    const { id, book, entry, log } = (await store.papers.findOne(waits.number).exec(true)).toMutableJSON();
    const before = { ...(entry as AppealEntry), source: 'бұрынғы' };
    await keepOriginal(store, actAt(1, { id, book, entry: before, log: log as Line[] }, 'note', {}));
  });
  await registry.cut();
  const nextYear = () => startOffice(a.profile, { now: () => Date.now() + 366 * 86_400_000 });
  const later = nextYear();
  await later.client.office.unlock({ passphrase: PASSPHRASE });
  await later.client.safety.backUpNow();
  const year = Number(on.slice(0, 4));
  const purge = () => later.client.safety.purge({ year, passphrase: PASSPHRASE });
  expect((await problemOf(purge())).code).toBe('notAtRegistry');
  await registry.comeBack();
  await later.client.sync.retry();
  await statusOf(later, ({ state }) => state.is === 'upToDate' && state.aside === 1);
  const { exchanges } = await overviewOf(later, () => true);
  expect(exchanges[0]!.troubles).toMatchObject([{ kind: 'aside', id: waits.number, why: 'waiting', detail: '1' }]);
  await later.client.safety.backUpNow();
  // All was taken, as far as is known here; whether it still is there, nobody can say now.
  await registry.cut();
  await statusOf(later, ({ state }) => state.is === 'offline');
  expect((await problemOf(purge())).code).toBe('notAtRegistry');
  await registry.comeBack();
  await later.client.sync.retry();
  await statusOf(later, ({ state }) => state.is === 'upToDate');
  expect(await purge()).toEqual({ removed: 1 });
  // The store is another one now: everything is compared anew.
  await statusOf(later, ({ state }) => state.is === 'upToDate');
  await journalShows(later, [open.number, waits.number]);
  expect((await problemOf(first(later.client.papers.card({ number: done.number })))).code).toBe('paperRemoved');
  // What comes after a purge is new to the registry.
  const next = await later.register(appealNow((intake) => (intake.paper.arrivedOn = on)));
  await journalShows(b, [done.number, open.number, waits.number, next.number]);
  await statusOf(b, ({ state }) => state.is === 'upToDate');
  await b.close();
  await act(b.profile, done.number, [['returnWithRemarks', { remarks: 'не по существу' }]]);
  const sister = startDesk(b.profile);
  await sister.client.office.unlock({ passphrase: PASSPHRASE });
  await journalShows(later, [open.number, waits.number, next.number, done.number]);
  expect((await first(later.client.papers.card({ number: done.number }))).row).toMatchObject({
    open: true,
    status: 'inWork',
  });
  await later.close();
  const kept = await inClosedStore(a.profile, async ({ local }) =>
    (await local.find().exec()).flatMap(({ id }) => numberOfOriginal(id) ?? []),
  );
  expect(kept.sort()).toEqual([open.number, waits.number]);
});
