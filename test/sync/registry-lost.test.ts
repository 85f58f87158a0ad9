import { expect, onTestFinished, test } from 'vitest';
import { removeDatabase } from '../databases.ts';
import { agreed, assign, registryForTests, stateOf } from './agency.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const centre = registryForTests();
/** Confirmations and looks at an idle registry are minutes apart otherwise. */
const SPEED = 100;

test('a registry restored from an old backup is recognised, and gets what it lacks, while desks are connected', async () => {
  const { registry } = centre;
  const proxy = await startFaultProxy({ target: registry.url, speed: SPEED });
  onTestFinished(proxy.close);
  const { database, open, atCentre, confirmed } = await centre.agency();
  const place = { address: proxy.url, speed: SPEED };
  const [a, b] = [await open('01', place), await open('02', place)];
  a.sync.start();
  b.sync.start();
  await a.registerMany(30, String);
  await agreed([atCentre, a.all, b.all], 30);
  const sites = [a, b].map(({ office }) => office.site.site);
  const checkpoint = `${database}/_local/kense-${sites[0]}`;
  await confirmed(a);
  // The backup is from here; afterwards the work goes on.
  const restore = await registry.backUp(database, sites);
  const before = await registry.ask('GET', checkpoint);
  await a.registerMany(10, String);
  await b.registerMany(10, String);
  const [{ id }] = (await a.all()) as [Awaited<ReturnType<typeof a.all>>[number], ...unknown[]];
  await b.act(id, assign('late'));
  await agreed([atCentre, a.all, b.all], 50);
  await confirmed(a);
  expect(await registry.ask('GET', checkpoint)).not.toEqual(before);
  // Nobody gets there before the old state was seen.
  proxy.turnTo('http://127.0.0.1:1');
  await restore();
  expect(await atCentre()).toHaveLength(30);
  proxy.turnTo(registry.url);
  const papers = await agreed([atCentre, a.all, b.all], 50);
  expect(papers.find((paper) => paper.id === id)!.log).toHaveLength(2);
  // The other desk may have brought everything back before this one was there.
  await until(
    () => a.messages.join(),
    (all) => all.includes('the partner is not what it was'),
  );
});

/** The network, on which nothing is confirmed while it is held. */
function unconfirmed() {
  const held = { is: false };
  const network: typeof fetch = (input, init) => {
    const isConfirmation = init?.method === 'PUT' && new URL(String(input)).pathname.includes('/_local/');
    if (!held.is || !isConfirmation) return fetch(input, init);
    return new Promise((_, reject) => init.signal!.addEventListener('abort', () => reject(init.signal!.reason)));
  };
  return { held, fetch: network };
}

test('a registry restored to what it was when it was confirmed last gets what went since, though this process knows that it went', async () => {
  const { registry } = centre;
  const { held, fetch } = unconfirmed();
  const proxy = await startFaultProxy({ target: registry.url, speed: SPEED });
  onTestFinished(proxy.close);
  const { database, open, atCentre, confirmed } = await centre.agency();
  const [a, b] = [await open('01', { address: proxy.url, fetch, speed: SPEED }), await open('02', { speed: SPEED })];
  a.sync.start();
  await a.registerMany(10, String);
  await agreed([atCentre, a.all], 10);
  await confirmed(a);
  held.is = true;
  const restore = await registry.backUp(database, [a.office.site.site]);
  b.sync.start();
  await b.register();
  await a.registerMany(10, String);
  await agreed([atCentre, a.all, b.all], 21);
  proxy.turnTo('http://127.0.0.1:1');
  await b.close();
  await restore();
  expect(await atCentre()).toHaveLength(10);
  held.is = false;
  proxy.turnTo(registry.url);
  await agreed([atCentre, a.all], 21);
});

test('a database that was replaced before anything was confirmed is filled, though this process knows what it has sent', async () => {
  const { registry } = centre;
  const { held, fetch } = unconfirmed();
  held.is = true;
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01', { fetch, speed: SPEED });
  a.sync.start();
  await a.registerMany(10, String);
  await agreed([atCentre, a.all], 10);
  await stateOf(a, 'upToDate');
  await registry.remake(database);
  held.is = false;
  await agreed([atCentre, a.all], 10);
});

test('what a sister writes over a desk’s checkpoint makes nobody pass anything over', async () => {
  const { registry } = centre;
  const { database, open, atCentre, user, confirmed } = await centre.agency();
  const [a, b] = [await open('01', { speed: SPEED }), await open('02', { speed: SPEED })];
  a.sync.start();
  b.sync.start();
  await a.registerMany(20, String);
  await agreed([atCentre, a.all, b.all], 20);
  const checkpoint = `${database}/_local/kense-${a.office.site.site}`;
  await confirmed(a);
  const theirs = (await registry.ask('GET', checkpoint)) as Record<string, unknown>;
  await a.close();
  const again = await open('01', { speed: SPEED });
  await again.registerMany(5, String);
  await b.registerMany(5, String);
  await agreed([atCentre, b.all], 25);
  // Nobody checks these documents: any site of the agency may write them.
  const { _rev } = (await registry.ask('GET', checkpoint)) as { _rev: string };
  const ahead = { pulled: 1_000_000, filling: undefined, pushed: { epoch: '', sequence: 1_000_000 } };
  const forged = { _rev, token: 'later', previous: theirs.token, progress: ahead, at: Date.now() };
  expect((await registry.askAs(user, 'PUT', checkpoint, forged)).status).toBeLessThan(300);
  again.sync.start();
  await agreed([atCentre, again.all, b.all], 30);
  const { _rev: rev } = (await registry.ask('GET', checkpoint)) as { _rev: string };
  await again.close();
  await registry.askAs(user, 'PUT', checkpoint, { ...forged, _rev: rev, previous: 'none' });
  const once = await open('01', { speed: SPEED });
  await once.register();
  once.sync.start();
  await agreed([atCentre, once.all, b.all], 31);
});

test('a registry restored from an old backup is recognised although a sister has put the latest checkpoint into it', async () => {
  const { registry } = centre;
  const { database, open, atCentre, user, confirmed } = await centre.agency();
  const a = await open('01', { speed: SPEED });
  a.sync.start();
  await a.registerMany(10, String);
  await agreed([atCentre, a.all], 10);
  const checkpoint = `${database}/_local/kense-${a.office.site.site}`;
  await confirmed(a);
  const restore = await registry.backUp(database, [a.office.site.site]);
  await a.registerMany(10, String);
  await agreed([atCentre, a.all], 20);
  await confirmed(a);
  await a.close();
  const late = (await registry.ask('GET', checkpoint)) as Record<string, unknown>;
  await restore();
  const { _rev } = (await registry.ask('GET', checkpoint)) as { _rev: string };
  expect((await registry.askAs(user, 'PUT', checkpoint, { ...late, _rev })).status).toBeLessThan(300);
  const again = await open('01', { speed: SPEED });
  again.sync.start();
  await agreed([atCentre, again.all], 20);
  expect(again.messages.join()).toContain('the partner is not what it was');
});

test('an emptied registry stops the exchange also when something new is there already', async () => {
  const { database, open, atCentre, confirmed } = await centre.agency();
  const [a, b] = [await open('01', { speed: SPEED }), await open('02', { speed: SPEED })];
  a.sync.start();
  await a.registerMany(30, String);
  await until(atCentre, (all) => all.length === 30);
  await confirmed(a);
  await a.close();
  await centre.registry.remake(database);
  // A desk that was never there before knows nothing of what there was.
  b.sync.start();
  const { number } = await b.register();
  await agreed([atCentre, b.all], 1);
  const again = await open('01', { speed: SPEED });
  again.sync.start();
  expect(await stateOf(again, 'stopped')).toEqual({ is: 'stopped', why: 'emptied' });
  expect((await atCentre()).map(({ id }) => id)).toEqual([number]);
  again.sync.accept();
  await agreed([atCentre, again.all, b.all], 31);
});

test('an emptied registry stops the exchange until somebody has looked; then it gets everything again', async () => {
  const { database, open, atCentre, confirmed } = await centre.agency();
  const a = await open('01', { speed: SPEED });
  a.sync.start();
  await a.registerMany(30, String);
  await until(atCentre, (all) => all.length === 30);
  await confirmed(a);
  await centre.registry.remake(database);
  // On the way it may have found no database, or one that nobody may read yet.
  await until(a.sync.state, (state) => state.is === 'stopped' && state.why === 'emptied');
  await a.register();
  expect(await atCentre()).toEqual([]);
  expect(await a.all()).toHaveLength(31);
  a.sync.accept();
  await agreed([atCentre, a.all], 31);
  await stateOf(a, 'upToDate');
});

test('a registry made anew that others have filled again is compared and completed without a question', async () => {
  const { database, open, atCentre, confirmed } = await centre.agency();
  const [a, b] = [await open('01', { speed: SPEED }), await open('02', { speed: SPEED })];
  a.sync.start();
  b.sync.start();
  await a.registerMany(20, String);
  await b.registerMany(20, String);
  await agreed([atCentre, a.all, b.all], 40);
  for (const desk of [a, b]) await confirmed(desk);
  const [one] = await b.all();
  await Promise.all([a.close(), b.close()]);
  await centre.registry.remake(database);
  const { id: _id, ...paper } = one!;
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs: [{ _id, ...paper }] });
  const [againA, againB] = [await open('01', { speed: SPEED }), await open('02', { speed: SPEED })];
  againA.sync.start();
  againB.sync.start();
  await agreed([atCentre, againA.all, againB.all], 40);
});

test('another agency’s database at our address is recognised, and nothing goes there nor comes from it', async () => {
  const { database, open } = await centre.agency();
  const theirs = await centre.agency();
  const stranger = await theirs.open('01');
  await stranger.registerMany(5, String);
  const a = await open('01');
  const docs = (await stranger.all()).map(({ id: _id, ...paper }) => ({ _id, ...paper }));
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs });
  await a.registerMany(5, String);
  a.sync.start();
  expect(await stateOf(a, 'stopped')).toEqual({ is: 'stopped', why: 'foreign' });
  expect(await centre.registry.papersIn(database)).toHaveLength(5);
  expect(await a.all()).toHaveLength(5);
});

test('many papers removed at once stop the exchange; here they stay', async () => {
  const { database, open, atCentre, confirmed } = await centre.agency();
  const a = await open('01', { speed: SPEED });
  a.sync.start();
  await a.registerMany(40, String);
  await until(atCentre, (all) => all.length === 40);
  // Who has never confirmed anything compares after a restart, and hears of no removal.
  await confirmed(a);
  const { rows } = (await centre.registry.ask('GET', `${database}/_all_docs`)) as {
    rows: { id: string; value: { rev: string } }[];
  };
  // A few at a time: no page of changes says by itself that they are many.
  const papers = rows.filter(({ id }) => !id.startsWith('_'));
  for (let at = 0; at < 15; at += 5) {
    const docs = papers.slice(at, at + 5).map(({ id: _id, value }) => ({ _id, _rev: value.rev, _deleted: true }));
    await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs });
    await until(a.sync.overview, ({ databases }) => databases[0]!.troubles.length === at + 5);
  }
  await a.close();
  const docs = papers.slice(15, 30).map(({ id: _id, value }) => ({ _id, _rev: value.rev, _deleted: true }));
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs });
  const again = await open('01', { speed: SPEED });
  again.sync.start();
  expect(await stateOf(again, 'stopped')).toEqual({ is: 'stopped', why: 'massRemoval' });
  expect(await again.all()).toHaveLength(40);
  again.sync.accept();
  await stateOf(again, 'upToDate');
  expect(await again.all()).toHaveLength(40);
  const { databases } = await again.sync.overview();
  expect(databases[0]!.troubles.filter((one) => one.kind === 'aside' && one.why === 'removed')).toHaveLength(30);
  await until(again.sync.state, (state) => state.is === 'upToDate' && state.aside === 30);
  // Who has looked is not asked about the same ones for one more, nor after a restart.
  await again.close();
  const [one] = papers.slice(30);
  await centre.registry.ask('DELETE', `${database}/${one!.id}?rev=${one!.value.rev}`);
  const later = await open('01', { speed: SPEED });
  later.sync.start();
  await until(later.sync.state, (state) => state.is === 'stopped' || (state.is === 'upToDate' && state.aside === 31));
  expect(later.sync.state().is).toBe('upToDate');
});

test('what the registry has destroyed is not brought back by a new state of it here', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01', { speed: SPEED });
  a.sync.start();
  const { number } = await a.register();
  await until(atCentre, (all) => all.length === 1);
  const { _rev } = (await centre.registry.ask('GET', `${database}/${number}`)) as { _rev: string };
  await centre.registry.ask('DELETE', `${database}/${number}?rev=${_rev}`);
  await until(a.sync.overview, ({ databases }) => databases[0]!.troubles.length === 1);
  const paper = await a.store.papers.findOne(number).exec(true);
  await paper.incrementalModify((stored) => ({ ...stored, state: { ...stored.state, dueOn: '2099-01-01' } }));
  const other = await a.register();
  await until(atCentre, (all) => all.length === 1);
  expect((await atCentre()).map(({ id }) => id)).toEqual([other.number]);
  expect(await a.all()).toHaveLength(2);
});

test('what the registry had destroyed and has not any more, as it was made anew, goes again and is told of no longer', async () => {
  const { database, open, atCentre, confirmed } = await centre.agency();
  const a = await open('01', { speed: SPEED });
  a.sync.start();
  const { number } = await a.register();
  await a.register();
  await until(atCentre, (all) => all.length === 2);
  await confirmed(a);
  const { _rev } = (await centre.registry.ask('GET', `${database}/${number}`)) as { _rev: string };
  await centre.registry.ask('DELETE', `${database}/${number}?rev=${_rev}`);
  const troubles = async () => (await a.sync.overview()).databases[0]!.troubles;
  await until(troubles, ([one]) => one?.kind === 'aside' && one.why === 'removed');
  await centre.registry.remake(database);
  await until(a.sync.state, (state) => state.is === 'stopped' && state.why === 'emptied');
  a.sync.accept();
  await agreed([atCentre, a.all], 2);
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.aside === 0);
  expect(await troubles()).toEqual([]);
});

test('a clock that stands days before the last exchange stops it until it is put right or somebody has looked', async () => {
  const { open, atCentre, confirmed } = await centre.agency();
  const a = await open('01', { speed: SPEED });
  a.sync.start();
  await a.register();
  await until(atCentre, (all) => all.length === 1);
  await confirmed(a);
  await a.close();
  const again = await open('01', { speed: SPEED, now: () => Date.now() - 3 * 86_400_000 });
  again.sync.start();
  expect(await stateOf(again, 'stopped')).toEqual({
    is: 'stopped',
    why: 'clockBackwards',
    lastAt: expect.any(Number),
  });
  again.sync.accept();
  await stateOf(again, 'upToDate');
  // Nothing went since, so that nothing was confirmed: looked at once, it is not asked about again.
  await again.close();
  const later = await open('01', { speed: SPEED, now: () => Date.now() - 3 * 86_400_000 });
  const states = new Set<string>();
  later.sync.listen(() => void states.add(later.sync.state().is));
  later.sync.start();
  await stateOf(later, 'upToDate');
  expect([...states]).not.toContain('stopped');
  await later.register();
  await agreed([atCentre, later.all], 2);
});

test('a site that may not read, a database that is not there, a wrong password: each by its name', async () => {
  const [{ open }, gone] = [await centre.agency(), await centre.agency()];
  const stranger = await centre.registry.addUser('stranger', '2399999');
  // Another one: CouchDB lets nobody in for a while after some wrong passwords.
  const mistaken = await centre.registry.addUser('mistaken', '2399999');
  const none = await open('01', { user: stranger });
  const wrong = await open('02', { user: { ...mistaken, password: 'wrong' } });
  const missing = await gone.open('01');
  await removeDatabase(centre.registry.couch, gone.database);
  for (const desk of [none, wrong, missing]) desk.sync.start();
  expect(await stateOf(none, 'stopped')).toEqual({ is: 'stopped', why: 'notAllowed' });
  expect(await stateOf(missing, 'stopped')).toEqual({ is: 'stopped', why: 'missing' });
  await stateOf(wrong, 'signInNeeded');
});
