import { expect, test } from 'vitest';
import { first, startOffice, temporaryProfile } from './offices.ts';
import { enrolmentOf, startRegistry, statusOf, until } from './registry.ts';

test('the demo becomes a desk of the registry on this computer by itself; another one gets another desk code', async () => {
  const registry = await startRegistry({ own: true });
  const [a, b] = [0, 1].map(() => startOffice(temporaryProfile(), { now: Date.now, demoRegistry: registry.url }));
  for (const demo of [a!, b!]) await demo.client.office.openDemo();
  expect(await enrolmentOf(a!)).toMatchObject({ stands: 'member', agency: '2300000', desk: '01' });
  expect(await enrolmentOf(b!)).toMatchObject({ stands: 'member', desk: '02' });
  expect((await first(a!.client.desk.watch())).sample).toBe(true);
  const papers = (await first(a!.client.enrolment.watch())).papers * 2;
  for (const demo of [a!, b!]) {
    await until(demo.client.enrolment.watch(), (now) => now.papers === papers);
    await statusOf(demo, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  }
  expect((await first(b!.client.directory.watch())).staff).toHaveLength(8);
});

test('a demo that is removed is gone from the registry as well: the next one begins without its papers', async () => {
  const registry = await startRegistry({ own: true });
  const demo = startOffice(temporaryProfile(), { now: Date.now, demoRegistry: registry.url });
  await demo.client.office.openDemo();
  const { papers } = await enrolmentOf(demo);
  await statusOf(demo, ({ state }) => state.is === 'upToDate');
  await demo.client.office.leaveDemo();
  await demo.client.office.openDemo();
  await statusOf(demo, ({ state }) => state.is === 'upToDate');
  expect(await enrolmentOf(demo)).toMatchObject({ stands: 'member', papers });
  const { doc_count: there } = await registry.couch.demand('GET', 'agency-2300000');
  // Its design documents beside its papers.
  expect(there).toBeLessThan(papers + 10);
});

test('a demo whose registry does not answer is alone', async () => {
  const demo = startOffice(temporaryProfile(), { demoRegistry: 'http://127.0.0.1:9' });
  await demo.client.office.openDemo();
  expect((await first(demo.client.sync.watch())).state).toEqual({ is: 'alone' });
});
