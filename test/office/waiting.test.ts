import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeBundle } from '../../registry/bundles/make.ts';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { grantSite, revokeSite } from '../../registry/provisioning/site.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import { siteRequestSchema } from '../../shared/centre/enrolment.ts';
import { attach, PASSPHRASE, problemOf, setUp, temporaryProfile } from './offices.ts';
import {
  AGENCY,
  appealNow,
  type Desk,
  enrolledDesk,
  enrolmentOf,
  joinWith,
  journalShows,
  overviewOf,
  startDesk,
  startRegistry,
  statusOf,
  until,
} from './registry.ts';
import { png } from './some-files.ts';

/** What the sentence on every screen counts as waiting to go, and what the page behind it names. */

const nothing = { papers: 0, records: 0, files: 0 };
const offline = (desk: Desk) => statusOf(desk, ({ state }) => state.is === 'offline');
async function comeOpen(profile: string): Promise<Desk> {
  const desk = startDesk(profile);
  await desk.client.office.unlock({ passphrase: PASSPHRASE });
  return desk;
}
async function takeIn(desk: Desk, folder: string) {
  const [file] = await desk.client.bundles.filesIn({ folder });
  return desk.client.bundles.takeIn({ folder, name: file!.name });
}

/** A desk that has no way to the registry but sticks. */
async function stickDesk(registry: Awaited<ReturnType<typeof startRegistry>>, name: string) {
  const profile = temporaryProfile();
  const desk = startDesk(profile);
  await desk.client.office.setUp({ ...setUp, clerk: { ...setUp.clerk, name } });
  await desk.client.enrolment.request({ agency: AGENCY, name, issuesNumbers: true, address: '' });
  const { text } = await desk.client.enrolment.file();
  const granted = await grantSite(registry.couch, siteRequestSchema.parse(JSON.parse(text)), 'http://127.0.0.1:9');
  if (!granted.ok) throw new Error(granted.problem);
  await joinWith(desk, JSON.stringify(granted.answer));
  return { ...desk, profile };
}

test('of a desk that joined without a network its own records wait, not what came with the answer; a file that has not gone waits too', async () => {
  const registry = await startRegistry();
  const other = await stickDesk(registry, 'Әбенова');

  const { waiting } = await offline(other);
  expect(waiting).toMatchObject({ papers: 0, files: 0 });
  const { exchanges } = await overviewOf(other, ({ state }) => state.is === 'offline');
  const records = exchanges.find(({ what }) => what === 'records')!.waiting;
  expect(records).toHaveLength(waiting.records);
  expect(records).toEqual(expect.arrayContaining([expect.stringMatching(/^staff:/)]));
  expect(records).not.toEqual(expect.arrayContaining([expect.stringMatching(/^site:/)]));
  const { number } = await other.register(appealNow());
  await attach(other.client, number, 'фото.png', png());
  const { waiting: later } = await statusOf(other, ({ waiting }) => waiting.papers === 1 && waiting.files === 1);
  expect(later.records).toBe(waiting.records);
});

test('what a stick has brought to the registry by its own word, and what came on one from it, waits no more; also after a restart', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await stickDesk(registry, 'Бекова')];
  for (let i = 0; i < 3; i++) await b.register(appealNow());
  expect((await statusOf(b, ({ waiting }) => waiting.papers === 3)).state.is).toBe('offline');
  const there = temporaryProfile();
  const { path } = await b.client.bundles.make({ reader: '', folder: there, withScans: true });
  const taken = await takeInBundle(registry.couch, path);
  expect(taken).toMatchObject({ papers: 3, aside: [] });
  const others = [(await a.register(appealNow())).number, (await a.register(appealNow())).number];
  await until(a.client.sync.overview(), ({ exchanges }) => exchanges[0]!.waiting.length === 0);
  for (const number of others) await expect.poll(() => registry.paper(number)).toBeDefined();
  const back = temporaryProfile();
  const { site } = await enrolmentOf(b);
  await makeBundle(registry.couch, { agency: AGENCY, site, withScans: true }, join(back, 'b.bundle'));
  expect((await takeIn(b, back)).papers).toMatchObject({ added: 2, aside: 0 });
  expect((await statusOf(b, ({ waiting }) => waiting.papers === 0)).waiting).toEqual(nothing);
  expect((await b.client.bundles.make({ reader: '', folder: there, withScans: true })).documents).toBe(0);
  const { number } = await b.register(appealNow());
  await statusOf(b, ({ waiting }) => waiting.papers === 1);
  await b.close();
  const again = await comeOpen(b.profile);
  expect((await offline(again)).waiting).toEqual({ ...nothing, papers: 1 });
  const { exchanges } = await overviewOf(again, () => true);
  expect(exchanges[0]!.waiting).toEqual([number]);
});

test('what came over the network in a short session does not wait to go back there', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  await b.close();
  const numbers: string[] = [];
  for (let i = 0; i < 5; i++) numbers.push((await a.register(appealNow())).number);
  const shortly = await comeOpen(b.profile);
  await journalShows(shortly, numbers);
  await statusOf(shortly, ({ state }) => state.is === 'upToDate');
  await shortly.close();
  await registry.cut();
  const again = await comeOpen(b.profile);
  expect((await offline(again)).waiting).toEqual(nothing);
});

test('a paper that a sister brings on a stick is told of until the registry has it, and no year leaves the desk before', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  for (const desk of [a, b]) await until(desk.client.bundles.watch(), ({ readers }) => readers.length === 2);
  await registry.cut();
  const { number } = await a.register(appealNow());
  const folder = temporaryProfile();
  await a.client.bundles.make({ reader: (await enrolmentOf(b)).site, folder, withScans: true });
  await takeIn(b, folder);
  // Also before the registry was asked: it is hers to bring, until something of one's own waits in it.
  await journalShows(b, [number]);
  const isLeft = [{ number, code: '01', desk: 'Әбенова' }];
  expect(await overviewOf(b, ({ state }) => state.is === 'offline')).toMatchObject({
    waiting: { papers: 0, files: 0 },
    exchanges: [{ waiting: [] }, {}, {}, {}],
    left: isLeft,
  });
  await attach(b.client, number, 'фото.png', png());
  const { exchanges, left: none } = await overviewOf(b, ({ waiting }) => waiting.papers === 1 && waiting.files === 1);
  expect([exchanges[0]!.waiting, none]).toEqual([[number], []]);
  await a.close();
  await registry.comeBack();
  await b.client.sync.retry();
  const { state } = await statusOf(b, ({ state }) => state.is === 'upToDate' && state.left === 1);
  expect(state).toMatchObject({ refused: 0, aside: 0 });
  const { left } = await overviewOf(b, ({ exchanges }) => exchanges.every(({ waiting }) => waiting.length === 0));
  expect(left).toEqual(isLeft);
  await registry.cut();
  expect(await overviewOf(b, ({ state }) => state.is === 'offline')).toMatchObject({ waiting: nothing, left: isLeft });
  await registry.comeBack();
  await b.client.sync.retry();
  await statusOf(b, ({ state }) => state.is === 'upToDate');
  const year = yearAt(Date.now()) - 1;
  expect((await problemOf(b.client.safety.purge({ year, passphrase: PASSPHRASE }))).code).toBe('notAtRegistry');
  const again = await comeOpen(a.profile);
  await statusOf(again, ({ state }) => state.is === 'upToDate');
  expect((await statusOf(b, ({ state }) => state.is === 'upToDate' && state.left === 0)).state).toMatchObject({
    left: 0,
  });
  expect((await overviewOf(b, () => true)).left).toEqual([]);
});

test('what the registry has refused, or leaves to its own desk, is told as that alone, also by a desk that it trusts no more', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  for (const desk of [a, b]) await until(desk.client.bundles.watch(), ({ readers }) => readers.length === 2);
  await registry.couch.demand('PUT', `agency-${AGENCY}/_design/rule`, {
    validate_doc_update: `function (doc) { if (doc.entry && doc.entry.paper.summary === 'refuse') throw { forbidden: 'tooLong' }; }`,
  });
  await statusOf(b, ({ state }) => state.is === 'upToDate');
  await registry.cut();
  const { number: hers } = await a.register(appealNow());
  const folder = temporaryProfile();
  const { site } = await enrolmentOf(b);
  await a.client.bundles.make({ reader: site, folder, withScans: true });
  await a.close();
  await takeIn(b, folder);
  const { number: refused } = await b.register(appealNow((intake) => (intake.paper.summary = 'refuse')));
  await registry.comeBack();
  await b.client.sync.retry();
  await statusOf(b, ({ state }) => state.is === 'upToDate' && state.refused === 1 && state.left === 1);
  const told = {
    waiting: { papers: 0 },
    exchanges: [{ waiting: [], troubles: [{ kind: 'refused', id: refused }] }, {}, {}, {}],
    left: [{ number: hers }],
  };
  expect(await overviewOf(b, ({ exchanges }) => exchanges[0]!.waiting.length === 0)).toMatchObject(told);
  await revokeSite(registry.couch, site, 'жоғалды');
  await b.client.sync.retry();
  expect(await overviewOf(b, ({ state }) => state.is === 'signInNeeded')).toMatchObject(told);
  await b.close();
  const again = await comeOpen(b.profile);
  expect(await overviewOf(again, ({ state }) => state.is === 'signInNeeded')).toMatchObject(told);
});
