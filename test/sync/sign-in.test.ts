import { expect, onTestFinished, test } from 'vitest';
import { agreed, registryForTests, stateOf } from './agency.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

/** Sessions: who is refused by mistake comes back by himself, and nobody knocks so often that he is locked out. */

const centre = registryForTests();

const unauthorized = {
  is: 'answer',
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ error: 'unauthorized', reason: 'Name or password is incorrect.' }),
} as const;

test('a session and a sign-in that are refused once, by a registry that has just come up, stop nobody', async () => {
  const proxy = await startFaultProxy({ target: centre.registry.url, speed: 20 });
  onTestFinished(proxy.close);
  const { open, atCentre } = await centre.agency();
  const a = await open('01', { address: proxy.url });
  const states = new Set<string>();
  a.sync.listen(() => void states.add(a.sync.state().is));
  a.sync.start();
  await a.register();
  await agreed([atCentre, a.all], 1);
  await stateOf(a, 'upToDate');
  /** The first few questions hear of it, each once, and the first sign-in after that. */
  const refused = new Set<string>();
  proxy.follow(({ path }) => {
    const [question = ''] = path.split('?');
    if (refused.has(question) || refused.size === 5) return undefined;
    refused.add(question);
    return unauthorized;
  });
  await a.register();
  await agreed([atCentre, a.all], 2);
  await stateOf(a, 'upToDate');
  expect([...refused]).toContain('/_session');
  expect([...states]).not.toContain('signInNeeded');
});

test('a wrong password is tried seldom, and works as soon as it is right, without anybody', async () => {
  const proxy = await startFaultProxy({ target: centre.registry.url, speed: 200 });
  onTestFinished(proxy.close);
  const { open, atCentre, user } = await centre.agency();
  let signIns = 0;
  proxy.follow(({ path }) => {
    if (path.startsWith('/_session')) signIns++;
    return undefined;
  });
  const wrong = { ...user, password: 'wrong' };
  const a = await open('01', { address: proxy.url, user: wrong, speed: 20, directory: true });
  await a.register();
  a.sync.start();
  await stateOf(a, 'signInNeeded');
  await until(
    async () => (await a.sync.overview()).databases.map(({ state }) => state.is),
    (states) => states.filter((is) => is === 'signInNeeded').length === 3,
  );
  // Papers, records and directory ask together; five within minutes would lock the account out.
  expect(signIns).toBeLessThanOrEqual(2);
  wrong.password = user.password;
  await agreed([atCentre, a.all], 1);
  await stateOf(a, 'upToDate');
});

test('desks at work while the registry is restarted again and again are never told to ask for access', async () => {
  const { open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const seen = new Set<string>();
  for (const desk of [a, b]) {
    desk.sync.listen(() => void seen.add(desk.sync.state().is));
    desk.sync.start();
  }
  let papers = 0;
  for (let times = 0; times < 6; times++) {
    await centre.registry.restart(async () => {
      await a.register();
      papers++;
    });
    await b.register();
    papers++;
    await agreed([atCentre, a.all, b.all], papers);
  }
  expect([...seen]).not.toContain('signInNeeded');
  expect([...seen]).not.toContain('stopped');
});
