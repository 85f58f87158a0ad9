import { expect, test } from 'vitest';
import { createCame } from '../../main/sync/exchange.ts';
import { assign, registryForTests } from './agency.ts';

const centre = registryForTests();

test('of this store’s feed, what an exchange has brought is passed over, and nothing else', async () => {
  const { open } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  await a.registerMany(700, String);
  const copies = (await a.all()).map((current) => ({ current, others: [] }));
  await b.papers.unite(copies.slice(0, 10));
  const came = createCame();
  let { checkpoint: place } = await b.papers.changedSince(undefined, 1_000);
  const written: string[] = [];
  // A clerk works between the turns in which papers are written.
  const uniting = b.papers.unite(copies, came.note);
  for (let i = 0; i < 3; i++) {
    const { number } = await b.register();
    await b.act(copies[i]!.current.id, assign('one'));
    written.push(number, copies[i]!.current.id);
  }
  await uniting;
  const read: string[] = [];
  for (;;) {
    const page = await b.papers.changedSince(came.passOver(place), 1);
    if (page.papers.length === 0) break;
    read.push(page.papers[0]!.id);
    place = page.checkpoint;
  }
  expect(read).toEqual(written);
  expect((await b.all()).length).toBe(703);
});
