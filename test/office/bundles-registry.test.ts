import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeBundle } from '../../registry/bundles/make.ts';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { type Couch, couchAt } from '../../registry/deploy/couch.ts';
import { addAgency, addStaff } from '../../registry/provisioning/agency.ts';
import { readRegistryKey } from '../../registry/provisioning/registry-key.ts';
import { revokeSite } from '../../registry/provisioning/site.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import type { BundleError } from '../../shared/centre/bundle/errors.ts';
import { userOfSite } from '../../shared/centre/names.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { removeDatabase } from '../databases.ts';
import { type Server, startServer } from '../registry-server.ts';
import { assign } from '../sync/agency.ts';
import { TROUBLES, unanswered } from '../sync/cluster.ts';
import { type BundleDesk, bundleDesks, type Centre, registryAsCentre, sha256 } from './bundle-desks.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense bundles '));
const stick = join(folder, 'a.bundle');
let registry: Server;
let couch: Couch;
let agencies = 0;
let agency: string;
let centre: Centre;

beforeAll(async () => {
  registry = await startServer(join(folder, 'registry'));
  couch = registry.couch;
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  agency = `23701${String(++agencies).padStart(2, '0')}`;
  await registry.claim(agency);
  await addAgency(couch, { agency, name: { kk: 'Аудан әкімі', ru: 'Аким района' }, zone: 'Asia/Atyrau' });
  centre = await registryAsCentre(registry, agency);
});

const atCentre = async (): Promise<Paper[]> => {
  const { rows } = await couch.demand('GET', `agency-${agency}/_all_docs?include_docs=true`);
  return (rows as { doc: { _id: string } & Omit<Paper, 'id'> }[])
    .filter(({ doc }) => !doc._id.startsWith('_'))
    .map(({ doc: { _id: id, book, entry, log } }) => ({ id, book, entry, log }));
};
const carry = async (desk: BundleDesk) => {
  writeFileSync(stick, await desk.bundleFor(centre));
  return takeInBundle(couch, stick);
};
const fetchFor = async (desk: BundleDesk, withScans = true) => {
  expect(await makeBundle(couch, { agency, site: desk.site, withScans }, stick)).toMatchObject({ ok: true });
  return desk.takeIn(readFileSync(stick));
};

test('a paper on which the registry’s check breaks is left apart by name, the others come in, and it does by the next try', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  await a.register();
  const { number } = await a.register((intake) => {
    intake.paper.summary = 'сынады';
  });
  await a.register();
  const design = `agency-${agency}/_design/breaks`;
  const validate = `function (doc) { if (JSON.stringify(doc).indexOf('сынады') >= 0) { nothing.there = 1; } }`;
  const { rev } = await couch.demand('PUT', design, { _id: '_design/breaks', validate_doc_update: validate });
  const { papers: written, aside } = await carry(a);
  expect({ written, aside }).toEqual({ written: 2, aside: [{ id: number, why: 'breaksThere' }] });
  await couch.demand('DELETE', `${design}?rev=${String(rev)}`);
  expect(await carry(a)).toMatchObject({ papers: 1, aside: [] });
  expect(await atCentre()).toHaveLength(3);
});

test.each(TROUBLES)(
  'no paper on a stick is blamed while %s, and all come in by the next try',
  async (_name, status, body) => {
    const { open } = bundleDesks(centre, agency);
    const a = await open('01');
    for (let count = 0; count < 3; count++) await a.register();
    const troubled: Couch = {
      ...couch,
      ask: async (method, path, sent) =>
        path === `agency-${agency}/_bulk_docs` ? { status, body } : couch.ask(method, path, sent),
    };
    writeFileSync(stick, await a.bundleFor(centre));
    await expect(takeInBundle(troubled, stick)).rejects.toMatchObject({ status });
    expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 3, aside: [] });
  },
);

test('a paper on a stick of which nobody in the cluster has answered is not blamed, and comes in by the next try', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  for (let count = 0; count < 3; count++) await a.register();
  let left = '';
  const troubled: Couch = {
    ...couch,
    async ask(method, path, sent) {
      if (path !== `agency-${agency}/_bulk_docs`) return couch.ask(method, path, sent);
      const [first, ...docs] = (sent as { docs: { _id: string }[] }).docs;
      left = first!._id;
      const { body } = await couch.ask(method, path, { docs });
      return { status: 500, body: [unanswered(left), ...(body as unknown as object[])] as unknown as typeof body };
    },
  };
  writeFileSync(stick, await a.bundleFor(centre));
  await expect(takeInBundle(troubled, stick)).rejects.toMatchObject({ status: 500 });
  expect((await atCentre()).map(({ id }) => id)).not.toContain(left);
  expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 1, aside: [] });
  expect(await atCentre()).toHaveLength(3);
});

test('desks and registry end with the same papers, lines and scans over sticks alone', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  const picture = randomBytes(400_000);
  const { number } = await a.register((intake) => {
    intake.paper.text = 'ұзақ мәтін '.repeat(4_000);
  });
  const scan = await a.attach(number, picture);
  await b.register();
  expect(await carry(a)).toMatchObject({ papers: 1, files: 2, same: 0, aside: [], revokedAt: '' });
  expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 0, records: 0, files: 0, aside: [] });
  await carry(b);
  // The registry does not know what it had from a; a will not send back what it has from here.
  expect((await fetchFor(a)).papers).toEqual({ added: 1, grown: 0, same: 1, aside: 0 });
  expect((await fetchFor(b)).papers).toEqual({ added: 1, grown: 0, same: 1, aside: 0 });
  expect(sha256((await b.store.blobs.get(scan))!)).toBe(sha256(picture));
  await b.act(number, assign('one'));
  await addStaff(couch, agency, {
    id: 'aigul',
    name: 'Айгүл',
    post: { kk: 'маман', ru: 'специалист' },
    administrator: false,
  });
  // From here on each leaves out what the other has said it has.
  expect(await carry(b)).toMatchObject({ papers: 1, same: 0 });
  expect((await fetchFor(a)).papers).toEqual({ added: 0, grown: 1, same: 1, aside: 0 });
  await carry(a);
  expect(await fetchFor(a)).toMatchObject({ papers: { added: 0, grown: 0, same: 0 }, files: 0 });
  expect(await a.all()).toEqual(await b.all());
  expect(await a.all()).toEqual(await atCentre());
  expect((await a.store.records.findOne('staff:aigul').exec())?.id).toBe('staff:aigul');
});

test('a long text of which the registry lacks a piece, or has a wrong one, keeps no bundle from its desk, and is put right by the next', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  await a.register((intake) => {
    intake.paper.text = 'ұзақ мәтін '.repeat(12_000);
  });
  await carry(a);
  const { rows } = await couch.demand('GET', `agency-${agency}-scans/_all_docs`);
  const piece = (rows as { id: string; value: { rev: string } }[]).find(({ id }) => id.endsWith(':1'))!;
  const path = `agency-${agency}-scans/${encodeURIComponent(piece.id)}`;
  const lost = piece.id.slice(0, 64);
  const makeFor = (site: string) => makeBundle(couch, { agency, site, withScans: true }, stick);
  const { _rev: _, ...right } = await couch.demand('GET', path);
  const wrong = { ...right, data: Buffer.from('other').toString('base64') };
  const { rev } = await couch.demand('PUT', path, { ...wrong, _rev: piece.value.rev });
  expect(await makeFor(b.site)).toMatchObject({ ok: true, files: 0, leftOut: [lost] });
  expect(await b.takeIn(readFileSync(stick))).toMatchObject({ papers: { added: 1 }, files: 0 });
  await couch.demand('DELETE', `${path}?rev=${rev}`);
  expect(await makeFor(b.site)).toMatchObject({ ok: true, files: 0, leftOut: [lost] });
  expect(await carry(a)).toMatchObject({ papers: 0, files: 1 });
  expect(await makeFor(b.site)).toMatchObject({ ok: true, files: 1, leftOut: [] });
  expect(await b.takeIn(readFileSync(stick))).toMatchObject({ papers: { same: 1 }, files: 1 });
});

test('a revision in conflict that the registry names and does not have keeps no stick from its desk, and is told of', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  await a.register();
  await carry(a);
  const paper = await couch.demand('GET', `agency-${agency}/${number}`);
  const rev = '1-00000000000000000000000000000000';
  const { _rev, ...said } = paper;
  await couch.demand('POST', `agency-${agency}/_bulk_docs`, { new_edits: false, docs: [{ ...said, _rev: rev }] });
  const lacking: Couch = {
    ...couch,
    ask: (method, path, body) =>
      path.endsWith(`?rev=${rev}`)
        ? Promise.resolve({ status: 404, body: { error: 'not_found', reason: 'missing' } })
        : couch.ask(method, path, body),
  };
  const made = await makeBundle(lacking, { agency, site: b.site, withScans: false }, stick);
  expect(made).toMatchObject({ ok: true, leftOut: [], unread: [number] });
  await b.takeIn(readFileSync(stick));
  expect(await b.all()).toEqual(await atCentre());
});

test('a revoked site brings in by an administrator what it had not sent; it gets nothing any more', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  await a.register();
  const early = await a.bundleFor(centre);
  await revokeSite(couch, a.site, 'ұрланған');
  await a.register();
  writeFileSync(stick, early);
  expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 1, revokedAt: expect.stringMatching(/^\d{4}-/) });
  expect(await carry(a)).toMatchObject({ papers: 1, aside: [] });
  expect(await atCentre()).toEqual(await a.all());
  expect(await makeBundle(couch, { agency, site: a.site, withScans: true }, stick)).toEqual({
    ok: false,
    problem: 'revoked',
  });
});

test('an entry that a revoked site has replaced comes in by nobody’s stick before an administrator has said so', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  await a.correct(number, 'Көше жарығы');
  await b.takeIn(await a.bundleFor(b));
  const theirs = await b.register();
  await revokeSite(couch, a.site, 'ұрланған');
  const aside = [{ id: number, why: 'correctedByRevoked' }];
  expect(await carry(a)).toMatchObject({ papers: 0, aside });
  expect(await carry(b)).toMatchObject({ papers: 1, aside });
  expect((await atCentre()).map(({ id }) => id)).toEqual([theirs.number]);
  // It was not taken in as a whole: the next one brings it again.
  writeFileSync(stick, await b.bundleFor(centre));
  expect(await takeInBundle(couch, stick, { revoked: true })).toMatchObject({ papers: 1, aside: [] });
  expect(await atCentre()).toEqual(await b.all());
});

test('a revoked site whose clock stood in a year to come has its papers of that year let in, until somebody else gets its code', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  await a.register();
  const ahead = await a.bundleFor(centre);
  await revokeSite(couch, a.site, 'ұрланған');
  const place = `registry/${encodeURIComponent(`desk:${agency}:01`)}`;
  const { holdings, ...desk } = (await couch.demand('GET', place)) as { holdings: object[] };
  // As if years had gone by: the code ended ten years before the number that the stick brings.
  const year = yearAt(Date.now());
  const ended = { ...holdings[0], from: year - 11, until: year - 10 };
  const later = { site: 'zzzzzzzzzzzz', from: year - 5 };
  const { rev } = await couch.demand('PUT', place, { ...desk, holdings: [ended, later] });
  writeFileSync(stick, ahead);
  expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 0, aside: [{ why: 'notOwnNumber' }] });
  await couch.demand('PUT', place, { ...desk, _rev: rev, holdings: [ended] });
  expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 1, aside: [] });
});

test('a sister carries papers of another desk; numbers that nobody was granted are set aside', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  await a.register();
  await b.takeIn(await a.bundleFor(b));
  const { number } = await b.register();
  expect(await carry(b)).toMatchObject({ papers: 2, aside: [] });
  // Under a desk code that another site has had since before the year of its number.
  const code = (await couch.demand('GET', `registry/${encodeURIComponent(`desk:${agency}:02`)}`)) as never;
  const { _id, _rev, holdings } = code as { _id: string; _rev: string; holdings: object[] };
  const ended = [
    { ...holdings[0], from: 2000, until: 2001 },
    { site: 'zzzzzzzzzzzz', from: 2002 },
  ];
  await couch.demand('PUT', `registry/${encodeURIComponent(_id)}`, { _rev, holdings: ended });
  const late = await b.register();
  expect(await carry(b)).toMatchObject({ papers: 0, aside: [{ id: late.number, why: 'notOwnNumber' }] });
  expect((await atCentre()).map(({ id }) => id)).toContain(number);
});

test('a paper corrected while its stick was on its way: the registry has the original, which stays, and gets the correction as a line', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register();
  const early = await a.bundleFor(centre);
  const original = (await a.all())[0]!;
  await a.correct(number, 'Көше жарығы');
  writeFileSync(stick, early);
  expect(await takeInBundle(couch, stick)).toMatchObject({ papers: 1, aside: [] });
  expect(await carry(a)).toMatchObject({ papers: 0, aside: [{ id: number, why: 'otherPaper' }] });
  expect((await fetchFor(a)).papers).toMatchObject({ added: 0, aside: 0 });
  expect(await carry(a)).toMatchObject({ papers: 1, aside: [] });
  const [there] = await atCentre();
  expect(there).toEqual((await a.all())[0]);
  expect(there!.entry).toEqual(original.entry);
  expect(there!.log.map((line) => line.do)).toEqual(['register', 'amend']);
  await fetchFor(b);
  expect(await b.all()).toEqual([there]);
});

test('what the centre has destroyed does not come back', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  const { number } = await a.register();
  const other = await a.register();
  const [destroyed, kept, gone] = [randomBytes(9_000), randomBytes(9_001), randomBytes(9_002)];
  const scans = [
    await a.attach(number, destroyed),
    await a.attach(other.number, kept),
    await a.attach(other.number, gone),
  ];
  expect(await carry(a)).toMatchObject({ papers: 2, files: 3 });
  const destroy = async (database: string, id: string) =>
    couch.demand('DELETE', await pathWithRev(`${database}/${id}`));
  const inScans = async () => {
    const { rows } = await couch.demand('GET', `agency-${agency}-scans/_all_docs`);
    return new Set((rows as { id: string }[]).map(({ id }) => id.slice(0, 64)).filter((id) => !id.startsWith('_')));
  };
  await destroy(`agency-${agency}`, number);
  // Of a living paper as well, by whoever had reason to.
  for (const scan of [scans[0], scans[2]])
    for (const piece of [scan!, `${scan}:0`]) await destroy(`agency-${agency}-scans`, encodeURIComponent(piece));
  const brought = await takeInBundle(couch, stick);
  expect(brought).toMatchObject({ papers: 0, same: expect.any(Number), aside: [{ id: number, why: 'destroyed' }] });
  expect(new Set(brought.filesLeftOut)).toEqual(new Set([scans[0], scans[2]]));
  expect((await atCentre()).map(({ id }) => id)).toEqual([other.number]);
  expect(await inScans()).toEqual(new Set([scans[1]]));
  // Nor does a file come whose paper has been destroyed, though its own place was never taken.
  await removeDatabase(couch, `agency-${agency}-scans`);
  await addAgency(couch, { agency, name: { kk: 'Аудан әкімі', ru: 'Аким района' }, zone: 'Asia/Atyrau' });
  expect(await takeInBundle(couch, stick)).toMatchObject({ files: 2, filesLeftOut: [scans[0]] });
});

test('what a sister writes of how far a desk has got leaves nothing out of the next stick', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  await b.register();
  for (const desk of [a, b]) {
    await carry(desk);
    await fetchFor(desk);
    await carry(desk);
  }
  const asB = couchAt(registry.url, {
    name: userOfSite(b.site),
    password: (await readRegistryKey(couch)).passwordOf(b.site),
  });
  for (const part of ['', '-office']) {
    const place = (site: string) => `agency-${agency}${part}/_local/kense-bundles-${site}`;
    const { _rev } = await couch.demand('GET', place(a.site));
    const { update_seq: since } = await couch.demand('GET', `agency-${agency}${part}`);
    const bundle = randomUUID();
    const invented = { sent: [{ bundle, place: since }], acknowledged: bundle, heard: [] };
    // No check is asked there: the server takes it.
    await asB.demand('PUT', place(a.site), { _rev, ...invented });
  }
  expect((await fetchFor(a)).papers).toMatchObject({ added: 1 });
  const { _rev: late } = await couch.demand('GET', `agency-${agency}/_local/kense-bundles-${a.site}`);
  const { _rev, ...ofItself } = await couch.demand('GET', `agency-${agency}/_local/kense-bundles-${b.site}`);
  await asB.demand('PUT', `agency-${agency}/_local/kense-bundles-${a.site}`, {
    ...ofItself,
    _rev: late,
    _id: undefined,
  });
  expect((await fetchFor(a)).papers).toMatchObject({ same: 1 });
});

test('a registry that was made anew is sent everything again, once it has said what it has', async () => {
  const { open } = bundleDesks(centre, agency);
  const a = await open('01');
  for (let i = 0; i < 3; i++) await a.register();
  await carry(a);
  await fetchFor(a);
  await removeDatabase(couch, `agency-${agency}`);
  await addAgency(couch, { agency, name: { kk: 'Аудан әкімі', ru: 'Аким района' }, zone: 'Asia/Atyrau' });
  expect(await carry(a)).toMatchObject({ papers: 0 });
  await fetchFor(a);
  expect(await carry(a)).toMatchObject({ papers: 3 });
  expect(await atCentre()).toEqual(await a.all());
});

test('a bundle that is not the registry’s, altered or cut is refused whole', async () => {
  const { open } = bundleDesks(centre, agency);
  const [a, b] = [await open('01'), await open('02')];
  await a.register();
  const bytes = await a.bundleFor(centre);
  const refusal = async (bad: Uint8Array) => {
    writeFileSync(stick, bad);
    const code = await takeInBundle(couch, stick).catch((error) => (error as BundleError).code);
    expect(await atCentre()).toEqual([]);
    return code;
  };
  expect(await refusal(bytes.subarray(0, bytes.length - 1))).toBe('bundleDamaged');
  expect(await refusal(Buffer.concat([bytes, Buffer.of(1)]))).toBe('bundleDamaged');
  for (let at = bytes.indexOf('\n') + 1; at < bytes.length; at += 97) {
    const flipped = Buffer.from(bytes);
    flipped[at]! ^= 4;
    expect(await refusal(flipped)).toBe('bundleDamaged');
  }
  expect(await refusal(await a.bundleFor(b))).toBe('bundleNotForUs');
  await couch.demand('DELETE', await pathWithRev(`registry/${encodeURIComponent(`site:${a.site}`)}`));
  expect(await refusal(bytes)).toBe('bundleUnknownSender');
});

async function pathWithRev(path: string): Promise<string> {
  return `${path}?rev=${(await couch.demand('GET', path))._rev}`;
}
