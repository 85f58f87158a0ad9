import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Goer, goingOver, takesPlace } from '../../main/office/open/go-over.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { originalsOf } from '../../main/office/open/originals.ts';
import { createSiteKeys, verifyEd25519 } from '../../main/office/open/site.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { act } from '../../main/office/services/act.ts';
import { paperFits } from '../../main/sync/fits.ts';
import { createReplica } from '../../main/sync/replica.ts';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import { checkLog } from '../../shared/domain/log/check.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { mergeLogs, mergePapers } from '../../shared/domain/log/merge.ts';
import { originOf } from '../../shared/domain/log/replaced.ts';
import { assign } from '../sync/agency.ts';
import { until } from '../sync/until.ts';
import { type BundleDesk, bundleDesks, createCentre } from './bundle-desks.ts';

/** Who has another entry of a paper than the registry goes over to the registry's: nothing is lost, and nobody's key stands on what he did not see. */

/** Three desks that know each other's keys: A registers, B and C are its sisters. */
async function three(): Promise<[BundleDesk, BundleDesk, BundleDesk]> {
  const { open } = bundleDesks(createCentre());
  const desks: [BundleDesk, BundleDesk, BundleDesk] = [await open('01'), await open('02'), await open('03')];
  const records = await Promise.all(desks.map(({ record }) => record()));
  for (const { replicas, office } of desks) {
    await replicas.office.unite(records.map((current) => ({ current, others: [] })));
    await until(
      async () => desks.map(({ site }) => office.records.keyOfSite(site)),
      (keys) => !keys.includes(undefined),
    );
  }
  return desks;
}

type Replicas = { replicas: Pick<BundleDesk['replicas'], 'papers'> };
const carry = async ({ replicas }: Replicas, current: Paper) =>
  (await replicas.papers.unite([{ current, others: [] }])).get(current.id)!;
const pull = async ({ replicas }: Replicas, current: Paper, others: Paper[] = []) =>
  (await replicas.papers.unite([{ current, others, isAccepted: true }])).get(current.id)!;
const paperAt = async ({ all }: BundleDesk, number: string) => (await all()).find(({ id }) => id === number);
const summaryOf = ({ entry }: Paper) => (entry as AppealEntry).paper.summary;
const done = ({ log }: Paper) => log.map((line) => line.do);
const findings = (paper: Paper, { office }: BundleDesk) => checkLog(paper, office.records.keyOfSite, verifyEd25519);
const keptAt = ({ store, office }: BundleDesk, paper: Paper) => originalsOf(store, paper, office.records.keyOfSite);
const OTHER = { ok: false, why: 'otherPaper' };

/** A paper at A, and as it is with another entry. */
async function corrected(a: BundleDesk): Promise<{ number: string; original: Paper; correction: Paper }> {
  const { number } = await a.register();
  await a.act(number, assign('one'));
  const original = (await paperAt(a, number))!;
  await a.correct(number, 'Көше шамы');
  return { number, original, correction: (await paperAt(a, number))! };
}

/** A desk's computer as it is in these circumstances, on the same store. */
function desk(
  { office, store }: BundleDesk,
  { site = office.site, records = office.records }: Partial<Goer>,
): Replicas {
  const papers = createReplica({
    collection: store.papers,
    gate: office.gate,
    fits: paperFits('2300001'),
    stored: (paper) => storedPaper(paper, office.assets.law, site.site),
    ...goingOver({ store, records, site }),
  });
  return { replicas: { papers } };
}

/** Under another name, with its former keys. */
function renewed(a: BundleDesk, records = a.office.records as Goer['records']): Replicas {
  const { former: _, ...before } = a.office.site;
  return desk(a, { records, site: { ...before, ...createSiteKeys(), former: [before] } });
}

test('a computer that was renewed brings what it wrote under its former name, sealed by that key', async () => {
  const [a] = await three();
  const { number, original } = await corrected(a);
  await a.act(number, assign('after'));
  const here = (await paperAt(a, number))!;
  const revoked = { keyOfSite: a.office.records.keyOfSite, revokedAt: () => '2026-01-01T00:00:00.000Z' };
  expect(await pull(renewed(a, revoked), original)).toMatchObject(OTHER);
  expect(await paperAt(a, number)).toEqual(here);
  expect(await pull(renewed(a), original)).toMatchObject({ ok: true, covered: false });
  const paper = (await paperAt(a, number))!;
  expect(paper.entry).toEqual(original.entry);
  expect(paper.log.map(({ id }) => id)).toEqual(here.log.map(({ id }) => id));
  expect(paper.log[2]!.data).toMatchObject({ old: summaryOf(original), new: 'Көше шамы' });
  expect(findings(paper, a)).toEqual([]);
  expect(await keptAt(a, paper)).toEqual([]);
});

test('a sister who has the correction goes over to the original, whatever came to it since; her line follows once what it was built on is there', async () => {
  const [a, b, c] = await three();
  const { number, original, correction } = await corrected(a);
  await carry(b, correction);
  const line = await b.act(number, assign('two'));
  const written = (await paperAt(b, number))!;
  await pull(c, original);
  await c.act(number, assign('three'));
  const there = (await paperAt(c, number))!;
  expect(await pull(b, there)).toMatchObject({ ok: true, covered: true, beside: true });
  const between = (await paperAt(b, number))!;
  expect(between).toEqual(there);
  // Nothing of hers is gone: it is shown beside the paper until it is in it.
  expect(await keptAt(b, between)).toMatchObject([{ line, waiting: 2, entry: correction.entry }]);
  expect(await pull(a, there)).toMatchObject({ ok: true, covered: false });
  const back = (await paperAt(a, number))!;
  expect(done(back)).toEqual(['register', 'assign', 'amend', 'assign']);
  const last = await pull(b, back);
  expect(last).toMatchObject({ ok: true, covered: false });
  expect(last).not.toHaveProperty('beside');
  const paper = (await paperAt(b, number))!;
  expect(paper.log.map(({ id }) => id).sort()).toEqual(
    [...new Set([...back.log, ...written.log].map(({ id }) => id))].sort(),
  );
  expect(findings(paper, b)).toEqual([]);
  expect(await keptAt(b, paper)).toEqual([]);
});

test('what waits beside a paper goes over also when the site that registered it is revoked meanwhile', async () => {
  const [a, b, c] = await three();
  const { number, original, correction } = await corrected(a);
  await carry(c, original);
  await c.act(number, assign('three'));
  await carry(b, (await paperAt(c, number))!);
  await b.act(number, assign('two'));
  expect(await pull(b, correction)).toMatchObject({ ok: true, beside: true });
  await pull(c, correction);
  const revoked = { keyOfSite: b.office.records.keyOfSite, revokedAt: () => '2026-01-01T00:00:00.000Z' };
  const united = await pull(desk(b, { records: revoked }), (await paperAt(c, number))!);
  expect(united).toMatchObject({ ok: true, covered: false });
  expect(united).not.toHaveProperty('beside');
  const paper = (await paperAt(b, number))!;
  expect(done(paper).sort()).toEqual(['amend', 'assign', 'assign', 'assign', 'register']);
  expect(findings(paper, b)).toEqual([]);
});

test('two sisters who wrote on the original and have each other’s lines both go over to the correction', async () => {
  const [a, b, c] = await three();
  const { number, original, correction } = await corrected(a);
  await carry(b, original);
  await carry(c, original);
  await b.act(number, assign('two'));
  await c.act(number, assign('three'));
  await carry(b, (await paperAt(c, number))!);
  await carry(c, (await paperAt(b, number))!);
  await pull(b, correction);
  await pull(c, (await paperAt(b, number))!);
  const paper = (await paperAt(c, number))!;
  expect(done(paper).sort()).toEqual(['amend', 'assign', 'assign', 'assign', 'register']);
  expect(findings(paper, c)).toEqual([]);
});

test('a correction takes nothing into the entry that a sister wrote, so that others go over to it before hers has come', async () => {
  const [a, b, c] = await three();
  const { number } = await a.register();
  const original = (await paperAt(a, number))!;
  for (const desk of [b, c]) await carry(desk, original);
  const amend = { field: 'applicant.phone', old: '', new: '+7 701 000 00 00', why: 'қате' };
  const hers = await b.act(number, { do: 'amend', data: amend });
  await carry(a, (await paperAt(b, number))!);
  const data = { field: 'paper.summary', new: 'Көше шамы', why: 'қате' };
  const form = { number, draft: crypto.randomUUID(), action: 'amend' as const, data, seen: [] };
  const { line } = await act(a.office, form, () => true);
  const correction = (await paperAt(a, number))!;
  expect((correction.entry as AppealEntry).applicant.phone).toBe('');
  expect(await keptAt(a, correction)).toMatchObject([{ line, waiting: 1, entry: original.entry }]);
  expect(await pull(c, correction)).toMatchObject({ ok: true, covered: true });
  await pull(b, correction);
  const paper = (await paperAt(b, number))!;
  expect(paper.log.map(({ id }) => id)).toEqual([original.log[0]!.id, line, hers].sort());
  expect(findings(paper, b)).toEqual([]);
});

test('no sister’s key is set under an entry that the correction does not tell of, nor under what its site has not sealed', async () => {
  const [a, b] = await three();
  const { number } = await a.register();
  const original = (await paperAt(a, number))!;
  await carry(b, original);
  await b.act(number, assign('two'));
  const here = (await paperAt(b, number))!;
  await hangLine(a.office, number, (_, stored) => {
    const { paper, applicant, ...rest } = stored as AppealEntry;
    const data = { field: 'paper.summary', new: 'Көше шамы', why: 'қате', replaces: originOf(original) };
    const entry = { ...rest, applicant: { ...applicant, name: 'Басқа адам' }, paper: { ...paper, summary: data.new } };
    return { do: 'amend', v: 1, data, entry };
  });
  expect(await pull(b, (await paperAt(a, number))!)).toMatchObject(OTHER);
  const { correction, ...second } = await corrected(a);
  await carry(b, second.original);
  const forged = { ...correction, log: correction.log.map((line) => ({ ...line, sig: correction.log[0]!.sig })) };
  expect(await pull(b, forged)).toMatchObject(OTHER);
  const { store, site } = b.office;
  const unknown = { store, site, records: { keyOfSite: () => undefined, revokedAt: () => '' } };
  expect(takesPlace(unknown, correction, second.original)).toBe(false);
  expect(takesPlace(b.office, correction, second.original)).toBe(true);
  expect(await paperAt(b, number)).toEqual(here);
  expect(await paperAt(b, second.number)).toEqual(second.original);
});

test('a line with other content under her line’s id does not take its place', async () => {
  const [a, b] = await three();
  const { number, original, correction } = await corrected(a);
  await carry(b, original);
  const id = await b.act(number, assign('two'));
  const mine = (await paperAt(b, number))!.log.find((line) => line.id === id)!;
  const swapped = { ...mine, data: assign('evil').data };
  await pull(b, { ...correction, log: mergeLogs(correction.log, [swapped]) });
  const paper = (await paperAt(b, number))!;
  const twins = paper.log.filter((line) => line.id === id);
  expect(twins.map(({ data }) => data)).toEqual(expect.arrayContaining([mine.data, swapped.data]));
  expect(findings(paper, b).filter(({ finding }) => finding !== 'twin')).toEqual([{ line: id, finding: 'altered' }]);
});

test('a losing revision of another entry is set aside, and neither takes the winner’s place nor keeps it out', async () => {
  const [a, b, c] = await three();
  const { number, original, correction } = await corrected(a);
  for (const desk of [a, b]) {
    expect(await pull(desk, correction, [original])).toMatchObject({ ok: true, covered: true, beside: true });
    expect(await paperAt(desk, number)).toEqual(correction);
  }
  expect(await pull(c, original, [correction])).toMatchObject({ ok: true, covered: true, beside: true });
  expect(await paperAt(c, number)).toEqual(original);
});

type Step = {
  do: 'correct' | 'assign' | 'amend' | 'stick' | 'sync' | 'pull' | 'send' | 'deliver';
  at: number;
  to: number;
};
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom('correct', 'assign', 'amend', 'stick', 'stick', 'sync', 'pull', 'send', 'deliver'),
    at: fc.nat(2),
    to: fc.nat(2),
  }),
  { minLength: 4, maxLength: 16 },
);

test('whatever three desks correct, do, carry and exchange: all come to the same paper, with every line, and stay there', async () => {
  const desks = await three();
  const told = (data: Record<string, unknown>) => ({ why: 'қате', ...data });
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const { number } = await desks[0].register();
      const first = (await paperAt(desks[0], number))!;
      const acknowledged = [first.log[0]!.id];
      let registry: Paper | undefined;
      let sent: Paper | undefined;
      let isKnownThere = false;
      const takes = (paper: Paper) => {
        const merged = registry ? mergePapers(registry, paper) : ({ ok: true, paper } as const);
        if (merged.ok) registry = merged.paper;
      };
      const sync = async (at: number, withPush = true) => {
        const desk = desks[at]!;
        const outcome = registry && (await pull(desk, registry));
        const paper = await paperAt(desk, number);
        if (withPush && paper && (registry || at === 0)) takes(paper);
        if (at === 0) isKnownThere ||= registry !== undefined;
        return outcome;
      };
      for (const [i, { do: what, at, to }] of script.entries()) {
        const desk = desks[at]!;
        const paper = await paperAt(desk, number);
        if (what === 'sync' || what === 'pull') await sync(at, what === 'sync');
        else if (what === 'send') sent = await paperAt(desks[0], number);
        else if (what === 'deliver' && sent) takes(sent);
        else if (what === 'correct' && !isKnownThere) {
          const form = { number, draft: crypto.randomUUID(), action: 'amend' as const, seen: [] };
          const data = told({ field: 'paper.summary', new: `түзетілді ${i}` });
          acknowledged.push((await act(desks[0].office, { ...form, data }, () => true)).line);
        } else if (!paper) continue;
        else if (what === 'stick' && at !== to) await carry(desks[to]!, paper);
        else if (what === 'assign') acknowledged.push(await desk.act(number, assign(`${i}`)));
        else if (what === 'amend') {
          const data = told({ field: 'applicant.phone', old: '', new: `+7 701 000 00 ${10 + i}` });
          acknowledged.push(await desk.act(number, { do: 'amend', data }));
        }
      }
      // Each line that waits for another comes one round after it at the latest.
      const look = () => Promise.all(desks.map((desk) => paperAt(desk, number)));
      let outcomes: unknown[] = [];
      for (let round = 0; round <= acknowledged.length + 1; round++) {
        outcomes = [];
        for (const at of [0, 1, 2]) outcomes.push(await sync(at));
      }
      const [here, ...others] = await look();
      for (const paper of [registry, ...others]) expect(paper).toEqual(here);
      expect(here!.log.map(({ id }: Line) => id).sort()).toEqual(acknowledged.sort());
      for (const desk of desks) expect(findings(here!, desk)).toEqual([]);
      for (const outcome of outcomes) expect(outcome).toEqual({ ok: true, paper: here, covered: true });
    }),
    { numRuns: 30 },
  );
}, 120_000);
