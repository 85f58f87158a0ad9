import { expect, test } from 'vitest';
import { takesPlace } from '../../main/office/open/go-over.ts';
import { verifyEd25519 } from '../../main/office/open/site.ts';
import { originalsOf } from '../../main/office/open/waiting.ts';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import { checkLog } from '../../shared/domain/log/check.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { agreed, assign, registryForTests } from './agency.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

/** What the registry has not accepted may be replaced by a corrected paper, the original kept beside it (design §6). */

const centre = registryForTests();

/** Judges the entry itself, so that no further line makes up for it. */
const NO_BAD_SUMMARY = `function (doc) { if (doc.entry && doc.entry.paper.summary === 'refuse me') throw { forbidden: 'entry.summary' }; }`;

const keptAt = ({ office }: Desk, paper: Paper) => originalsOf(office, paper);
const troublesOf = async (desk: Desk) => (await desk.sync.overview()).databases[0]!.troubles;

async function refusedAt(desk: Desk, database: string): Promise<{ number: string; original: Paper }> {
  await centre.registry.validate(database, NO_BAD_SUMMARY);
  const { number } = await desk.register((intake) => (intake.paper.summary = 'refuse me'));
  await desk.act(number, assign('one'));
  desk.sync.start();
  await until(
    () => troublesOf(desk),
    (all) => all.some(({ kind, id }) => kind === 'refused' && id === number),
  );
  return { number, original: (await desk.all()).find(({ id }) => id === number)! };
}

test('a paper whose entry the registry refuses arrives once another takes its place: with every line, and the original beside it', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number, original } = await refusedAt(a, database);
  expect(await troublesOf(a)).toMatchObject([{ id: number, reason: 'entry.summary', isNew: true }]);
  b.sync.start();
  await a.correct(number, 'Көше жарығы');
  const [paper] = await agreed([atCentre, a.all, b.all], 1);
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 0);
  expect((paper!.entry as AppealEntry).paper.summary).toBe('Көше жарығы');
  expect(paper!.log.map((line) => line.do)).toEqual(['register', 'assign', 'amend']);
  const open_ = ({ id, at, by, n, data }: Paper['log'][number]) => ({ id, at, by, n, data });
  expect(paper!.log.slice(0, 2).map(open_)).toEqual(original.log.map(open_));
  expect(checkLog(paper!, a.office.records.keyOfSite, verifyEd25519)).toEqual([]);
  const { id: line, at } = paper!.log[2]!;
  expect(await keptAt(a, paper!)).toEqual([{ line, at, lacking: [], entry: original.entry }]);
});

test('a sister that has the original on a stick takes the corrected one over, and keeps the original; what she has written on it goes over, sealed anew by her own key', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b, c] = [await open('01'), await open('02'), await open('03')];
  const { number, original } = await refusedAt(a, database);
  for (const desk of [b, c]) await desk.papers.unite([{ current: original, others: [] }]);
  await c.act(number, assign('two'));
  await a.correct(number, 'Көше жарығы');
  const [carried] = await a.all();
  // On a stick of anybody but the registry it may be made up.
  const byStick = await b.papers.unite([{ current: carried!, others: [] }]);
  expect(byStick.get(number)).toMatchObject({ ok: false, why: 'otherPaper' });
  await until(atCentre, ([paper]) => paper?.log.length === 3);
  for (const desk of [b, c]) desk.sync.start();
  const written = await until(atCentre, ([paper]) => paper!.log.length === 4);
  const [corrected] = await agreed([atCentre, a.all, b.all, c.all], 1);
  expect(corrected).toEqual(written[0]);
  const amended = corrected!.log.find((line) => line.do === 'amend')!.id;
  for (const desk of [b, c])
    expect(await keptAt(desk, corrected!)).toMatchObject([{ line: amended, lacking: [], entry: original.entry }]);
  const assigned = corrected!.log.flatMap(({ data }) => (data.executor as { id: string } | undefined)?.id ?? []);
  expect(assigned.sort()).toEqual(['one', 'two']);
  expect(checkLog(corrected!, a.office.records.keyOfSite, verifyEd25519)).toEqual([]);
});

test('a paper on which a sister has written is corrected all the same: her line, and what was built on it, go over one after the other', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b, c] = [await open('01'), await open('02'), await open('03')];
  const { number, original } = await refusedAt(a, database);
  const carry = async (from: Desk, to: Desk) =>
    to.papers.unite((await from.all()).map((current) => ({ current, others: [] })));
  await b.papers.unite([{ current: original, others: [] }]);
  await b.act(number, assign('two'));
  await carry(b, c);
  await c.act(number, assign('three'));
  await carry(c, a);
  await a.act(number, assign('four'));
  const [before] = await a.all();
  await a.correct(number, 'Көше жарығы');
  expect((await a.all())[0]!.log.map((line) => line.do)).toEqual(['register', 'assign', 'amend']);
  for (const desk of [b, c]) desk.sync.start();
  await until(atCentre, ([paper]) => paper?.log.length === 6);
  const [corrected] = await agreed([atCentre, a.all, b.all, c.all], 1);
  const said = ({ log }: Paper) => log.map(({ hash: _hash, sig: _sig, ...line }) => line);
  expect(said(corrected!)).toEqual(expect.arrayContaining(said(before!)));
  expect(checkLog(corrected!, a.office.records.keyOfSite, verifyEd25519)).toEqual([]);
});

test('the registry has the original after all: its entry stays, and the correction becomes a line like any other', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number, original } = await refusedAt(a, database);
  await a.close();
  const offline = await open('01');
  await offline.correct(number, 'Көше шамы');
  await offline.correct(number, 'Көше жарығы');
  // A stick that was on its way is taken in there.
  await centre.registry.validate(database, 'function () {}');
  const { id: _id, ...carried } = original;
  await until(
    () =>
      centre.registry.ask('POST', `${database}/_bulk_docs`, { docs: [{ _id, ...carried }] }) as Promise<
        { ok?: true }[]
      >,
    ([row]) => row?.ok === true,
  );
  b.sync.start();
  await until(b.all, (all) => all.length === 1);
  await b.act(number, assign('two'));
  offline.sync.start();
  const [paper] = await agreed([atCentre, offline.all, b.all], 1);
  await until(atCentre, ([there]) => there!.log.length === 5);
  await until(offline.all, ([here]) => here!.log.length === 5);
  expect(paper!.entry).toEqual(original.entry);
  const [here] = await offline.all();
  expect(here!.log).toEqual(expect.arrayContaining(original.log));
  expect(here!.log.map((line) => line.do).sort()).toEqual(['amend', 'amend', 'assign', 'assign', 'register']);
  const amendments = here!.log.filter((line) => line.do === 'amend').map(({ data }) => data);
  const why = 'тізілім қабылдамады';
  const field = 'paper.summary';
  expect(amendments).toEqual([
    { field, old: 'refuse me', new: 'Көше шамы', why },
    { field, old: 'Көше шамы', new: 'Көше жарығы', why },
  ]);
  // The original stands in the paper again, with all that was written on its corrections.
  expect(await keptAt(offline, here!)).toEqual([]);
  expect(checkLog(here!, offline.office.records.keyOfSite, verifyEd25519)).toEqual([]);
  await until(offline.sync.state, (state) => state.is === 'upToDate' && state.refused === 0);
});

test('a sister who got the corrected one on a stick goes over to the original, which the registry has after all', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number, original } = await refusedAt(a, database);
  await a.correct(number, 'Көше жарығы');
  const [carried] = await a.all();
  await a.close();
  await b.papers.unite([{ current: carried!, others: [] }]);
  await centre.registry.validate(database, 'function () {}');
  const { id: _id, ...there } = original;
  await centre.registry.ask('POST', `${database}/_bulk_docs`, { docs: [{ _id, ...there }] });
  b.sync.start();
  await until(b.all, ([paper]) => paper!.log.length === 2);
  const again = await open('01');
  again.sync.start();
  const [paper] = await agreed([atCentre, again.all, b.all], 1);
  expect(paper!.entry).toEqual(original.entry);
  expect(paper!.log.map((line) => line.do)).toEqual(['register', 'assign', 'amend']);
});

test('a paper of ours with a line that only says that it is of this site goes over to nothing: both stay, and it is said', async () => {
  const { database, open } = await centre.agency();
  const a = await open('01');
  const { number, original } = await refusedAt(a, database);
  await a.correct(number, 'Көше жарығы');
  const [corrected] = await a.all();
  expect(takesPlace(a.office, original, corrected!)).toBe(true);
  const forged = { ...corrected!.log[1]!, id: 'a forged line', sig: corrected!.log[0]!.sig };
  expect(takesPlace(a.office, original, { ...corrected!, log: [...corrected!.log, forged] })).toBe(false);
});

test('corrected while the registry, which has thought better of it, takes the original: the same', async () => {
  const { database, open, atCentre } = await centre.agency();
  let answering = Promise.resolve();
  const late: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (new URL(String(input)).pathname === `/${database}/_bulk_docs`) await answering;
    return answer;
  };
  const a = await open('01', { fetch: late });
  const { number, original } = await refusedAt(a, database);
  await centre.registry.validate(database, 'function () {}');
  let release = () => {};
  answering = new Promise((resolve) => {
    release = resolve;
  });
  await until(atCentre, (all) => {
    if (all.length === 0) a.sync.retry();
    return all.length === 1;
  });
  await a.correct(number, 'Көше жарығы');
  release();
  const papers = await until(atCentre, ([paper]) => paper!.log.length === 3);
  await agreed([atCentre, a.all], 1);
  expect(papers[0]!.entry).toEqual(original.entry);
  await until(a.sync.state, (state) => state.is === 'upToDate' && state.refused === 0);
  expect(await troublesOf(a)).toEqual([]);
});
