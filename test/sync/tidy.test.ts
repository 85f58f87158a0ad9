import { expect, test } from 'vitest';
import { readStatus } from '../../registry/provisioning/status.ts';
import { tidyConflicts } from '../../registry/provisioning/tidy.ts';
import { agreed, assign, registryForTests, stateOf } from './agency.ts';
import { troublesOf } from './cluster.ts';
import { until } from './until.ts';

/** Revisions that lost, as two parts of a cluster leave them, are removed by an administrator; nobody's lines are. */

const centre = registryForTests();

type Document = { _id: string; _rev: string; _conflicts?: string[]; log: unknown[]; entry: object };

/** One more revision beside what stands at the registry; it loses, unless its name is the greater. */
const putBeside = (database: string, document: object, rev: string) =>
  centre.registry.ask('POST', `${database}/_bulk_docs`, { new_edits: false, docs: [{ ...document, _rev: rev }] });

const LOSING = `1-${'0'.repeat(32)}`;

test('what lost and says no more than what stands goes, the rest stays and is listed; desks go on as if nothing had been', async () => {
  const { agency, database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  await a.registerMany(4, String);
  a.sync.start();
  b.sync.start();
  await agreed([atCentre, a.all, b.all], 4);
  const all = await atCentre();
  const [covered, other, longer, unread] = all.map(({ id }) => id) as [string, string, string, string];
  const said = (of: string) => {
    const { id: _id, ...paper } = all.find(({ id }) => id === of)!;
    return { _id, ...paper };
  };
  // What a sister has not heard of may be in a branch that lost.
  await Promise.all([a.sync.stop(), b.sync.stop()]);
  const line = await a.act(longer, assign('one'));
  const withLine = (await a.all()).find(({ id }) => id === longer)!;
  const standing = (await centre.registry.ask('GET', `${database}/${covered}`)) as Document;
  await centre.registry.ask('PUT', `${database}/${covered}`, standing);
  await putBeside(database, said(covered), LOSING);
  await putBeside(database, { ...said(other), entry: { ...(said(other).entry as object), note: 'x' } }, LOSING);
  await putBeside(database, { ...said(longer), log: withLine.log }, LOSING);
  await putBeside(database, said(unread), LOSING);
  const inConflict = async () =>
    (await readStatus(centre.registry.couch)).find((one) => one.agency === agency)?.inConflict;
  expect(await inConflict()).toBe(4);
  const { couch } = centre.registry;
  const lacking = (status: number): typeof couch => ({
    ...couch,
    ask: (method, path, body) =>
      path.includes(unread) && path.endsWith(LOSING) && method === 'GET'
        ? Promise.resolve({ status, body: {} })
        : couch.ask(method, path, body),
  });
  const kept = (id: string, why: string) => ({ id, rev: LOSING, why });
  // It is not there, or the server breaks on it.
  for (const [status, removed] of [
    [404, 1],
    [500, 0],
  ] as const)
    expect(await tidyConflicts(lacking(status), agency)).toEqual({
      removed,
      kept: [kept(other, 'otherPaper'), kept(longer, 'moreLines'), kept(unread, 'unread')],
    });
  expect(await tidyConflicts(couch, agency)).toEqual({
    removed: 1,
    kept: [kept(other, 'otherPaper'), kept(longer, 'moreLines')],
  });
  expect(await inConflict()).toBe(2);

  // Desks that were away meanwhile, one that was never there, and what is done afterwards.
  await Promise.all([a.close(), b.close()]);
  const desks = [await open('01'), await open('02'), await open('03')];
  for (const desk of desks) desk.sync.start();
  const later = await desks[1]!.act(covered, assign('two'));
  await agreed([atCentre, ...desks.map(({ all: held }) => held)], 4);
  const lines = (await until(atCentre, (papers) =>
    [line, later].every((id) => papers.some(({ log }) => log.some((one) => one.id === id))),
  )) as { id: string }[];
  expect(lines).toHaveLength(4);
  for (const desk of desks) {
    await stateOf(desk, 'upToDate');
    expect((await troublesOf(desk)).map((one) => one.id)).toEqual([other]);
  }
  // United by a desk, what had more lines is held by what stands.
  expect(await tidyConflicts(couch, agency)).toEqual({ removed: 1, kept: [kept(other, 'otherPaper')] });
  expect(await tidyConflicts(couch, agency)).toEqual({ removed: 0, kept: [kept(other, 'otherPaper')] });
});

test('a removed revision that lost is no removal to desks that follow, nor to a page of changes without documents', async () => {
  const { agency, database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  a.sync.start();
  b.sync.start();
  await a.registerMany(60, String);
  await agreed([atCentre, a.all, b.all], 60);
  for (const { id: _id, ...paper } of await atCentre()) await putBeside(database, { _id, ...paper }, LOSING);
  const { removed } = await tidyConflicts(centre.registry.couch, agency);
  expect(removed).toBe(60);
  const { number } = await b.register();
  await agreed([atCentre, a.all, b.all], 61);
  for (const desk of [a, b]) {
    await stateOf(desk, 'upToDate');
    expect(await troublesOf(desk)).toEqual([]);
  }
  await a.act(number, assign('one'));
  await until(b.all, (papers) => papers.some(({ id, log }) => id === number && log.length === 2));
});
