import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import { agreed, attach, registryForTests, stateOf } from './agency.ts';
import { troublesOf } from './cluster.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

/** What the registry breaks on, and what it cannot give, keeps nothing else waiting. */

const centre = registryForTests();

const refusals = (desk: Desk, count: number) =>
  until(desk.sync.state, (state) => state.is === 'upToDate' && state.refused === count);

test.each([
  ['whose rows say so', true],
  ['that breaks on the whole request', false],
])(
  'revisions in conflict that a registry cannot give keep no other paper out, are listed, and come by themselves when it can: one %s',
  async (_, isByRow) => {
    const { database, open, atCentre } = await centre.agency();
    const a = await open('01');
    await a.registerMany(20, String);
    a.sync.start();
    await agreed([atCentre, a.all], 20);
    const _rev = '1-00000000000000000000000000000000';
    const broken = (await a.all()).slice(0, 5);
    const docs = broken.map(({ id: _id, ...paper }) => ({ _id, ...paper, _rev }));
    await centre.registry.ask('POST', `${database}/_bulk_docs`, { new_edits: false, docs });
    let breaks = true;
    let asked = 0;
    const breaking: typeof fetch = (input, init) => {
      if (!breaks || !String(input).includes('/_bulk_get')) return fetch(input, init);
      asked++;
      if (!isByRow) return Promise.resolve(Response.json({ error: 'badmatch', reason: '' }, { status: 500 }));
      const failed = { error: 'internal_server_error', reason: 'shard' };
      const results = docs.map(({ _id: id }) => ({ id, docs: [{ error: { id, rev: _rev, ...failed } }] }));
      return Promise.resolve(Response.json({ results }));
    };
    const b = await open('02', { fetch: breaking, speed: 300 });
    b.sync.start();
    await agreed([atCentre, b.all], 20);
    await until(
      () => troublesOf(b),
      (all) => all.length === 5,
    );
    // Not each anew for every other, a thousand times.
    expect(asked).toBeLessThan(100);
    breaks = false;
    await until(
      () => troublesOf(b),
      (all) => all.length === 0,
    );
  },
);

test('a revision that is named and nowhere to be had keeps nothing for ever, is listed, and comes once it is there', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  await a.registerMany(20, String);
  a.sync.start();
  await agreed([atCentre, a.all], 20);
  const [lost] = await a.all();
  const rev = 'f'.repeat(32);
  let isLost = true;
  let askedFirst = 0;
  /** Its feed names a revision of a paper that no copy has, newer than what they have. */
  const b = await open('02', {
    speed: 300,
    fetch: async (input, init) => {
      const url = new URL(String(input));
      const isFeed = url.pathname === `/${database}/_changes` && url.searchParams.get('descending') !== 'true';
      if (!isLost || !isFeed) {
        if (isLost && url.pathname === `/${database}/_bulk_get`) {
          askedFirst ||= performance.now();
          const error = { id: lost!.id, rev: `2-${rev}`, error: 'not_found', reason: 'missing' };
          return Response.json({ results: [{ id: lost!.id, docs: [{ error }] }] });
        }
        return fetch(input, init);
      }
      url.searchParams.set('include_docs', 'false');
      const page = (await (await fetch(url, init)).json()) as { results: { id: string; changes: { rev: string }[] }[] };
      for (const row of page.results) if (row.id === lost!.id) row.changes = [{ rev: `2-${rev}` }];
      return Response.json(page);
    },
  });
  b.sync.start();
  await until(b.all, (all) => all.length === 19);
  // Five minutes of the engine's clock: a copy may only be behind.
  expect((performance.now() - askedFirst) * 300).toBeGreaterThan(300_000);
  await until(
    () => troublesOf(b),
    ([one]) => one?.kind === 'aside',
  );
  expect(await troublesOf(b)).toMatchObject([{ id: lost!.id, why: 'schema', unread: [`2-${rev}`] }]);
  const { number } = await b.register();
  await until(atCentre, (all) => all.some(({ id }) => id === number));
  // What the copies have is older than what was named: that is not the end of it.
  b.sync.retry();
  await stateOf(b, 'upToDate');
  expect(await troublesOf(b)).toHaveLength(1);
  const standing = (await centre.registry.ask('GET', `${database}/${lost!.id}?revs=true`)) as {
    _revisions: { ids: string[] };
  };
  const _revisions = { start: 2, ids: [rev, ...standing._revisions.ids] };
  const docs = [{ ...standing, _rev: `2-${rev}`, _revisions }];
  isLost = false;
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { new_edits: false, docs });
  b.sync.retry();
  await until(
    () => troublesOf(b),
    (all) => all.length === 0,
  );
  await agreed([atCentre, b.all], 21);
});

test.each(['internal_server_error', 'timeout'])(
  'a row of a write that meets with %s is sent again by itself, and refuses nothing',
  async (failure) => {
    const { database, open, atCentre } = await centre.agency();
    let failed = 0;
    const failing: typeof fetch = async (input, init) => {
      if (!new URL(String(input)).pathname.endsWith(`${database}/_bulk_docs`) || failed > 1) return fetch(input, init);
      failed++;
      const { docs } = JSON.parse(String(gunzipSync(init!.body as Uint8Array))) as { docs: { _id: string }[] };
      return Response.json(docs.map(({ _id: id }) => ({ id, error: failure, reason: 'shard' })));
    };
    const a = await open('01', { fetch: failing });
    let refused = 0;
    let why = '';
    a.sync.listen(() => {
      const state = a.sync.state();
      if (state.is === 'upToDate') refused = Math.max(refused, state.refused);
      if (state.is === 'offline') why = state.why;
    });
    await a.registerMany(3, String);
    a.sync.start();
    await agreed([atCentre, a.all], 3);
    await stateOf(a, 'upToDate');
    expect({ failed, refused, why }).toEqual({ failed: 2, refused: 0, why: 'busy' });
  },
);

test.each([
  ['the check throws an error of its own', 'nothing.there = 1;', 200],
  ['one alone is there', 'nothing.there = 1;', 1],
  ['the check throws no word about it', "throw 'oops';", 20],
])('a paper on which the registry breaks keeps nobody waiting, and goes once it can: %s', async (_, thrown, count) => {
  const { database, open, atCentre } = await centre.agency();
  await centre.registry.validate(
    database,
    `function (doc) { if (doc.entry.paper.summary === 'breaks') { var nothing; ${thrown} } }`,
  );
  const a = await open('01', { speed: 200 });
  const breaks = (intake: { paper: { summary: string } }) => {
    intake.paper.summary = 'breaks';
  };
  if (count === 1) await a.register(breaks);
  else await a.registerMany(count, (i) => (i % 90 === 7 ? 'breaks' : String(i)));
  const breaking = (await a.all()).filter(({ entry }) => (entry as AppealEntry).paper.summary === 'breaks');
  a.sync.start();
  await until(atCentre, (there) => there.length === count - breaking.length);
  await refusals(a, breaking.length);
  expect((await troublesOf(a)).map((one) => one.kind === 'refused' && one.reason)).toEqual(
    breaking.map(() => 'breaksThere'),
  );
  await centre.registry.validate(database, 'function () {}');
  await agreed([atCentre, a.all], count);
  await refusals(a, 0);
});

/** Answers writes to a database of whom somebody says so; the rest is asked of the registry. */

const answering =
  (path: string, answer: (docs: { _id: string }[], ask: () => Promise<Response>) => Promise<Response>): typeof fetch =>
  (input, init) => {
    if (new URL(String(input)).pathname !== path) return fetch(input, init);
    const body = init!.body as Uint8Array;
    const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip';
    const { docs } = JSON.parse(String(isPacked ? gunzipSync(body) : Buffer.from(body))) as { docs: { _id: string }[] };
    return answer(docs, () => fetch(input, init));
  };

test.each([
  ['500', 500, { error: 'badmatch', reason: 'function_clause' }],
  ['400', 400, { error: 'bad_request', reason: 'invalid UTF-8 JSON' }],
])('a batch that is answered with %s because of one paper goes without it', async (_, status, body) => {
  const { database, open, atCentre } = await centre.agency();
  let strange = '';
  let isMended = false;
  const fetch = answering(`/${database}/_bulk_docs`, (docs, ask) =>
    !isMended && docs.some(({ _id }) => _id === strange) ? Promise.resolve(Response.json(body, { status })) : ask(),
  );
  const a = await open('01', { fetch, speed: 200 });
  await a.registerMany(50, String);
  strange = (await a.all())[20]!.id;
  a.sync.start();
  await until(atCentre, (there) => there.length === 49);
  await refusals(a, 1);
  expect(await troublesOf(a)).toMatchObject([{ kind: 'refused', id: strange, reason: 'breaksThere' }]);
  isMended = true;
  await agreed([atCentre, a.all], 50);
});

test('rows of a write that CouchDB calls 500 as a whole are read one by one', async () => {
  const { database, open, atCentre } = await centre.agency();
  let failed = '';
  const fetch = answering(`/${database}/_bulk_docs`, async (docs, ask) => {
    if (failed !== '') return ask();
    failed = docs[0]!._id;
    const rows = (await (await ask()).json()) as { id: string }[];
    // One copy of a cluster has it, the others have not answered.
    const told = rows.map((row, i) => (i === 0 ? { id: row.id, error: 'internal_server_error', reason: null } : row));
    return Response.json(told, { status: 500 });
  });
  const a = await open('01', { fetch });
  const states = new Set<string>();
  a.sync.listen(() => void states.add(a.sync.state().is));
  await a.registerMany(3, String);
  a.sync.start();
  await agreed([atCentre, a.all], 3);
  await refusals(a, 0);
  expect([...states]).not.toContain('offline');
});

test('a file on which the registry breaks keeps no other waiting', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01', { speed: 200 });
  const { number } = await a.register();
  const [bad, good] = [await attach(a, number, new Uint8Array(900)), await attach(a, number, new Uint8Array(901))];
  await centre.registry.validate(`${database}-scans`, `function (doc) { if (doc._id.indexOf('${bad}') === 0) x.y(); }`);
  a.sync.start();
  await until(atCentre, (all) => all.length === 1);
  const files = async () => (await a.sync.overview()).databases.find((one) => one.database.endsWith('-scans'))!;
  await until(files, ({ state }) => state.is === 'upToDate' && state.refused === 1);
  expect((await files()).troubles).toMatchObject([{ kind: 'refused', id: bad, reason: 'breaksThere' }]);
  const there = async () => {
    const { rows } = (await centre.registry.ask('GET', `${database}-scans/_all_docs`)) as { rows: { id: string }[] };
    return rows.map(({ id }) => id);
  };
  expect(await there()).toContain(good);
  await centre.registry.validate(`${database}-scans`, 'function () {}');
  await until(there, (ids) => ids.includes(bad));
});
