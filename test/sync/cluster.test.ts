import { expect, test } from 'vitest';
import { agreed, attach, registryForTests, stateOf } from './agency.ts';
import { clusterOf, type Question, seenAt, TROUBLES, troublesOf, unanswered } from './cluster.ts';
import { until } from './until.ts';

/** The registry's own trouble is nobody's fault: it is waited out, and blamed on no paper. */

const centre = registryForTests();

type Sent = { docs: { _id: string }[] };

const isWrite = ({ url }: Question, database: string) => url.pathname === `/${database}/_bulk_docs`;

/** So often in a row that a paper would have been blamed. */
const OFTEN = 9;

test.each(TROUBLES)('no paper is blamed while %s', async (_name, status, body) => {
  const { database, open, atCentre } = await centre.agency();
  let times = 0;
  const fetch = clusterOf((question) =>
    isWrite(question, database) && times++ < OFTEN ? Response.json(body, { status }) : undefined,
  );
  const a = await open('01', { fetch, speed: 200 });
  const seen = seenAt(a);
  await a.registerMany(3, String);
  a.sync.start();
  await agreed([atCentre, a.all], 3);
  await stateOf(a, 'upToDate');
  expect(times).toBeGreaterThan(OFTEN);
  expect([[...seen.why], seen.refused]).toEqual([['busy'], 0]);
});

test('no paper is blamed whose row of a write nobody answers, and those beside it arrive', async () => {
  const { database, open, atCentre } = await centre.agency();
  let isBehind = true;
  let left = '';
  let times = 0;
  const fetch = clusterOf(async (question) => {
    const { docs } = isWrite(question, database) ? question.body<Sent>() : { docs: [] };
    if (!isBehind || !docs.some(({ _id }) => _id === left)) return question.ask();
    times++;
    const others = docs.filter(({ _id }) => _id !== left);
    const url = new URL(question.url);
    const headers = { 'content-type': 'application/json', cookie: question.cookie };
    const written = await globalThis.fetch(url, { method: 'POST', headers, body: JSON.stringify({ docs: others }) });
    return Response.json([...((await written.json()) as object[]), unanswered(left)], { status: 500 });
  });
  const a = await open('01', { fetch, speed: 200 });
  const seen = seenAt(a);
  await a.registerMany(20, String);
  left = (await a.all())[7]!.id;
  a.sync.start();
  await until(
    () => times,
    (count) => count > 2 * OFTEN,
  );
  expect(await atCentre()).toHaveLength(19);
  expect(await troublesOf(a)).toEqual([]);
  isBehind = false;
  await agreed([atCentre, a.all], 20);
  await stateOf(a, 'upToDate');
  expect([[...seen.why], seen.refused]).toEqual([['busy'], 0]);
});

test('where the check breaks on a paper and nobody answers about another, the first alone is told of, and nobody is offered to correct it', async () => {
  const { database, open, atCentre } = await centre.agency();
  let [breaks, left] = ['', ''];
  let times = 0;
  const fetch = clusterOf(async (question) => {
    const { docs } = isWrite(question, database) ? question.body<Sent>() : { docs: [] };
    if (docs.length === 0) return question.ask();
    const rows = docs.flatMap(({ _id: id }) => {
      if (id === breaks) return { id, error: 'TypeError', reason: 'x is undefined' };
      return id === left && times++ < 6 ? unanswered(id) : [];
    });
    if (rows.length === 0) return question.ask();
    const others = docs.filter(({ _id }) => !rows.some(({ id }) => id === _id));
    const headers = { 'content-type': 'application/json', cookie: question.cookie };
    const body = JSON.stringify({ docs: others });
    const written = await globalThis.fetch(question.url, { method: 'POST', headers, body });
    return Response.json([...((await written.json()) as object[]), ...rows], { status: 500 });
  });
  const a = await open('01', { fetch, speed: 200 });
  const seen = seenAt(a);
  await a.registerMany(4, String);
  [breaks, left] = (await a.all()).map(({ id }) => id) as [string, string];
  a.sync.start();
  await until(atCentre, (all) => all.length === 3);
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 1);
  expect(await troublesOf(a)).toEqual([
    { kind: 'refused', id: breaks, reason: 'breaksThere', at: expect.any(Number) as number },
  ]);
  expect(seen.refused).toBe(1);
});

test('no file is blamed of which nobody answers about a piece', async () => {
  const { database, open, atCentre } = await centre.agency();
  let times = 0;
  const fetch = clusterOf((question) => {
    if (!isWrite(question, `${database}-scans`) || times++ >= OFTEN) return undefined;
    const rows = question.body<Sent>().docs.map(({ _id }) => unanswered(_id));
    return Response.json(rows, { status: 500 });
  });
  const a = await open('01', { fetch, speed: 200 });
  const seen = seenAt(a);
  const { number } = await a.register();
  const name = await attach(a, number, new Uint8Array(900));
  a.sync.start();
  await until(atCentre, (all) => all.length === 1);
  const there = () => centre.registry.ask('GET', `${database}-scans/${name}`) as Promise<{ _id?: string }>;
  await until(there, ({ _id }) => _id === name);
  expect(times).toBeGreaterThan(OFTEN);
  expect([[...seen.why], seen.refused]).toEqual([['busy'], 0]);
});
