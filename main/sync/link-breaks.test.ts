import { expect, test } from 'vitest';
import { HOUR, MINUTE, paper, setUp } from '../../test/sync/link-in-memory.ts';
import { RequestError } from './errors.ts';

/** A server that breaks on one kind of question, or on one document, keeps nothing else waiting. */

/** What the server does not do, whoever asks. */
const broken = () => new RequestError('broken', '500');

test.each([
  ['that has never been confirmed', 'new'],
  ['that is another when the program starts', 'atStart'],
  ['that is another from one moment on, while the program runs', 'meanwhile'],
])('a partner whose feed fails for ever gets all there is all the same, and once: one %s', async (_, since) => {
  const { clock, here, partner, start } = setUp();
  const isAnother = since !== 'new';
  let desk: ReturnType<typeof start> | undefined;
  if (isAnother) {
    here.register('p0');
    desk = start();
    await clock.pass(60_000);
    if (since === 'atStart') await desk.stop();
    partner.forget();
  }
  partner.line.fails = (path) => (path.includes('_changes') ? broken() : undefined);
  here.register('p1');
  if (since !== 'meanwhile') desk = start();
  else partner.cut();
  const { link, stop } = desk!;
  if (isAnother) link.accept('emptied');
  await clock.pass(MINUTE);
  expect(partner.has('p1')).toBe(true);
  expect(partner.has('p0')).toBe(isAnother);
  here.register('p2');
  await clock.pass(2 * MINUTE);
  expect(partner.has('p2')).toBe(true);
  expect(link.state()).toMatchObject({ is: 'offline', why: 'busy' });
  // Confirmed as far as it has come: nothing goes, nor is looked up, anew.
  const [writes, looks] = [partner.asked('_bulk_docs'), partner.asked('include_docs=true&conflicts=true{')];
  await stop();
  start();
  await clock.pass(5 * MINUTE);
  expect([partner.asked('_bulk_docs'), partner.asked('include_docs=true&conflicts=true{')]).toEqual([writes, looks]);
});

test('a document on which the partner’s feed breaks keeps no other out, is listed, and comes once it can be read', async () => {
  const { clock, here, partner, start } = setUp();
  for (let i = 0; i < 300; i++) partner.put(paper(`q${i}`));
  let breaks = true;
  const brings = (path: string) =>
    (path.includes('_changes') && path.includes('include_docs=true') && Number(/since=(\d+)/.exec(path)![1]) <= 77) ||
    (path.includes('_all_docs') && path.includes('"q77"'));
  partner.line.fails = (path) => (breaks && brings(path) ? broken() : undefined);
  const { link } = start();
  await clock.pass(MINUTE);
  expect(here.ids()).toHaveLength(299);
  expect(link.troubles()).toMatchObject([{ kind: 'aside', id: 'q77', why: 'schema', unread: ['1-q77'] }]);
  partner.put(paper('q300'));
  await clock.pass(2 * HOUR);
  expect(here.ids()).toHaveLength(300);
  // It is looked at now and then, and breaks nothing off.
  expect(link.state()).toMatchObject({ is: 'upToDate' });
  breaks = false;
  await clock.pass(HOUR);
  expect(here.ids()).toHaveLength(301);
  expect(link.troubles()).toEqual([]);
});

test('many documents on which a partner breaks, in every part of what is asked for, keep no other out', async () => {
  const { clock, here, partner, start } = setUp();
  for (let i = 0; i < 100; i++) partner.put(paper(`q${i}`));
  const lost = Array.from({ length: 20 }, (_, i) => `"q${i * 5}"`);
  partner.line.fails = (path) =>
    path.includes('include_docs=true') && (path.includes('_changes') || lost.some((id) => path.includes(id)))
      ? broken()
      : undefined;
  const { link } = start();
  await clock.pass(MINUTE);
  expect(here.ids()).toHaveLength(80);
  expect(link.troubles()).toHaveLength(20);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
});

test('many papers on which a partner breaks, in every part of what is sent, keep no other waiting', async () => {
  const { clock, here, partner, start } = setUp();
  for (let i = 0; i < 100; i++) here.register(`p${i}`);
  const strange = Array.from({ length: 20 }, (_, i) => `"_id":"p${i * 5}"`);
  partner.line.fails = (path) =>
    path.includes('_bulk_docs') && strange.some((id) => path.includes(id)) ? broken() : undefined;
  const { link } = start();
  await clock.pass(MINUTE);
  expect(here.ids().filter(partner.has)).toHaveLength(80);
  expect(link.troubles()).toHaveLength(20);
});

test('what is the only paper, on which the partner breaks, does not make a link begin anew each time', async () => {
  const { clock, here, partner, start, messages } = setUp();
  partner.line.fails = (path) => (path.includes('_bulk_docs') ? broken() : undefined);
  here.register('p1');
  const { link } = start();
  await clock.pass(MINUTE);
  expect(link.troubles()).toMatchObject([{ kind: 'refused', id: 'p1', reason: 'breaksThere' }]);
  expect(partner.token()).toBeDefined();
  expect(messages).not.toContain('the partner is not what it was: everything is compared');
});

test('a partner that breaks on its newest documents is exchanged with, and what it breaks on is asked for apart', async () => {
  const { clock, here, partner, start } = setUp();
  for (let i = 100; i < 130; i++) partner.put(paper(`q${i}`));
  // By number, backwards: none of these ranges comes.
  partner.line.fails = (path) => (path.includes('descending=true') ? broken() : undefined);
  here.register('p1');
  const { link } = start();
  await clock.pass(MINUTE);
  expect(partner.has('p1')).toBe(true);
  expect(here.ids()).toHaveLength(31);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
});

test('what is looked at again and cannot be had does not break off what is on its way', async () => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'otherPaper');
  partner.put(paper('q1'));
  const { link } = start();
  await clock.pass(20_000);
  expect(link.troubles()).toMatchObject([{ id: 'q1', why: 'otherPaper' }]);
  partner.line.fails = (path) =>
    path.includes('_all_docs') && path.includes('"q1"') ? new RequestError('busy', '503') : undefined;
  partner.line.writesTake = 20_000;
  here.register('p1');
  await clock.pass(1_000);
  link.retry();
  await clock.pass(MINUTE);
  expect([partner.has('p1'), partner.asked('_bulk_docs')]).toEqual([true, 1]);
});

test('what bears witness for a partner, and cannot be read since it was changed, keeps nothing from being exchanged', async () => {
  const { clock, here, partner, start, messages } = setUp();
  here.register('p0');
  const { stop } = start();
  await clock.pass(MINUTE);
  expect(partner.token()).toBeDefined();
  await stop();
  partner.change('p0');
  partner.line.fails = (path) =>
    path.includes('include_docs=true') && (path.includes('_changes') || path.includes('"p0"')) ? broken() : undefined;
  here.register('p1');
  const { link } = start();
  partner.put(paper('q1'));
  await clock.pass(MINUTE);
  expect([partner.has('p1'), here.ids()]).toEqual([true, ['p0', 'p1', 'q1']]);
  expect(link.troubles()).toMatchObject([{ kind: 'aside', id: 'p0', unread: ['2-p0'] }]);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
  // Nor does it begin anew all the time where the feed breaks whenever it brings documents along.
  const told = messages.length;
  await clock.pass(30 * MINUTE);
  expect(messages.length - told).toBeLessThan(10);
});

test('what is looked at again and cannot be had for ever is asked for more and more seldom, and keeps nothing from coming', async () => {
  const { clock, here, partner, start } = setUp();
  here.strange.set('q1', 'otherPaper');
  partner.put(paper('q1'));
  const { link } = start();
  await clock.pass(20_000);
  partner.line.fails = (path) =>
    path.includes('_all_docs') && path.includes('"q1"') ? new RequestError('busy', '503') : undefined;
  link.retry();
  const looks = partner.looks('q1');
  await clock.pass(10 * MINUTE);
  partner.put(paper('q2'));
  await clock.pass(1_000);
  expect(here.ids()).toEqual(['q2']);
  expect(link.state()).toMatchObject({ is: 'upToDate' });
  expect(partner.looks('q1') - looks).toBeLessThan(40);
});
