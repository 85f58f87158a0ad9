import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { Paper } from '../../shared/domain/log/line.ts';
import { agreed, assign, attach, registryForTests } from './agency.ts';
import { type Fault, type Plan, startFaultProxy } from './fault-proxy.ts';
import { randomOf } from './random.ts';
import { until } from './until.ts';

const centre = registryForTests();

/** Each fault at so many positions: one here, more by `npm run drills`. */
const POSITIONS = Number(process.env.KENSE_DRILL_POSITIONS ?? 1);

/** The proxy's clock and the engine's waiting go this much faster than the clock on the wall. */
const SPEED = 60;

/** The name that never resolves (RFC 2606). */
const NOWHERE = 'http://registry.invalid';

const page = { 'content-type': 'text/html' };
const html = '<!doctype html><title>Wi-Fi</title><p>Кіру үшін нөміріңізді енгізіңіз';
const json = { 'content-type': 'application/json' };
const error = (reason: string) => JSON.stringify({ error: reason, reason });

/** What goes wrong, and the states a clerk may see because of it. */
const faults: [name: string, fault: Fault | { is: 'noName' }, states: string[]][] = [
  ['a name that nobody knows any more', { is: 'noName' }, ['offline unreachable']],
  ['cut in the head of an answer', { is: 'cutAnswer', after: 0 }, ['offline unreachable']],
  ['cut in the middle of an answer', { is: 'cutAnswer', after: 700 }, ['offline unreachable']],
  ['a connection that ends before the question is heard', { is: 'cutRequest' }, ['offline unreachable']],
  ['an answer that stands still', { is: 'stall', after: 40 }, ['offline slow']],
  ['an answer that comes twice', { is: 'duplicate' }, ['offline nonsense', 'stopped missing']],
  ['an answer in drops', { is: 'throttle', bytesPerSecond: 8_000 }, []],
  ['a slow start', { is: 'slowStart', milliseconds: 8_000 }, []],
  ['a start slower than anybody waits', { is: 'slowStart', milliseconds: 90_000 }, ['offline slow']],
  ['the right answer under a wrong type', { is: 'wrongType' }, []],
  ['a sign-in page in front', { is: 'answer', status: 200, headers: page, body: html }, ['offline portal']],
  [
    'a redirection to a sign-in page',
    { is: 'answer', status: 302, headers: { location: '/hotel' } },
    ['offline portal'],
  ],
  ['a 404 page of something in front', { is: 'answer', status: 404, headers: page, body: html }, ['offline portal']],
  ['401', { is: 'answer', status: 401, headers: json, body: error('unauthorized') }, ['signInNeeded']],
  [
    '403',
    { is: 'answer', status: 403, headers: json, body: error('forbidden') },
    ['stopped notAllowed', 'signInNeeded'],
  ],
  ['413', { is: 'answer', status: 413 }, ['offline unreachable', 'offline nonsense']],
  ['429', { is: 'answer', status: 429, headers: { 'retry-after': '3' } }, ['offline busy']],
  ['500', { is: 'answer', status: 500, headers: json, body: error('badmatch') }, ['offline busy']],
  ['503', { is: 'answer', status: 503, headers: page, body: html }, ['offline busy']],
];

/** Requests that are hit. */
const targets: ((path: string) => boolean)[] = [
  // A desk signs in seldom: first, so that its place is the first request everywhere.
  (path) => path.startsWith('/_session'),
  (path) => path.includes('-scans/'),
  (path) => path.includes('/_all_docs'),
  (path) => path.includes('/_bulk_get'),
  (path) => path.includes('/_bulk_docs'),
  (path) => path.includes('/_changes') && !path.includes('longpoll'),
  (path) => path.includes('longpoll'),
  (path) => path.includes('/_local/'),
];
const HITS = 3;

const cases = faults.flatMap(([name, ...rest]) =>
  Array.from({ length: POSITIONS }, (_, position) => [name, position, ...rest] as const),
);

test.each(cases)('%s, anywhere (%i): everything arrives, nothing twice', async (_name, position, fault, allowed) => {
  const proxy = await startFaultProxy({ target: centre.registry.url, speed: SPEED });
  onTestFinished(proxy.close);
  const { database, open, atCentre } = await centre.agency();
  const seen = new Set<string>();
  const { plan, hits, stop } = hitting(position, fault);
  let index = 0;
  const nameless: typeof fetch = (url, init) => {
    const { origin, pathname, search } = new URL(String(url));
    const isHit = plan({ method: '', path: pathname + search, index: index++ }) !== undefined;
    return fetch((isHit ? NOWHERE : origin) + pathname + search, init);
  };
  const own = fault.is === 'noName' ? { fetch: nameless } : {};
  const [a, b] = [await open('01', { address: proxy.url, speed: SPEED, ...own }), await open('02')];
  a.sync.listen(() => {
    const state = a.sync.state();
    if ('why' in state) seen.add(`${state.is} ${state.why}`);
    else if (state.is === 'signInNeeded') seen.add(state.is);
  });
  await Promise.all([a, b].map((desk) => desk.registerMany(15, String)));
  if (fault.is !== 'noName') proxy.follow(plan as Plan);
  a.sync.start();
  b.sync.start();
  const { id } = (await a.all())[0]!;
  const [standing] = await a.all();
  const files: string[] = [];
  let lines = 0;
  while (hits.some((count) => count === 0)) {
    await Promise.all([a.act(id, assign(String(++lines))), b.register(), conflict(database, standing!)]);
    files.push(await attach(a, id, randomBytes(60_000)));
    lines++;
    // Somebody looks at the screen and asks for another attempt.
    await until(a.sync.state, (state) => {
      if (state.is === 'stopped' || state.is === 'signInNeeded') a.sync.retry();
      return state.is === 'upToDate';
    });
  }
  stop();
  // What was refused as too large is offered again when somebody who sees it asks for it.
  const looking = () => {
    const state = a.sync.state();
    if (state.is === 'upToDate' && state.refused > 0) a.sync.retry();
    return a.all();
  };
  const papers = await agreed([atCentre, looking, b.all], 30 + files.length);
  expect(papers[0]!.log).toHaveLength(1 + lines);
  await until(
    async () => {
      if (a.sync.state().is !== 'upToDate') a.sync.retry();
      const { rows } = (await centre.registry.ask('GET', `${database}-scans/_all_docs`)) as { rows: { id: string }[] };
      return rows.map((row) => row.id);
    },
    (there) => files.every((name) => [name, `${name}:0`, `${name}:1`].every((one) => there.includes(one))),
  );
  // On a busy machine half a second is soon over: slowness of its own is no fault of anybody.
  expect([...seen].filter((state) => ![...allowed, 'offline slow'].includes(state))).toEqual([]);
});

/** As another part of a cluster would have it: one more revision of a paper, with less in it. */
async function conflict(database: string, { id: _id, ...paper }: Paper): Promise<void> {
  const _rev = `1-${randomBytes(16).toString('hex')}`;
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { new_edits: false, docs: [{ _id, ...paper, _rev }] });
}

/** The first, third and fifth request of each kind; elsewhere by position. */
function hitting<F>(position: number, fault: F) {
  const asked = targets.map(() => 0);
  const hits = targets.map(() => 0);
  const random = randomOf(position);
  // The least that any kind is asked is four times.
  const places = targets.map((_, i) =>
    position === 0 || i === 0
      ? { first: 0, every: 2 }
      : { first: Math.floor(random() * 4), every: 1 + Math.floor(random() * 3) },
  );
  let stopped = false;
  const plan = ({ path }: { method: string; path: string; index: number }): F | undefined => {
    const target = targets.findIndex((isHit) => isHit(path));
    if (target === -1 || stopped) return undefined;
    const { first, every } = places[target]!;
    const nth = asked[target]!++ - first;
    if (nth < 0 || nth % every !== 0 || hits[target]! >= HITS) return undefined;
    hits[target]!++;
    return fault;
  };
  return {
    plan,
    hits,
    stop: () => {
      stopped = true;
    },
  };
}
