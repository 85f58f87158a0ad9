import { expect, test } from 'vitest';
import { agreed, assign, registryForTests, stateOf } from './agency.ts';
import { clusterOf, type Question, seenAt, troublesOf } from './cluster.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

/** Parts of a cluster that are behind: what a desk has heard of is never passed over because of them, and nothing goes round without a pause. */

const centre = registryForTests();

/** The engine's waiting goes this much faster than the clock on the wall. */
const SPEED = 20;

type Row = { key: string; id?: string; value?: object; doc?: Document; error?: string };
type Document = { _id: string; _rev: string; _conflicts?: string[] } & Record<string, unknown>;

const isByKey = ({ method, url }: Pick<Question, 'method' | 'url'>, database: string) =>
  method === 'POST' && url.pathname === `/${database}/_all_docs` && url.search.includes('include_docs=true');

/** Changes come without their documents, as they do while the desk is sending: they are read by key. */
function withoutDocuments({ url, ask }: Question) {
  const bare = new URL(url);
  bare.searchParams.set('include_docs', 'false');
  return ask(bare);
}

/** Two copies that are behind agree, and answer by key so: `old` in place of what is there, or nothing. */
async function answeredByOld({ ask }: Question, id: string, old: Document | undefined): Promise<Response> {
  const { rows } = (await (await ask()).json()) as { rows: Row[] };
  const stale = old ? { id, key: id, value: { rev: old._rev }, doc: old } : { key: id, error: 'not_found' };
  return Response.json({ rows: rows.map((row) => (row.key === id ? stale : row)) });
}

const notYet = ({ body }: Question) => {
  const { docs } = body<{ docs: { id: string; rev: string }[] }>();
  const missing = ({ id, rev }: { id: string; rev: string }) => ({ id, rev, error: 'not_found', reason: 'missing' });
  return Response.json({ results: docs.map((one) => ({ id: one.id, docs: [{ error: missing(one) }] })) });
};

test.each([
  ['unknown to them', false, 0],
  ['known to them in an older revision', true, 0],
  ['unknown to them, and its revision for a while', false, 3],
  ['known to them in an older revision, and the newer not for a while', true, 3],
])('a change comes that the copies are behind with, which are read: %s', async (_name, isOlder, failures) => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  const old = (await centre.registry.ask('GET', `${database}/${number}`)) as Document;
  let left = failures;
  let isBehind = false;
  const fetch = clusterOf((question) => {
    if (question.url.pathname === `/${database}/_changes`) return withoutDocuments(question);
    if (!isBehind) return undefined;
    if (isByKey(question, database)) return answeredByOld(question, number, isOlder ? old : undefined);
    return question.url.pathname === `/${database}/_bulk_get` && left-- > 0 ? notYet(question) : undefined;
  });
  const b = await open('02', { fetch, speed: 200 });
  const seen = seenAt(b);
  b.sync.start();
  await agreed([atCentre, b.all], 1);
  isBehind = true;
  await a.act(number, assign('one'));
  await a.register();
  const papers = await agreed([atCentre, a.all, b.all], 2);
  expect(papers.find(({ id }) => id === number)!.log).toHaveLength(2);
  expect([...seen.why]).toEqual(failures > 0 ? ['busy'] : []);
});

test('a revision in conflict comes that the copies are behind with, which are read', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  const [paper] = await agreed([atCentre, a.all], 1);
  await a.close();
  let isBehind = false;
  const fetch = clusterOf(async (question) => {
    if (question.url.pathname === `/${database}/_changes`) return withoutDocuments(question);
    if (!isBehind || !isByKey(question, database)) return question.ask();
    const { rows } = (await (await question.ask()).json()) as { rows: Row[] };
    return Response.json({ rows: rows.map(({ doc: { _conflicts: _, ...doc } = {}, ...row }) => ({ ...row, doc })) });
  });
  const b = await open('02', { fetch });
  b.sync.start();
  await agreed([atCentre, b.all], 1);
  const again = await open('01');
  await again.act(number, assign('one'));
  const [longer] = await again.all();
  isBehind = true;
  // Another part of the cluster took a line on the same revision.
  const { _rev, ...standing } = (await centre.registry.ask('GET', `${database}/${number}`)) as Document;
  const [start, id] = _rev.split('-') as [string, string];
  for (const [rev, log] of [
    ['f'.repeat(32), paper!.log],
    ['0'.repeat(32), longer!.log],
  ] as const)
    await centre.registry.ask('POST', `${database}/_bulk_docs`, {
      new_edits: false,
      docs: [
        {
          ...standing,
          log,
          _rev: `${Number(start) + 1}-${rev}`,
          _revisions: { start: Number(start) + 1, ids: [rev, id] },
        },
      ],
    });
  await until(b.all, ([one]) => one!.log.length === 2);
});

test('a paper of which a longer branch was removed comes, though the copies that are read do not know it', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  const ids = ['f', 'e', 'd'].map((letter) => letter.repeat(32));
  await centre.registry.ask('POST', `${database}/_bulk_docs`, {
    new_edits: false,
    docs: [{ _id: number, _rev: `3-${ids[0]}`, _revisions: { start: 3, ids }, _deleted: true }],
  });
  const row = (await centre.registry.ask('GET', `${database}/_changes?style=all_docs`)) as {
    results: { id: string; changes: object[] }[];
  };
  expect(row.results.find(({ id }) => id === number)!.changes).toHaveLength(2);
  const fetch = clusterOf((question) => {
    if (question.url.pathname === `/${database}/_changes`) return withoutDocuments(question);
    return isByKey(question, database) ? answeredByOld(question, number, undefined) : undefined;
  });
  const b = await open('02', { fetch });
  b.sync.start();
  await agreed([atCentre, b.all], 1);
  expect(await troublesOf(b)).toEqual([]);
});

test('a paper that was removed and put back comes, though the copies that are read only know it removed', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  await a.close();
  const path = `${database}/${number}`;
  const { _rev, ...standing } = (await centre.registry.ask('GET', path)) as Document;
  const { rev } = (await centre.registry.ask('DELETE', `${path}?rev=${_rev}`)) as { rev: string };
  await centre.registry.ask('PUT', path, { ...standing, _rev: rev });
  const fetch = clusterOf(async (question) => {
    if (question.url.pathname === `/${database}/_changes`) return withoutDocuments(question);
    if (!isByKey(question, database)) return question.ask();
    const { rows } = (await (await question.ask()).json()) as { rows: Row[] };
    const removed = { id: number, key: number, value: { rev, deleted: true }, doc: null };
    return Response.json({ rows: rows.map((row) => (row.key === number ? removed : row)) });
  });
  const b = await open('02', { fetch });
  b.sync.start();
  await agreed([atCentre, b.all], 1);
  expect(await troublesOf(b)).toEqual([]);
});

test('what is set aside stays so although the copies that are read do not know it any more', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  let [isOld, isBehind, looks] = [true, false, 0];
  const fetch = clusterOf((question) => {
    if (!isBehind || !isByKey(question, database)) return undefined;
    looks++;
    return answeredByOld(question, number, undefined);
  });
  const fits: Desk['papers']['fits'] = (document) =>
    isOld ? { ok: false, why: 'schema', detail: 'book' } : a.papers.fits(document);
  const b = await open('02', { fetch, fits, patience: 10_000 });
  b.sync.start();
  await until(
    () => troublesOf(b),
    ([one]) => one?.kind === 'aside',
  );
  [isBehind, isOld] = [true, false];
  b.sync.retry();
  await until(
    () => looks,
    (count) => count > 0,
  );
  await stateOf(b, 'upToDate');
  expect(await troublesOf(b)).toMatchObject([{ kind: 'aside', id: number }]);
  isBehind = false;
  await until(
    () => {
      b.sync.retry();
      return troublesOf(b);
    },
    ({ length }) => length === 0,
  );
  await agreed([atCentre, b.all], 1);
});

test('papers that the copy lacks by which a new desk is filled come all the same, and a line that breaks does not begin it anew', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  await a.registerMany(1_050, String);
  a.sync.start();
  await until(atCentre, (all) => all.length === 1_050);
  await stateOf(a, 'upToDate');
  await a.close();
  const ids = (await atCentre()).map(({ id }) => id).sort();
  const lacking = new Set([ids[3], ids[200], ids[401]]);
  const asked = { since: [] as string[], keys: 0, documents: 0 };
  // Where a page ends is a matter of speed: one that would be the last of it would stand in the next as well.
  const left = new Set<string>();
  let breaks = 2;
  const fetch = clusterOf(async ({ method, url, body, ask }) => {
    if (url.pathname === `/${database}/_all_docs` && method === 'GET') {
      const { rows } = (await (await ask()).json()) as { rows: Row[] };
      const there = rows.filter(({ key }) => !lacking.has(key));
      for (const { key } of rows) if (lacking.has(key)) left.add(key);
      return Response.json({ rows: there });
    }
    if (url.pathname === `/${database}` && method === 'GET')
      return Response.json({ ...((await (await ask()).json()) as object), cluster: { q: 2, n: 3, w: 2, r: 2 } });
    if (isByKey({ method, url }, database)) asked.keys += body<{ keys: string[] }>().keys.length;
    const isFeed = url.pathname === `/${database}/_changes` && url.searchParams.get('descending') !== 'true';
    if (!isFeed || url.searchParams.get('feed') === 'longpoll') return ask();
    if (url.searchParams.get('include_docs') === 'true') asked.documents++;
    asked.since.push(url.searchParams.get('since')!);
    // Seven pages, and the line breaks after the third and after the fifth.
    url.searchParams.set('limit', '160');
    if (asked.since.length % 3 === 0 && breaks-- > 0) throw new TypeError('fetch failed');
    return ask(url);
  });
  // Not faster: a busy machine takes a while for a page, and half a minute of silence ends an exchange, which would begin anew.
  const b = await open('02', { fetch, speed: SPEED, patience: 10_000 });
  b.sync.start();
  await agreed([atCentre, b.all], 1_050);
  await stateOf(b, 'upToDate');
  expect(left).toEqual(lacking);
  expect(asked.since.filter((since) => since === '0')).toHaveLength(1);
  // The newest five hundred, and what was lacking; all else is known by its revision.
  expect(asked.keys).toBe(500 + 3);
  expect(asked.documents).toBe(0);
});

const pausesOf = (times: readonly number[]) => times.slice(1).map((time, i) => time - times[i]!);

test('one who leads and is behind says conflict without end: it is asked more and more seldom, and the paper goes once it is not', async () => {
  const { database, open, atCentre } = await centre.agency();
  let isBehind = true;
  const at: number[] = [];
  const fetch = clusterOf(({ url, body }) => {
    if (!isBehind || url.pathname !== `/${database}/_bulk_docs`) return undefined;
    at.push(performance.now() * SPEED);
    const { docs } = body<{ docs: { _id: string }[] }>();
    return Response.json(docs.map(({ _id: id }) => ({ id, error: 'conflict', reason: 'Document update conflict.' })));
  });
  const a = await open('01', { fetch, speed: SPEED });
  const seen = seenAt(a);
  let tries = 0;
  a.sync.listen(() => {
    if (a.sync.state().is === 'offline') tries ||= at.length;
  });
  await a.register();
  a.sync.start();
  await until(
    () => tries,
    (some) => some > 0,
  );
  expect(tries).toBe(5);
  // The first time somebody may just have written; then half of each pause is by chance.
  expect(pausesOf(at.slice(1, 5)).map((pause, i) => pause >= 900 * 2 ** i)).toEqual([true, true, true]);
  isBehind = false;
  await agreed([atCentre, a.all], 1);
  await stateOf(a, 'upToDate');
  expect([[...seen.why], seen.refused]).toEqual([['busy'], 0]);
});

test('who waits for a change and is answered at once with nothing asks more and more seldom, and hears of the next all the same', async () => {
  const { database, open, atCentre } = await centre.agency();
  const at: number[] = [];
  const fetch = clusterOf(({ url }) => {
    const isWaiting = url.pathname === `/${database}/_changes` && url.searchParams.get('feed') === 'longpoll';
    if (!isWaiting || at.length === 5) return undefined;
    at.push(performance.now() * SPEED);
    return Response.json({ results: [], last_seq: url.searchParams.get('since'), pending: 0 });
  });
  const b = await open('02', { fetch, speed: SPEED, patience: 10_000 });
  b.sync.start();
  await until(
    () => at.length,
    (count) => count === 5,
  );
  expect(pausesOf(at).map((pause, i) => pause >= 900 * 2 ** i)).toEqual([true, true, true, true]);
  const a = await open('01');
  await a.register();
  a.sync.start();
  await agreed([atCentre, a.all, b.all], 1);
});

test.each([
  ['once, nothing is compared', 1],
  ['twice, everything is, but by its revisions: no document comes again', 2],
])('where a copy that is behind answers for the checkpoint %s', async (_name, times) => {
  const { database, open, atCentre, confirmed } = await centre.agency();
  let [breaks, left, documents] = [false, 0, 0];
  const fetch = clusterOf(async ({ method, url, ask }) => {
    if (!url.pathname.startsWith(`/${database}/`)) return ask();
    if (breaks && url.searchParams.get('feed') === 'longpoll') {
      breaks = false;
      throw new TypeError('fetch failed');
    }
    if (method === 'GET' && url.pathname.includes('/_local/') && !breaks && left > 0) {
      left--;
      return Response.json({ error: 'not_found', reason: 'missing' }, { status: 404 });
    }
    const answer = await ask();
    // The newest fifty tell whose database it is.
    if (url.searchParams.get('descending') === 'true') return answer;
    const text = await answer.text();
    documents += text.split('"entry":').length - 1;
    return new Response(text, { status: answer.status, headers: { 'content-type': 'application/json' } });
  });
  const [a, b] = [await open('01', { fetch, speed: SPEED }), await open('02')];
  a.sync.start();
  b.sync.start();
  await a.registerMany(60, String);
  await agreed([atCentre, a.all, b.all], 60);
  await confirmed(a);
  [breaks, left, documents] = [true, times, 0];
  await b.register();
  await agreed([atCentre, a.all, b.all], 61);
  await until(
    () => left,
    (some) => some === 0,
  );
  await a.register();
  await agreed([atCentre, a.all, b.all], 62);
  await stateOf(a, 'upToDate');
  expect(a.messages.join().includes('the partner is not what it was')).toBe(times === 2);
  expect(documents).toBeLessThan(5);
});
