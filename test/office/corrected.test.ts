import { expect, test } from 'vitest';
import { acting, me } from './acting.ts';
import { inClosedStore } from './closed-store.ts';
import { first, PASSPHRASE, problemOf } from './offices.ts';
import {
  AGENCY,
  appealNow,
  enrolledDesk,
  joinByFile,
  journalShows,
  overviewOf,
  type Registry,
  startDesk,
  startRegistry,
  statusOf,
  until,
} from './registry.ts';

/** A refused paper that nobody else has is corrected in its entry, by the form of every correction (design §6). */

const summary = (value: string) => ({ field: 'paper.summary', new: value, why: 'тізілім қабылдамады' });

async function refuse(registry: Registry, thrown: string): Promise<void> {
  const rule = `agency-${AGENCY}/_design/rule`;
  const { _rev } = (await registry.couch.ask('GET', rule)).body;
  await registry.couch.demand('PUT', rule, {
    ...(_rev !== undefined && { _rev }),
    validate_doc_update: `function (doc) { if (doc.entry && doc.entry.paper.summary === 'refuse') throw { forbidden: '${thrown}' }; }`,
  });
}

const refusedOn = ({ client }: { client: ReturnType<typeof startDesk>['client'] }, number: string) =>
  until(client.papers.card({ number }), ({ refusal }) => refusal !== undefined);

test('a paper that the registry refuses for its entry is corrected and goes; its lines, and the entry of before, stay', async () => {
  const registry = await startRegistry();
  const [desk, other] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  await refuse(registry, 'malformedEntry');
  const { number } = await desk.register(appealNow((intake) => (intake.paper.summary = 'refuse')));
  const { act, card } = acting(desk, number);
  await act('assign', { executor: await me(desk) });
  expect((await refusedOn(desk, number)).refusal).toEqual({ reason: 'malformedEntry', isCorrectable: true });
  const { exchanges } = await overviewOf(desk, () => true);
  expect(exchanges[0]!.troubles).toMatchObject([{ id: number, isCorrectable: true }]);
  await act('amend', summary('Көше жарығы'));
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  const there = await registry.paper(number);
  expect(there).toMatchObject({ entry: { paper: { summary: 'Көше жарығы' } } });
  expect(JSON.stringify(there)).not.toContain('refuse');
  const here = await until(desk.client.papers.card({ number }), ({ refusal }) => refusal === undefined);
  expect(here.history.map((line) => line.do)).toEqual(['register', 'assign', 'amend']);
  expect(here.history[2]).toMatchObject({
    by: { name: 'Әбенова Айгүл Серікқызы' },
    effect: 'applied',
    data: { why: 'тізілім қабылдамады' },
  });
  expect(here.present.state).toMatchObject({ summary: 'Көше жарығы', status: 'inWork' });
  expect(here.originals).toMatchObject([{ line: here.history[2]!.id, entry: { paper: { summary: 'refuse' } } }]);
  expect(here.findings).toEqual([]);
  await journalShows(other, [number]);
  const sister = await first(other.client.papers.card({ number }));
  expect(sister).toMatchObject({ entry: { paper: { summary: 'Көше жарығы' } }, findings: [], originals: [] });
  // Once it is there, a correction is a line like any other.
  await act('amend', summary('Көше шамы'));
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  const after = await card();
  expect(after.entry).toMatchObject({ paper: { summary: 'Көше жарығы' } });
  expect(after.history[3]).toMatchObject({ data: { old: 'Көше жарығы', new: 'Көше шамы' } });
  expect(after.originals).toHaveLength(1);
});

test('it may be corrected twice, and after a restart without a network; a form sent twice is one line', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  await refuse(registry, 'malformedEntry');
  const { number } = await desk.register(appealNow((intake) => (intake.paper.summary = 'refuse')));
  await refusedOn(desk, number);
  await acting(desk, number).act('amend', { field: 'applicant.phone', new: '+7 701 000 00 00', why: 'қате' });
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 1);
  await desk.close();
  await registry.cut();
  const again = startDesk(desk.profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  const { act, card } = acting(again, number);
  await refusedOn(again, number);
  const draft = crypto.randomUUID();
  const sent = () => act('amend', summary('Көше жарығы'), { draft });
  const [one, two] = await Promise.all([sent(), sent()]);
  expect(two).toEqual(one);
  const { history, originals, findings } = await card();
  expect(history.map((line) => line.do)).toEqual(['register', 'amend', 'amend']);
  expect(originals.map(({ entry }) => (entry as { applicant: { phone: string } }).applicant.phone)).toEqual([
    '',
    '+7 701 000 00 00',
  ]);
  expect(findings).toEqual([]);
  await registry.comeBack();
  await again.client.sync.retry();
  await statusOf(again, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  expect(await registry.paper(number)).toMatchObject({ entry: { paper: { summary: 'Көше жарығы' } } });
});

test('a restored computer corrects what it registered under its former name, before it has been granted another one and after that', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  await refuse(registry, 'malformedEntry');
  const refused = () => desk.register(appealNow((intake) => (intake.paper.summary = 'refuse')));
  const [one, two] = [await refused(), await refused()];
  for (const { number } of [one, two]) await refusedOn(desk, number);
  const backup = await desk.client.safety.backUpNow();
  await desk.client.office.restore({ backup: backup.id });
  const correct = async (number: string) => {
    expect((await refusedOn(desk, number)).refusal).toEqual({ reason: 'malformedEntry', isCorrectable: true });
    await acting(desk, number).act('amend', summary('Көше жарығы'));
    await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === (number === one.number ? 1 : 0));
    expect(await registry.paper(number)).toMatchObject({ entry: { paper: { summary: 'Көше жарығы' } } });
    const { history, findings } = await acting(desk, number).card();
    expect(history.map((line) => [line.do, line.site])).toEqual([
      ['register', '01'],
      ['amend', '01'],
    ]);
    expect(findings).toEqual([]);
  };
  await correct(one.number);
  await joinByFile(desk, registry, '2-терезе');
  await correct(two.number);
  expect((await desk.register(appealNow())).number.slice(9, 17)).toBe('02000001');
  await desk.close();
  // Running numbers of the former name are none of the present one's: it goes on as what it is.
  const again = startDesk(desk.profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  expect((await again.register(appealNow())).number.slice(9, 17)).toBe('02000002');
});

test('what no other entry would make good is said before anything is sent, and leaves the paper as it is', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  await refuse(registry, 'notOwnNumber');
  const { number } = await desk.register(appealNow((intake) => (intake.paper.summary = 'refuse')));
  expect((await refusedOn(desk, number)).refusal).toEqual({ reason: 'notOwnNumber', isCorrectable: false });
  // A correction is then a line like any other.
  await acting(desk, number).act('amend', summary('Көше жарығы'));
  const { entry, originals } = await acting(desk, number).card();
  expect([entry, originals]).toMatchObject([{ paper: { summary: 'refuse' } }, []]);
  await desk.close();
  // The registry's own check, here: it would refuse the corrected paper as well.
  await refuse(registry, 'malformedEntry');
  await inClosedStore(desk.profile, async ({ local }) => {
    const site = await local.findOne('site').exec(true);
    const value = site.toMutableJSON().value as { grant: { roles: string[] } };
    const roles = value.grant.roles.filter((role) => !role.startsWith('desk-'));
    await site.incrementalPatch({ value: { ...value, grant: { ...value.grant, roles } } });
  });
  const later = startDesk(desk.profile);
  await later.client.office.unlock({ passphrase: PASSPHRASE });
  await until(later.client.papers.card({ number }), ({ refusal }) => refusal?.isCorrectable === true);
  const { act, card } = acting(later, number);
  const before = await card();
  expect(await problemOf(act('amend', summary('Көше шамы')))).toMatchObject({
    code: 'registryWouldRefuse',
    refusal: 'notOwnNumber',
  });
  expect(await card()).toEqual(before);
});
