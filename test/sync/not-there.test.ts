import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openTroubles } from '../../main/sync/troubles.ts';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import { agreed, assign, attach, registryForTests, stateOf } from './agency.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

/** What is here and not at the registry is never passed over in silence. */

const centre = registryForTests();

type Document = { _id: string; _rev: string } & Record<string, unknown>;
const read = (database: string, id: string) => centre.registry.ask('GET', `${database}/${id}`) as Promise<Document>;
const write = (database: string, document: { _id: string; [field: string]: unknown }) =>
  centre.registry.ask('PUT', `${database}/${document._id}`, document);

const refusals = (desk: Desk, count: number) =>
  until(desk.sync.state, (state) => state.is === 'upToDate' && state.refused === count);
const troublesOf = async (desk: Desk) => (await desk.sync.overview()).databases[0]!.troubles;

/** Until what the desk has done is behind its checkpoint. */
const confirmed = (desk: Desk, database: string, now = Date.now()) =>
  until(
    () => desk.notes.read(`checkpoint:registry:${database}`),
    (note) => Number(note?.at) > now,
  );

test('a paper whose number has another paper at the registry counts as not there, is listed, and goes along on sticks', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const [mine] = await a.all();
  const { id: _id, ...paper } = mine!;
  const entry = { ...(mine!.entry as object), handling: { executor: { id: '', name: '' }, note: 'other' } };
  await write(database, { _id, ...paper, entry });
  a.sync.start();
  await refusals(a, 1);
  expect(await troublesOf(a)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: 'refused', id: number, reason: 'otherPaperThere' }),
      expect.objectContaining({ kind: 'aside', id: number, why: 'otherPaper' }),
    ]),
  );
  await confirmed(a, database);
  await a.close();
  const again = await open('01');
  // What a bundle takes along beside what the feed has.
  const troubles = await openTroubles(again.notes, `registry:${database}`, Date.now);
  expect(troubles.lacking()).toEqual([number]);
  again.sync.start();
  await refusals(again, 1);
  // The registry's administrator puts it right.
  const { _rev } = await read(database, number);
  await write(database, { _id, _rev, ...paper });
  await refusals(again, 0);
  expect(await troublesOf(again)).toEqual([]);
  await agreed([atCentre, again.all], 1);
});

test('a line on a paper of which the registry has what this program does not know counts as not there until it is', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  await write(database, { ...(await read(database, number)), newer: true });
  await until(
    () => troublesOf(a),
    ([one]) => one?.kind === 'aside' && one.why === 'schema',
  );
  await a.act(number, assign('one'));
  await refusals(a, 1);
  expect(await troublesOf(a)).toContainEqual(
    expect.objectContaining({ kind: 'refused', id: number, reason: 'unreadableThere' }),
  );
  const { newer: _, ...plain } = await read(database, number);
  await write(database, plain as Document);
  await refusals(a, 0);
  const [paper] = await agreed([atCentre, a.all], 1);
  expect(paper!.log).toHaveLength(2);
});

test('refused, and then set aside as well: it still counts, and goes when it may', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  await centre.registry.validate(
    database,
    `function (doc, old, user) { if (doc.log.length === 2 && user.roles.indexOf('site') >= 0) throw { forbidden: 'malformedLine' }; }`,
  );
  await a.act(number, assign('one'));
  await refusals(a, 1);
  const standing = await read(database, number);
  await write(database, { ...standing, newer: true });
  await until(
    () => troublesOf(a),
    (all) => all.some(({ kind }) => kind === 'aside'),
  );
  expect((await troublesOf(a)).map(({ kind }) => kind).sort()).toEqual(['aside', 'refused']);
  await centre.registry.validate(database, 'function () {}');
  await write(database, { ...standing, _rev: (await read(database, number))._rev });
  a.sync.retry();
  const [paper] = await agreed([atCentre, a.all], 1);
  expect(paper!.log).toHaveLength(2);
  await refusals(a, 0);
});

test('what an older program did not know comes when a newer one starts, or somebody asks, though the registry’s feed is silent', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  let isOld = true;
  const fits: (typeof b)['papers']['fits'] = (document) =>
    isOld ? { ok: false, why: 'schema', detail: 'book' } : b.papers.fits(document);
  const old = await open('03', { fits });
  old.sync.start();
  await until(
    () => troublesOf(old),
    ([one]) => one?.kind === 'aside' && one.id === number,
  );
  await confirmed(old, database);
  await old.close();
  const asked = await open('03', { fits });
  asked.sync.start();
  await stateOf(asked, 'upToDate');
  expect(await asked.all()).toEqual([]);
  isOld = false;
  asked.sync.retry();
  await agreed([atCentre, asked.all], 1);
  expect(await troublesOf(asked)).toEqual([]);
  // Another one meets the newer program at its next start.
  isOld = true;
  const late = await open('04', { fits });
  late.sync.start();
  await until(
    () => troublesOf(late),
    ([one]) => one?.kind === 'aside',
  );
  await confirmed(late, database);
  await late.close();
  const newer = await open('04');
  newer.sync.start();
  await agreed([atCentre, newer.all], 1);
  expect(await troublesOf(newer)).toEqual([]);
});

test('a paper on which this program stumbles keeps no other out, and comes when it does not any more', async () => {
  const { open, atCentre } = await centre.agency();
  const a = await open('01');
  await a.registerMany(20, String);
  a.sync.start();
  await agreed([atCentre, a.all], 20);
  const [toRead, toUnite] = (await a.all()).map(({ id }) => id);
  let stumbles = true;
  const stumble = (id: string, over: string | undefined) => {
    if (stumbles && id === over) throw new TypeError('an error of its own');
  };
  const b = await open('02', {
    fits: (document) => {
      stumble(document._id, toRead);
      return a.papers.fits(document);
    },
    withWaiting: async (paper) => {
      stumble(paper.id, toUnite);
      return paper;
    },
  });
  b.sync.start();
  await until(b.all, (all) => all.length === 18);
  await stateOf(b, 'upToDate');
  const schema = { kind: 'aside', why: 'schema', detail: 'an error of its own' };
  expect(await troublesOf(b)).toEqual(
    expect.arrayContaining([toRead, toUnite].map((id) => expect.objectContaining({ ...schema, id }))),
  );
  stumbles = false;
  b.sync.retry();
  await agreed([atCentre, b.all], 20);
  expect(await troublesOf(b)).toEqual([]);
});

test('a revision in conflict that this program does not know is listed, though the current one is taken over', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  const [{ id: _id, ...paper }] = (await a.all()) as [Awaited<ReturnType<typeof a.all>>[number]];
  await centre.registry.ask('POST', `${database}/_bulk_docs`, {
    new_edits: false,
    docs: [{ _id, ...paper, newer: true, _rev: '1-00000000000000000000000000000000' }],
  });
  const b = await open('02');
  b.sync.start();
  await agreed([atCentre, b.all], 1);
  expect(
    await until(
      () => troublesOf(b),
      ([one]) => one !== undefined,
    ),
  ).toMatchObject([{ kind: 'aside', id: number, why: 'schema' }]);
});

test('revisions in conflict that the registry cannot give keep no other paper out, are listed, and come by themselves when it can', async () => {
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
  expect(asked).toBeLessThan(50);
  breaks = false;
  await until(
    () => troublesOf(b),
    (all) => all.length === 0,
  );
});

test('a line that the registry refuses is offered once at each start, and keeps nothing waiting behind it', async () => {
  const { database, open, atCentre } = await centre.agency();
  let writes = 0;
  const counting: typeof fetch = (input, init) => {
    if (new URL(String(input)).pathname.endsWith(`${database}/_bulk_docs`)) writes++;
    return fetch(input, init);
  };
  const a = await open('01', { fetch: counting, speed: 20 });
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  await centre.registry.validate(
    database,
    "function (doc) { if (doc.log && doc.log.length === 2) throw { forbidden: 'structure' }; }",
  );
  await a.act(number, assign('one'));
  await refusals(a, 1);
  await a.close();
  writes = 0;
  const again = await open('01', { fetch: counting, speed: 20 });
  again.sync.start();
  await refusals(again, 1);
  again.sync.retry();
  const { number: next } = await again.register();
  await until(atCentre, (all) => all.some(({ id }) => id === next));
  await refusals(again, 1);
  expect(writes).toBeLessThan(8);
  await centre.registry.validate(database, 'function () {}');
  again.sync.retry();
  await agreed([atCentre, again.all], 2);
  await refusals(again, 0);
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

test('changes of another database, mixed up by somebody in front, bring nothing in and make nothing be passed over', async () => {
  const { agency, database, open, atCentre } = await centre.agency();
  const theirs = await centre.agency();
  const stranger = await theirs.open('01');
  await stranger.registerMany(40, String);
  stranger.sync.start();
  await until(theirs.atCentre, (all) => all.length === 40);
  const a = await open('01');
  await a.registerMany(3, String);
  a.sync.start();
  await until(atCentre, (all) => all.length === 3);
  let mixedUp = 0;
  const mixing: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    if (url.pathname !== `/${database}/_changes` || mixedUp === 2) return fetch(input, init);
    mixedUp++;
    const path = `${theirs.database}/_changes${url.search.replace(/since=[^&]*/, 'since=0').replace('feed=longpoll&', '')}`;
    return Response.json(await centre.registry.ask('GET', path));
  };
  const b = await open('02', { fetch: mixing });
  const seen = new Set<string>();
  b.sync.listen(() => {
    const state = b.sync.state();
    seen.add(state.is === 'offline' ? state.why : state.is);
  });
  b.sync.start();
  await agreed([atCentre, a.all, b.all], 3);
  expect(mixedUp).toBe(2);
  expect([...seen]).toContain('nonsense');
  expect((await troublesOf(b)).filter((one) => one.kind === 'aside')).toEqual([]);
  expect((await b.all()).every(({ id }) => id.startsWith(agency))).toBe(true);
});
