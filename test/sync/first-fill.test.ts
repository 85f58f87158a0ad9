import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchDocuments } from '../../main/office/open/watch-documents.ts';
import { startEmbedded } from '../registry-server.ts';
import { agreed, registryForTests, stateOf } from './agency.ts';
import { type DeskProcess, startDesk } from './children.ts';
import type { Desk } from './desk.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const centre = registryForTests();
const embedded = registryForTests(startEmbedded);

const KILLS = 4;
const SPEED = 40;

/** Gathers the numbers of papers as they come to a desk. */
function watchOrder({ store }: Pick<Desk, 'store'>): string[] {
  const order: string[] = [];
  watchDocuments(store.papers, (changes) => void order.push(...changes.map(({ documentId }) => documentId)));
  return order;
}

test.each([
  // It may note papers of one batch in another order, and tell of its own parts in turn. Oldest first, the newest 300 would come last.
  { of: 'any registry', at: centre, border: 800 },
  { of: 'a registry that tells of its changes in their order', at: embedded, border: 500 },
])('a page of papers that a new desk finds comes newest first: $of', async ({ at, border }) => {
  const { open, atCentre } = await at.agency();
  const a = await open('01');
  await a.registerMany(1_100, String);
  a.sync.start();
  await until(atCentre, (all) => all.length === 1_100);
  const b = await open('02');
  const order = watchOrder(b);
  b.sync.start();
  await agreed([a.all, b.all], 1_100);
  const newest = (await a.all()).map(({ id }) => id).reverse();
  expect(newest.slice(0, 400).filter((id) => !order.slice(0, border).includes(id))).toEqual([]);
  const rest = order.slice(500);
  expect(rest).toEqual([...rest].sort().reverse());
});

test('a desk that has registered papers before it first reached the registry gets the newest first all the same', async () => {
  const { open, atCentre } = await centre.agency();
  const a = await open('01');
  await a.registerMany(1_100, String);
  a.sync.start();
  await until(atCentre, (all) => all.length === 1_100);
  const b = await open('02');
  const { number } = await b.register();
  const order = watchOrder(b);
  b.sync.start();
  await agreed([a.all, b.all], 1_101);
  await stateOf(b, 'upToDate');
  const rest = order.filter((id) => id !== number).slice(500);
  expect(rest).toEqual([...rest].sort().reverse());
});

test('what has come is not sent back, however early the store tells of it', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  await a.registerMany(1_100, String);
  a.sync.start();
  await until(atCentre, (all) => all.length === 1_100);
  let writes = 0;
  const counting: typeof fetch = (input, init) => {
    if (new URL(String(input)).pathname === `/${database}/_bulk_docs`) writes++;
    return fetch(input, init);
  };
  const b = await open('02', { fetch: counting });
  b.sync.start();
  await agreed([a.all, b.all], 1_100);
  await stateOf(b, 'upToDate');
  expect(writes).toBe(0);
});

test('an office that is killed in the middle of a first fill goes on with the newest, has all at last, and finds it by its words', async () => {
  const proxy = await startFaultProxy({ target: centre.registry.url, speed: SPEED });
  onTestFinished(proxy.close);
  const { agency, database, user, atCentre, open } = await centre.agency();
  const other = await open('02');
  await other.registerMany(3_000, (i) => `Көше жарығын орнату туралы, ${i}`);
  const papers = (await other.all()).map(({ id: _id, ...paper }) => ({ _id, ...paper }));
  // The early ones first: the changes of one batch may be told of in any order.
  for (const docs of [papers.slice(0, 2_000), papers.slice(2_000)])
    await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs });
  const folder = join(centre.folder, 'fill 01');
  const options = {
    folder,
    address: proxy.url,
    agency,
    desk: '01',
    user,
    speed: SPEED,
    skew: 0,
    merge: 'right',
  } as const;
  const held: number[] = [];
  const look = async (desk: DeskProcess) => {
    const here = (await desk.order({ do: 'papers' }))!.papers!.map(({ id }) => id);
    const { found } = (await desk.order({ do: 'find', text: 'жарығын' }))!;
    expect([...found!].sort()).toEqual([...here].sort());
    held.push(here.length);
    return here;
  };
  for (let kill = 0; kill < KILLS; kill++) {
    const desk = await startDesk(options);
    const here = await look(desk);
    expect(here.filter((id) => id < papers[500]!._id)).toEqual([]);
    // Of the first start while the newest come; of the others while one page is asked for, and the one before is written.
    const [meant, count] = kill === 0 ? ['POST', 2] : ['GET', 5];
    let pages = 0;
    const asked = new Promise<void>((resolve, reject) => {
      proxy.follow(({ method, path }) => {
        if (method === meant && path.startsWith(`/${database}/_all_docs?inc`) && ++pages === count) resolve();
        if (path.startsWith(`/${database}/`) && path.includes('longpoll')) reject(new Error('the fill was over'));
        return undefined;
      });
    });
    await Promise.all([asked, desk.order({ do: 'start' })]);
    await desk.kill();
  }
  proxy.follow(() => undefined);
  const desk = await startDesk(options);
  await look(desk);
  await desk.order({ do: 'start' });
  const all = async () => (await desk.order({ do: 'papers' }))!.papers!;
  const [, there] = await until(
    () => Promise.all([all(), atCentre()]),
    ([one, two]) => JSON.stringify(one) === JSON.stringify(two),
  );
  expect([there.length, (await look(desk)).length]).toEqual([3_000, 3_000]);
  console.info(`kills in a first fill, papers there after each: ${held.join(', ')}`);
  await desk.close();
});
