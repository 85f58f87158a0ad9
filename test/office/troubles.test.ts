import { expect, test } from 'vitest';
import { noteTroubles, numberAfter } from './noted-troubles.ts';
import { PASSPHRASE } from './offices.ts';
import { appealNow, enrolledDesk, overviewOf, startDesk, startRegistry, statusOf, until } from './registry.ts';

/** What the page behind the status line tells of what does not go, or was not taken over. */

test('of each kind the first 200 are named and all counted; what can be opened here is told, and what is tried again by itself', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  const { number } = await desk.register(appealNow());
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  await desk.close();
  await registry.cut();
  const file = 'ab'.repeat(32);
  await noteTroubles(desk.profile, async ({ papers, records, files, bundles }) => {
    for (let i = 1; i <= 250; i++) await papers.refuse(numberAfter(number, i), 'notOwnNumber');
    for (let i = 251; i <= 500; i++) await papers.leave(numberAfter(number, i));
    await papers.refuse(numberAfter(number, 501), 'tooLarge');
    await papers.refuse(numberAfter(number, 502), 'breaksThere', true);
    await papers.setAside(number, 'otherPaper', '');
    await papers.setAside(numberAfter(number, 503), 'schema', '');
    await papers.setAside(`${number}x`, 'schema', '');
    await records.refuse('staff:invented', 'tooLong');
    await files.refuse(file, 'tooLarge');
    await bundles.setAside('staff:invented', 'unproved', '');
    for (let i = 0; i < 205; i++) await bundles.setAside(numberAfter(number, i), 'unproved', '');
  });
  const again = startDesk(desk.profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  const { refused, exchanges, inAll, left, waiting } = await overviewOf(
    again,
    ({ state, inAll }) => state.is === 'offline' && inAll.left === 250 && inAll.triedAgain === 3,
  );
  expect(refused).toEqual({ papers: 252, records: 1, files: 1 });
  expect(inAll).toEqual({ refused: 251, triedAgain: 3, aside: 3, left: 250 });
  expect(left).toHaveLength(200);
  expect(waiting.papers).toBe(0);
  const [ofPapers, , , ofFiles] = exchanges;
  const tried = { isTriedAgain: true };
  const troubles = ofPapers!.troubles;
  expect(troubles.filter((one) => one.kind === 'refused' && !one.isTriedAgain)).toHaveLength(200);
  expect(troubles.filter((one) => one.kind === 'refused' && one.isTriedAgain)).toMatchObject([
    { reason: 'tooLarge', ...tried },
    { reason: 'breaksThere', ...tried },
  ]);
  expect(ofFiles!.troubles).toMatchObject([{ id: file, ...tried }]);
  const here = troubles.flatMap((one) => (one.kind === 'aside' ? [[one.id, one.what, one.isHere]] : []));
  expect(here).toEqual(
    expect.arrayContaining([
      [number, 'papers', true],
      [numberAfter(number, 503), 'papers', false],
      [`${number}x`, 'papers', false],
    ]),
  );
  const bundles = await until(again.client.bundles.watch(), ({ aside }) => aside === 206);
  expect(bundles.troubles).toHaveLength(200);
  expect(bundles.troubles.every(({ id, isHere }) => isHere === (id === number))).toBe(true);
});
