import { gunzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { agreed, assign, attach, registryForTests, stateOf } from './agency.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const centre = registryForTests();

test('desks and registry hold the same papers, lines and office records while they work', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const early = await a.register();
  a.sync.start();
  b.sync.start();
  const late = await b.register();
  await agreed([atCentre, a.all, b.all], 2);
  await a.act(late.number, assign('one'));
  await b.act(early.number, assign('two'));
  await until(atCentre, (all) => all.every(({ log }) => log.length === 2));
  const papers = await agreed([atCentre, a.all, b.all], 2);
  expect(papers.map(({ id }) => id).sort()).toEqual([early.number, late.number].sort());
  await Promise.all([stateOf(a, 'upToDate'), stateOf(b, 'upToDate')]);
  const records = (await centre.registry.papersIn(`${database}-office`)).map(({ id }) => id);
  // The two desks and the registry itself.
  expect(records.filter((id) => id.startsWith('site:'))).toHaveLength(3);
  expect(records.filter((id) => id.startsWith('staff:'))).toEqual(['staff:clerk-01', 'staff:clerk-02']);
  expect((await b.store.records.find().exec()).map(({ id }) => id).sort()).toEqual(records.sort());
  const card = await b.store.papers.findOne(early.number).exec(true);
  expect(card.toJSON().state).toMatchObject({ status: 'inWork', executor: 'two' });
});

test('two people act on one paper without a network: both lines are everywhere afterwards', async () => {
  const { open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  a.sync.start();
  b.sync.start();
  await agreed([atCentre, a.all, b.all], 1);
  await Promise.all([a.close(), b.close()]);
  const [againA, againB] = [await open('01'), await open('02')];
  await againA.act(number, assign('one'));
  await againB.act(number, assign('two'));
  againA.sync.start();
  againB.sync.start();
  const all = [atCentre, againA.all, againB.all];
  await until(againA.all, ([paper]) => paper!.log.length === 3);
  const [paper] = await agreed(all, 1);
  expect(paper!.log.map((line) => line.do)).toEqual(['register', 'assign', 'assign']);
});

test('who waits for nothing to wait hears when what has come is known not to go back', async () => {
  const { open, atCentre } = await centre.agency();
  const [a, b] = [await open('01', { patience: 10_000 }), await open('02', { patience: 10_000 })];
  // What has come is looked through when it has long been taken in.
  let lookThrough = () => {};
  const { listen } = b.papers;
  b.papers.listen = (listener) =>
    listen(() => {
      lookThrough = listener;
    });
  const waiting = async () => (await b.sync.overview()).databases[0]!.waiting.length;
  a.sync.start();
  b.sync.start();
  await Promise.all([stateOf(a, 'upToDate'), stateOf(b, 'upToDate')]);
  await a.register();
  await agreed([atCentre, a.all, b.all], 1);
  await stateOf(b, 'upToDate');
  expect(await waiting()).toBe(1);
  const heard: number[] = [];
  b.sync.listen(async () => {
    heard.push(await waiting());
  });
  lookThrough();
  await until(
    () => heard.at(-1),
    (left) => left === 0,
  );
});

test('every revision in conflict at the registry is united, and its current one holds the union afterwards', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  await a.close();
  const again = await open('01');
  await again.act(number, assign('one'));
  const [here] = await again.all();
  // As another region of a cluster would have it: a sibling revision that nobody has seen yet.
  const { id: _id, ...paper } = here!;
  await centre.registry.ask('POST', `${database}/_bulk_docs`, {
    new_edits: false,
    docs: [{ _id, ...paper, _rev: '1-00000000000000000000000000000000' }],
  });
  b.sync.start();
  const [united] = await until(b.all, ([one]) => one?.log.length === 2);
  expect(united).toEqual(here);
  await until(atCentre, ([one]) => one!.log.length === 2);
});

test('revisions in conflict are asked for in portions that get through a line, however many a page names', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  await a.registerMany(700, String);
  const papers = (await a.all()).map(({ id: _id, ...paper }) => ({ _id, ...paper }));
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs: papers });
  const _rev = '1-00000000000000000000000000000000';
  const siblings = papers.map((paper) => ({ ...paper, _rev }));
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { new_edits: false, docs: siblings });
  const asked: number[] = [];
  const counting: typeof fetch = (input, init) => {
    if (String(input).includes('/_bulk_get')) {
      const body = init!.body as Uint8Array;
      const isPacked = new Headers(init!.headers).get('content-encoding') === 'gzip';
      asked.push((JSON.parse(String(isPacked ? gunzipSync(body) : Buffer.from(body))) as { docs: [] }).docs.length);
    }
    return fetch(input, init);
  };
  const b = await open('02', { fetch: counting });
  b.sync.start();
  await agreed([atCentre, b.all], 700);
  expect(asked.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(700);
  expect(Math.max(...asked)).toBeLessThanOrEqual(200);
});

test('places in a feed are taken as they come: long texts that no order can be seen in, as CouchDB gives them', async () => {
  const { open, atCentre } = await centre.agency();
  const places = new Map<string, unknown>();
  const like = (place: unknown) => {
    const text = `${places.size + 7}-g1AAAAB${Buffer.from(crypto.randomUUID().repeat(4)).toString('base64url')}`;
    places.set(text, place);
    return text;
  };
  const opaque: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const since = url.searchParams.get('since');
    if (since !== null && places.has(since)) url.searchParams.set('since', String(places.get(since)));
    const answer = await fetch(url, init);
    const body = (await answer.json()) as Record<string, unknown>;
    for (const name of ['last_seq', 'update_seq']) if (body[name] !== undefined) body[name] = like(body[name]);
    const { status, headers } = answer;
    return new Response(JSON.stringify(body), { status, headers });
  };
  const a = await open('01', { fetch: opaque });
  const b = await open('02', { fetch: opaque });
  await a.registerMany(1_050, String);
  a.sync.start();
  await until(atCentre, (all) => all.length === 1_050);
  b.sync.start();
  const { number } = await b.register();
  await agreed([atCentre, a.all, b.all], 1_051);
  await a.act(number, assign('one'));
  await Promise.all([a.close(), b.close()]);
  const again = await open('01', { fetch: opaque });
  again.sync.start();
  await until(atCentre, (all) => all.some(({ id, log }) => id === number && log.length === 2));
  expect(places.size).toBeGreaterThan(5);
});

test('one refused paper among a thousand keeps nobody waiting, is shown with the reason, and goes once it is corrected', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  await centre.registry.validate(
    database,
    `function (doc) {
      if (doc.log.length === 1 && doc.entry.paper.summary === 'refuse me') throw { forbidden: 'entry.summary' };
    }`,
  );
  await a.registerMany(1_000, (i) => (i === 500 ? 'refuse me' : String(i)));
  const number = (await a.all()).find(({ entry }) => (entry as AppealEntry).paper.summary === 'refuse me')!.id;
  a.sync.start();
  b.sync.start();
  await until(atCentre, (all) => all.length === 999);
  expect(await stateOf(a, 'upToDate')).toMatchObject({ refused: 1 });
  const { databases } = await a.sync.overview();
  expect(databases[0]!.troubles).toMatchObject([{ kind: 'refused', id: number, reason: 'entry.summary' }]);
  await a.close();
  // Also after a restart, and again when somebody asks for it.
  const again = await open('01');
  again.sync.start();
  expect(await stateOf(again, 'upToDate')).toMatchObject({ refused: 1 });
  again.sync.retry();
  await again.act(number, assign('one'));
  await agreed([atCentre, again.all, b.all], 1_000);
  expect(await until(again.sync.state, (state) => state.is === 'upToDate' && state.refused === 0)).toBeTruthy();
});

test('what was refused is offered again as soon as somebody asks for it, though nothing else happens anywhere', async () => {
  const proxy = await startFaultProxy({ target: centre.registry.url });
  onTestFinished(proxy.close);
  const { open, atCentre } = await centre.agency();
  const a = await open('01', { address: proxy.url });
  a.sync.start();
  await stateOf(a, 'upToDate');
  proxy.follow(({ path }) => (path.includes('/_bulk_docs') ? { is: 'answer', status: 413 } : undefined));
  const { number } = await a.register();
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 1);
  const { databases } = await a.sync.overview();
  expect(databases[0]!.troubles).toMatchObject([{ kind: 'refused', id: number, reason: 'tooLarge' }]);
  expect(await atCentre()).toEqual([]);
  // The feeds of both sides are silent now: only the request itself can bring it about.
  proxy.follow(() => undefined);
  a.sync.retry();
  await agreed([atCentre, a.all], 1);
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 0);
});

test('what somebody in front once did not let through for its size goes by itself after a while, paper and file', async () => {
  const proxy = await startFaultProxy({ target: centre.registry.url });
  onTestFinished(proxy.close);
  const { database, open, atCentre } = await centre.agency();
  // Minutes of the engine's waiting pass in a second.
  const a = await open('01', { address: proxy.url, speed: 300 });
  a.sync.start();
  await stateOf(a, 'upToDate');
  const strays = new Set([`/${database}/_bulk_docs`, `/${database}-scans/_bulk_docs`]);
  proxy.follow(({ path }) => (strays.delete(path) ? { is: 'answer', status: 413 } : undefined));
  /** It is offered again so soon that nobody may see it refused who only looks now and then. */
  const reasons: string[] = [];
  a.sync.listen(() => {
    for (const one of a.sync.troublesOf(a.papers)) if (one.kind === 'refused') reasons.push(one.reason);
  });
  const { number } = await a.register();
  await until(
    () => reasons,
    (all) => all.includes('tooLarge'),
  );
  await agreed([atCentre, a.all], 1);
  await attach(a, number, new Uint8Array(100).fill(7));
  await until(
    () => strays.size,
    (left) => left === 0,
  );
  await until(a.sync.overview, ({ databases }) =>
    databases.every(
      ({ state, waiting, troubles }) => state.is === 'upToDate' && waiting.length + troubles.length === 0,
    ),
  );
  expect(await centre.registry.ask('GET', `${database}-scans/_all_docs`)).toMatchObject({
    rows: expect.arrayContaining([expect.objectContaining({ id: expect.stringMatching(/:0$/) })]),
  });
});

test('what breaks the exchange off is not taken for the answer to a write that was under way', async () => {
  const proxy = await startFaultProxy({ target: centre.registry.url });
  onTestFinished(proxy.close);
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01', { address: proxy.url });
  await a.registerMany(10, String);
  let writes = 0;
  let answered = 0;
  proxy.follow(({ path }) => {
    if (path.startsWith(`/${database}/_bulk_docs`) && writes++ === 0) return { is: 'slowStart', milliseconds: 1_000 };
    if (!path.startsWith(`/${database}/_local/`) || writes === 0 || answered > 0) return undefined;
    answered++;
    return { is: 'answer', status: 413 };
  });
  let refused = 0;
  a.sync.listen(() => {
    const state = a.sync.state();
    if (state.is === 'upToDate') refused = Math.max(refused, state.refused);
  });
  a.sync.start();
  await agreed([atCentre, a.all], 10);
  await stateOf(a, 'upToDate');
  expect({ answered, refused }).toEqual({ answered: 1, refused: 0 });
});

test.each([
  ['that holds', false, 2],
  ['that has broken', true, 1],
])('over a line %s so many writes are on their way at once', async (_, breaks, expected) => {
  const { database, open, atCentre } = await centre.agency();
  let underWay = 0;
  let most = 0;
  let written = 0;
  const counting: typeof fetch = async (input, init) => {
    if (new URL(String(input)).pathname !== `/${database}/_bulk_docs`) return fetch(input, init);
    if (breaks && ++written === 4) throw new TypeError('cut', { cause: { code: 'ECONNRESET', syscall: 'read' } });
    most = Math.max(most, ++underWay);
    try {
      return await fetch(input, init);
    } finally {
      underWay--;
    }
  };
  // Quick is what goes within seconds by the clock on the wall.
  const a = await open('01', { fetch: counting, speed: 1 });
  await a.registerMany(3_500, (i) => `${i} ${'қ'.repeat(100)}`);
  a.sync.start();
  await until(atCentre, (all) => all.length === 3_500, 120_000);
  await stateOf(a, 'upToDate');
  expect(most).toBe(expected);
});

test('refused at one desk, acted on at another, pulled: the first desk’s line is still there, and arrives once it is corrected', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  a.sync.start();
  b.sync.start();
  await agreed([atCentre, a.all, b.all], 1);
  await centre.registry.validate(
    database,
    `function (doc) {
      var names = (doc.log || []).map(function (line) { return line.data.executor && line.data.executor.id; });
      if (names.indexOf('bad') !== -1 && names.indexOf('right') === -1) throw { forbidden: 'executor' };
    }`,
  );
  const bad = await a.act(number, assign('bad'));
  const isRefused = () => until(a.sync.overview, ({ databases }) => databases[0]!.troubles.length === 1);
  await isRefused();
  const good = await b.act(number, assign('good'));
  await until(a.all, ([paper]) => paper!.log.length === 3);
  const ids = ([paper]: Paper[]) => paper!.log.map((line) => line.id);
  expect(ids(await a.all())).toEqual(expect.arrayContaining([bad, good]));
  expect((await isRefused()).databases[0]!.troubles).toMatchObject([{ id: number, reason: 'executor' }]);
  expect(ids(await atCentre())).not.toContain(bad);
  const right = await a.act(number, assign('right'));
  await until(atCentre, ([paper]) => paper!.log.length === 4);
  expect(ids(await agreed([atCentre, a.all, b.all], 1))).toEqual(expect.arrayContaining([bad, good, right]));
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 0);
});

test('what is no paper of ours is set aside and touches nothing', async () => {
  const { database, agency, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await until(atCentre, (all) => all.length === 1);
  const [mine] = await a.all();
  const { id: _, ...paper } = mine!;
  const other = `24${number.slice(2)}`;
  const docs = [
    { _id: 'nonsense', hello: 1 },
    { _id: other, ...paper },
    { _id: '230000026019999995', ...paper },
    { _id: `${agency}26010000996`, ...paper, log: [{ id: 'x' }] },
    { _id: 'more', ...paper, state: {} },
  ];
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs });
  // Under the number of a good paper another one.
  const { _rev } = (await centre.registry.ask('GET', `${database}/${number}`)) as { _rev: string };
  const entry = { ...(mine!.entry as object), handling: { executor: { id: '', name: '' }, note: 'forged' } };
  await centre.registry.ask('PUT', `${database}/${number}`, { _rev, ...paper, entry });
  const { databases } = await until(a.sync.overview, (seen) => seen.databases[0]!.troubles.length === 6);
  const reasons = databases[0]!.troubles.map((trouble) => [trouble.id, trouble.kind === 'aside' && trouble.why]);
  expect(Object.fromEntries(reasons)).toMatchObject({ nonsense: 'schema', more: 'schema', [number]: 'otherPaper' });
  // What contradicts a paper here is counted, though nothing here is to go.
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 0 && state.aside === 1);
  expect(await a.all()).toEqual([mine]);
  await a.register();
  await until(atCentre, (all) => all.length === 7);
});
