import { expect, test } from 'vitest';
import { HOUR, MINUTE, paper, setUp } from '../../test/sync/link-in-memory.ts';

/** What takes minutes. */

test('while a paper is on its way nobody says that all is through', async () => {
  const { clock, here, partner, start } = setUp();
  const { link } = start();
  await clock.pass(1_000);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
  partner.line.holdsWrites = true;
  here.register('p1');
  await clock.pass(1_000);
  expect(link.state()).toEqual({ is: 'syncing', done: 0, total: 1 });
  partner.line.holdsWrites = false;
  partner.cut();
  await clock.pass(5_000);
  expect(partner.has('p1')).toBe(true);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
});

test('while papers go out, others’ are asked for again as soon as a line is back on which that broke off', async () => {
  const { clock, here, partner, start } = setUp();
  start();
  await clock.pass(1_000);
  partner.line.writesTake = 20_000;
  for (let i = 0; i < 8_000; i++) here.register(`p${i}`);
  // What was asked for before has come by then.
  await clock.pass(45_000);
  partner.put(paper('q1'));
  let breaks = 1;
  partner.line.breaksAt = (path) => path.includes('_changes') && breaks-- > 0;
  while (breaks > 0) await clock.pass(1_000);
  await clock.pass(30_000);
  expect(here.ids()).toContain('q1');
  expect(partner.has('p7999')).toBe(false);
});

test.each([
  ['whose line breaks all the time', true],
  ['that is switched off all the time', false],
])('a desk %s looks again at what it took for another paper, and then says so', async (_, isOneProgram) => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'otherPaper');
  partner.put(paper('q1'));
  let desk = start();
  await clock.pass(20_000);
  expect(desk.link.state()).toMatchObject({ is: 'upToDate', aside: 1 });
  here.strange.clear();
  for (let sessions = 0; sessions < 3; sessions++) {
    if (isOneProgram) partner.cut();
    else {
      await desk.stop();
      desk = start();
    }
    await clock.pass(25_000);
  }
  expect(desk.link.troubles()).toEqual([]);
  expect(desk.link.state()).toMatchObject({ is: 'upToDate', aside: 0 });
});

test('what was looked at is not looked at again before its time by a desk that is switched off meanwhile', async () => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'otherPaper');
  partner.put(paper('q1'));
  let desk = start();
  await clock.pass(5 * HOUR + 4 * MINUTE);
  const asked = partner.looks('q1');
  for (let starts = 0; starts < 5; starts++) {
    await desk.stop();
    desk = start();
    await clock.pass(5 * MINUTE);
  }
  expect(partner.looks('q1')).toBe(asked);
  await clock.pass(HOUR);
  expect(partner.looks('q1')).toBe(asked + 1);
});

test('what only a newer program may know is asked for when one may have started, not every hour', async () => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'schema').set('q2', 'otherPaper');
  for (const id of ['q1', 'q2']) partner.put(paper(id));
  const { stop } = start();
  await clock.pass(5 * HOUR);
  expect(partner.looks('q1')).toBe(0);
  await stop();
  here.strange.clear();
  start();
  await clock.pass(1_000);
  expect(here.ids()).toContain('q1');
});

test('what has come is confirmed although the line never holds for as long as is waited between two confirmations', async () => {
  const { clock, here, partner, start } = setUp();
  start();
  await clock.pass(1_000);
  partner.line.holdsWrites = true;
  here.register('p1');
  await clock.pass(30_000);
  const before = partner.token();
  for (let sessions = 0; sessions < 20; sessions++) {
    partner.put(paper(`q${sessions}`));
    await clock.pass(3_000);
    partner.cut();
  }
  await clock.pass(1_000);
  expect(partner.token()).not.toBe(before);
});
