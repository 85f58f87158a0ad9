import { expect, onTestFinished, test } from 'vitest';
import { agreed, assign, registryForTests } from './agency.ts';
import { type Fault, type Plan, startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const centre = registryForTests();

/** The proxy's clock and the engine's waiting go this much faster than the clock on the wall. */
const SPEED = 60;

const page = { 'content-type': 'text/html' };
const html = '<!doctype html><title>Wi-Fi</title><p>Кіру үшін нөміріңізді енгізіңіз';
const json = { 'content-type': 'application/json' };
const error = (reason: string) => JSON.stringify({ error: reason, reason });

/** What goes wrong, and the states a clerk may see because of it. */
const faults: [name: string, fault: Fault, states: string[]][] = [
  ['cut in the head of an answer', { is: 'cutAnswer', after: 0 }, ['offline unreachable']],
  ['cut in the middle of an answer', { is: 'cutAnswer', after: 700 }, ['offline unreachable']],
  ['a connection that ends before the question is heard', { is: 'cutRequest' }, ['offline unreachable']],
  ['an answer that stands still', { is: 'stall', after: 40 }, ['offline slow']],
  ['an answer that comes twice', { is: 'duplicate' }, ['offline unreachable', 'offline nonsense']],
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
  ['403', { is: 'answer', status: 403, headers: json, body: error('forbidden') }, ['stopped notAllowed']],
  ['413', { is: 'answer', status: 413 }, ['offline unreachable', 'offline nonsense']],
  ['429', { is: 'answer', status: 429, headers: { 'retry-after': '3' } }, ['offline busy']],
  ['500', { is: 'answer', status: 500, headers: json, body: error('badmatch') }, ['offline busy']],
  ['503', { is: 'answer', status: 503, headers: page, body: html }, ['offline busy']],
];

/** Requests that are hit: the first, third and fifth of each kind. */
const targets: ((path: string) => boolean)[] = [
  (path) => path.includes('/_bulk_docs'),
  (path) => path.includes('/_changes') && !path.includes('longpoll'),
  (path) => path.includes('longpoll'),
  (path) => path.includes('/_local/'),
];
const HITS = 3;

test.each(faults)('%s, anywhere: everything arrives, nothing twice', async (_name, fault, allowed) => {
  const proxy = await startFaultProxy({ target: centre.registry.url, speed: SPEED });
  onTestFinished(proxy.close);
  const { open, atCentre } = await centre.agency();
  const seen = new Set<string>();
  const [a, b] = [await open('01', { address: proxy.url, speed: SPEED }), await open('02')];
  a.sync.listen(() => {
    const state = a.sync.state();
    if ('why' in state) seen.add(`${state.is} ${state.why}`);
    else if (state.is === 'signInNeeded') seen.add(state.is);
  });
  await Promise.all([a, b].map((desk) => desk.registerMany(15, String)));
  const { plan, hits } = hitting(fault);
  proxy.follow(plan);
  a.sync.start();
  b.sync.start();
  const { id } = (await a.all())[0]!;
  let lines = 0;
  while (hits.some((count) => count === 0)) {
    await Promise.all([a.act(id, assign(String(++lines))), b.register()]);
    // Somebody looks at the screen and asks for another attempt.
    await until(a.sync.state, (state) => {
      if (state.is === 'stopped' || state.is === 'signInNeeded') a.sync.retry();
      return state.is === 'upToDate';
    });
  }
  proxy.follow(() => undefined);
  a.sync.retry(); // what was refused as too large is offered again when somebody asks for it
  const papers = await agreed([atCentre, a.all, b.all], 30 + lines);
  expect(papers[0]!.log).toHaveLength(1 + lines);
  // On a busy machine half a second is soon over: slowness of its own is no fault of anybody.
  expect([...seen].filter((state) => ![...allowed, 'offline slow'].includes(state))).toEqual([]);
});

function hitting(fault: Fault): { plan: Plan; hits: number[] } {
  const asked = targets.map(() => 0);
  const hits = targets.map(() => 0);
  const plan: Plan = ({ path }) => {
    const target = targets.findIndex((isHit) => isHit(path));
    if (target === -1 || asked[target]!++ % 2 === 1 || hits[target]! >= HITS) return undefined;
    hits[target]!++;
    return fault;
  };
  return { plan, hits };
}
