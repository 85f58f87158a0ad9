import { expect, test } from 'vitest';
import { openTroubles } from '../../main/sync/troubles.ts';
import { agreed, assign, registryForTests, stateOf } from './agency.ts';
import { troublesOf } from './cluster.ts';
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

test('a paper whose number has another paper at the registry counts as not there, is listed, and goes along on sticks', async () => {
  const { database, open, atCentre, confirmed } = await centre.agency();
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
  await confirmed(a);
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
  const { open, atCentre, confirmed } = await centre.agency();
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
  await confirmed(old);
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
  await confirmed(late);
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
