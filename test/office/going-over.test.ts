import { expect, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { takesPlace } from '../../main/office/open/go-over.ts';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { createSiteKeys, signerOf } from '../../main/office/open/site.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { act } from '../../main/office/services/act.ts';
import type { AppealEntry } from '../../shared/books/appeals.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { mergeLogs } from '../../shared/domain/log/merge.ts';
import { originOf } from '../../shared/domain/log/replaced.ts';
import { assign } from '../sync/agency.ts';
import type { BundleDesk } from './bundle-desks.ts';
import {
  carry,
  comingAt,
  corrected,
  desk,
  findings,
  keptAt,
  paperAt,
  pull,
  renewed,
  revoking,
  three,
} from './going-over-desks.ts';

/** Who has another entry of a paper than the registry goes over to the registry's: nothing is lost, and nobody's key stands on what he did not see. */

const summaryOf = ({ entry }: Paper) => (entry as AppealEntry).paper.summary;
const done = ({ log }: Paper) => log.map((line) => line.do);
const OTHER = { ok: false, why: 'otherPaper' };

/** A paper corrected at `a`, and what the others have done on the original: `b` after `c`, whose line it has. */
async function writtenByTwo(a: BundleDesk, b: BundleDesk, c: BundleDesk) {
  const papers = await corrected(a);
  const { number, original } = papers;
  await carry(c, original);
  await c.act(number, assign('three'));
  await carry(b, (await paperAt(c, number))!);
  await b.act(number, assign('two'));
  return papers;
}

test('a computer that was renewed brings what it wrote under its former name, sealed by that key', async () => {
  const [a] = await three();
  const { number, original } = await corrected(a);
  await a.act(number, assign('after'));
  const here = (await paperAt(a, number))!;
  // Its former name is revoked, as it is then.
  expect(await pull(renewed(a, revoking(a, a.site)), original)).toMatchObject({ ok: true, covered: false });
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
  expect(await pull(b, there)).toMatchObject({ ok: true, covered: true });
  const between = (await paperAt(b, number))!;
  expect(between).toEqual(there);
  expect(await comingAt(b)).toHaveLength(2);
  // Nothing of hers is gone: it is shown beside the paper until it is in it.
  expect(await keptAt(b, between)).toMatchObject([{ line, waiting: 2, entry: correction.entry }]);
  expect(await pull(a, there)).toMatchObject({ ok: true, covered: false });
  const back = (await paperAt(a, number))!;
  expect(done(back)).toEqual(['register', 'assign', 'amend', 'assign']);
  expect(await pull(b, back)).toMatchObject({ ok: true, covered: false });
  expect(await comingAt(b)).toEqual([]);
  const paper = (await paperAt(b, number))!;
  expect(paper.log.map(({ id }) => id).sort()).toEqual(
    [...new Set([...back.log, ...written.log].map(({ id }) => id))].sort(),
  );
  expect(findings(paper, b)).toEqual([]);
  expect(await keptAt(b, paper)).toEqual([]);
});

test('who has another entry than the registry goes over to it, and what waits goes over after it, also when the site that registered the paper is revoked', async () => {
  const [a, b, c] = await three();
  const { number, correction } = await writtenByTwo(a, b, c);
  const records = revoking(b, a.site);
  // A stick shows nothing of what the registry has.
  expect(await carry(desk(b, { records }), correction)).toMatchObject(OTHER);
  expect(await pull(desk(b, { records }), correction)).toMatchObject({ ok: true, covered: true });
  expect(await comingAt(b, { records })).toHaveLength(2);
  await pull(c, correction);
  expect(await pull(desk(b, { records }), (await paperAt(c, number))!)).toMatchObject({ ok: true, covered: false });
  expect(await comingAt(b, { records })).toEqual([]);
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

test('who has a correction of which a restored computer knows nothing goes over to the one that it made instead', async () => {
  const [a, b, c] = await three();
  const { number, original, correction } = await corrected(a);
  await carry(b, correction);
  const line = await b.act(number, assign('two'));
  await carry(c, correction);
  await asBefore(a, original);
  await a.correct(number, 'Көше жарығы');
  const other = (await paperAt(a, number))!;
  const forged = { ...other, log: other.log.map((one) => ({ ...one, sig: other.log[0]!.sig })) };
  expect(takesPlace(b.office, forged, correction)).toBe(false);
  expect(await pull(b, other)).toMatchObject({ ok: true, covered: true });
  expect(await keptAt(b, (await paperAt(b, number))!)).toMatchObject([{ line, waiting: 2, entry: correction.entry }]);
  expect(await pull(c, other)).toMatchObject({ ok: true, covered: true });
  expect(await paperAt(c, number)).toEqual(other);
});

test('nor does it go over to one that says nothing of what is another in it than in the correction that is here', async () => {
  const [a, b] = await three();
  const { number } = await a.register();
  const original = (await paperAt(a, number))!;
  /** Tells of the one field what stands there by then, and puts something into the other. */
  const correct = async (field: 'applicant.phone' | 'paper.summary', phone: string) => {
    await hangLine(a.office, number, (_, stored) => {
      const { paper, applicant, ...rest } = stored as AppealEntry;
      const now = { 'applicant.phone': phone, 'paper.summary': paper.summary }[field];
      const data = { field, new: now, why: 'қате', replaces: originOf(original) };
      return { do: 'amend', v: 1, data, entry: { ...rest, applicant: { ...applicant, phone }, paper } };
    });
    return (await paperAt(a, number))!;
  };
  const here = await correct('applicant.phone', '+7 701 000 00 00');
  await carry(b, here);
  await asBefore(a, original);
  expect(await pull(b, await correct('paper.summary', '+7 702 222 22 22'))).toMatchObject(OTHER);
  expect(await paperAt(b, number)).toEqual(here);
});

/** As a backup has it that was made before it was corrected. */
async function asBefore({ store, office, site }: BundleDesk, paper: Paper): Promise<void> {
  const document = await store.papers.findOne(paper.id).exec(true);
  await document.incrementalModify(() => storedPaper(paper, office.assets.law, site));
}

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

test('nobody waits for what a site wrote that is revoked, nor for what was built on that; it stays on the card', async () => {
  const [a, b, c] = await three();
  const { number, original, correction } = await writtenByTwo(a, b, c);
  await pull(b, correction);
  expect(await comingAt(b)).toHaveLength(2);
  expect(await comingAt(b, { records: revoking(b, c.site) })).toEqual([]);
  expect(await comingAt(b, { records: revoking(b, a.site, b.site) })).toHaveLength(2);
  const paper = (await paperAt(b, number))!;
  expect(await keptAt(b, paper)).toMatchObject([{ waiting: 2, left: 0, entry: original.entry }]);
  expect(await keptAt(b, paper, { records: revoking(b, c.site) })).toMatchObject([{ waiting: 0, left: 2 }]);
});

test('a stick that brings what lies beside a paper here counts as taken in, so that the next one leaves it out', async () => {
  const [a, b, c] = await three();
  for (const one of [a, b, c]) await one.learnSites();
  const { number, original, correction } = await corrected(a);
  await carry(c, original);
  await c.act(number, assign('three'));
  await carry(b, (await paperAt(c, number))!);
  await pull(b, correction);
  expect((await b.takeIn(await a.bundleFor(b))).papers).toMatchObject({ same: 1, aside: 0 });
  await a.takeIn(await b.bundleFor(a));
  const { number: next } = await a.register();
  expect((await b.takeIn(await a.bundleFor(b))).papers).toEqual({ added: 1, grown: 0, same: 0, aside: 0 });
  expect(await paperAt(b, next)).toBeDefined();
  expect(await comingAt(b)).toHaveLength(1);
});

test('a desk that corrects a paper is told of what others have written on it, until they have brought it over', async () => {
  const [a, b] = await three();
  const { number } = await a.register();
  await carry(b, (await paperAt(a, number))!);
  const hers = await b.act(number, assign('two'));
  await carry(a, (await paperAt(b, number))!);
  await a.correct(number, 'Көше шамы');
  expect(await comingAt(a)).toEqual([hers]);
  await pull(b, (await paperAt(a, number))!);
  await pull(a, (await paperAt(b, number))!);
  expect(await comingAt(a)).toEqual([]);
  expect(findings((await paperAt(a, number))!, a)).toEqual([]);
});

test('a computer that was renewed corrects what it has registered under its former name, and sisters go over to it', async () => {
  const [a, b] = await three();
  const { number } = await a.register();
  await a.act(number, assign('one'));
  const original = (await paperAt(a, number))!;
  await carry(b, original);
  const theirs = await b.act(number, assign('two'));
  const { former: _, ...before } = a.office.site;
  const [site, n] = [a.office.site.site, a.office.lines.n];
  const renewed = Object.assign(a.office.site, createSiteKeys(), { former: [before] });
  // Something it has done in its new name by then.
  await a.office.gate(async () => {
    const document = await a.store.papers.findOne(number).exec(true);
    const { id, book, entry, log } = document.toMutableJSON() as StoredPaper;
    const seal = { site: renewed.site, sign: signerOf(renewed) };
    const line = a.office.lines.write({ id, book, entry, log }, { v: 1, by: a.office.clerk(), ...assign('new') }, seal);
    await document.incrementalModify(() =>
      storedPaper({ id, book, entry, log: [...log, line] }, a.office.assets.law, renewed.site),
    );
  });
  const form = { number, draft: crypto.randomUUID(), action: 'amend' as const, seen: [] };
  const data = { field: 'paper.summary', new: 'Көше шамы', why: 'қате' };
  const { line } = await act(a.office, { ...form, data }, () => true);
  const correction = (await paperAt(a, number))!;
  expect(summaryOf(correction)).toBe('Көше шамы');
  expect(correction.log.map((one) => one.site).sort()).toEqual([site, site, site, renewed.site].sort());
  expect(correction.log.find(({ id }) => id === line)).toMatchObject({
    n: Math.max(...original.log.map((one) => one.n)) + 1,
    data: { replaces: originOf(original) },
  });
  // Its new name is not known there yet.
  const unlike = (paper: Paper) => findings(paper, b).filter(({ finding }) => finding !== 'unknownSite');
  expect(unlike(correction)).toEqual([]);
  // Its running numbers are none of the present name's.
  expect(a.office.lines.n).toBe(n);
  const { state } = (await a.store.papers.findOne(number).exec(true)).toJSON() as StoredPaper;
  expect(state.own.slice(0, 12)).toBe(renewed.site);
  expect(await pull(b, correction)).toMatchObject({ ok: true, covered: false });
  const paper = (await paperAt(b, number))!;
  expect(paper.log.map(({ id }) => id)).toContain(theirs);
  expect(unlike(paper)).toEqual([]);
});
