import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBundle } from '../../registry/bundles/make.ts';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { addAgency } from '../../registry/provisioning/agency.ts';
import { revokeSite } from '../../registry/provisioning/site.ts';
import { removeDatabase } from '../databases.ts';
import { smallDisk } from '../small-disk.ts';
import { requireMount } from '../tools.ts';
import { attach, first, PASSPHRASE, problemOf, readyOffice, temporaryProfile } from './offices.ts';
import {
  AGENCY,
  appealNow,
  BODY,
  type Desk,
  enrolledDesk,
  enrolmentOf,
  journalShows,
  startDesk,
  startRegistry,
  statusOf,
  until,
} from './registry.ts';
import { pdf, png } from './some-files.ts';

const stick = () => join(temporaryProfile(), '');
const siteOf = async (desk: Desk) => (await enrolmentOf(desk)).site;
const make = (desk: Desk, folder: string, reader = '', withScans = true) =>
  desk.client.bundles.make({ reader, folder, withScans });
/** Takes in the only bundle of a folder. */
async function takeIn(desk: Desk, folder: string) {
  const [file] = await desk.client.bundles.filesIn({ folder });
  return desk.client.bundles.takeIn({ folder, name: file!.name });
}
const designDocuments = ({ rows }: Record<string, unknown>) =>
  (rows as { id: string }[]).filter(({ id }) => id.startsWith('_design/')).length;
const cardOf = (desk: Desk, number: string) => first(desk.client.papers.card({ number }));

describe('without a network', () => {
  test('papers with their scans go by stick to the registry and from there to the other desk', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
    for (const desk of [a, b]) await statusOf(desk, ({ state }) => state.is === 'upToDate');
    await registry.cut();
    const { number } = await a.register(appealNow());
    await attach(a.client, number, 'өтініш.pdf', pdf());
    const folder = stick();
    const { path, files } = await make(a, folder);
    expect(files).toBe(1);
    // It is not to be quicker than the stick.
    await a.close();
    await registry.comeBack();
    expect(await takeInBundle(registry.couch, path)).toMatchObject({ papers: 1, files: 1, aside: [] });
    const back = stick();
    await makeBundle(
      registry.couch,
      { agency: AGENCY, site: await siteOf(b), withScans: true },
      join(back, 'b.bundle'),
    );
    const taken = await takeIn(b, back);
    expect(taken).toMatchObject({ from: '', files: 1 });
    await journalShows(b, [number]);
    expect((await cardOf(b, number)).scans).toMatchObject([{ name: 'өтініш.pdf', here: true }]);
    expect((await takeIn(b, back)).papers).toMatchObject({ added: 0, grown: 0, aside: 0 });
  });

  test('a desk that has not been in touch since its registry was made anew leaves out what the old one had; both hear of it by stick, and the next brings all', async () => {
    const registry = await startRegistry();
    const { couch } = registry;
    const a = await enrolledDesk(registry, 'Әбенова');
    const site = await siteOf(a);
    for (let i = 0; i < 2; i++) await a.register(appealNow());
    await statusOf(a, ({ state }) => state.is === 'upToDate');
    await expect.poll(async () => (await make(a, stick())).documents, { timeout: 30_000 }).toBe(0);
    await a.close();
    const database = `agency-${AGENCY}`;
    await removeDatabase(couch, database);
    await addAgency(couch, { agency: AGENCY, name: BODY, zone: 'Asia/Atyrau' });
    await registry.cut();
    const offline = startDesk(a.profile);
    await offline.client.office.unlock({ passphrase: PASSPHRASE });
    await offline.register(appealNow());
    const { path } = await make(offline, stick());
    await offline.close();
    await registry.comeBack();
    expect(await takeInBundle(couch, path)).toMatchObject({ papers: 1, aside: [], leavesOut: true });
    const back = stick();
    await makeBundle(couch, { agency: AGENCY, site, withScans: true }, join(back, 'b.bundle'));
    await registry.cut();
    const later = startDesk(a.profile);
    await later.client.office.unlock({ passphrase: PASSPHRASE });
    await takeIn(later, back);
    const whole = await make(later, stick());
    await later.close();
    await registry.comeBack();
    expect(await takeInBundle(couch, whole.path)).toMatchObject({ papers: 2, aside: [], leavesOut: false });
    const { doc_count: there } = await couch.demand('GET', database);
    expect(there).toBe(3 + designDocuments(await couch.demand('GET', `${database}/_all_docs`)));
  });

  test('what a registry had once and has no more, made anew as it is, goes on a stick again', async () => {
    const registry = await startRegistry();
    const { couch } = registry;
    const a = await enrolledDesk(registry, 'Әбенова');
    const numbers = [(await a.register(appealNow())).number, (await a.register(appealNow())).number];
    await statusOf(a, ({ state }) => state.is === 'upToDate');
    const database = `agency-${AGENCY}`;
    // What the registry holds is noted there a little later than the papers come.
    await expect.poll(async () => (await make(a, stick())).documents, { timeout: 30_000 }).toBe(0);
    await removeDatabase(couch, database);
    await addAgency(couch, { agency: AGENCY, name: BODY, zone: 'Asia/Atyrau' });
    await registry.cut();
    await registry.comeBack();
    await statusOf(a, ({ state }) => state.is === 'stopped' && state.why === 'emptied');
    const { path, documents } = await make(a, stick());
    expect(documents).toBe(numbers.length);
    expect(await takeInBundle(couch, path)).toMatchObject({ papers: numbers.length, aside: [] });
    for (const number of numbers) expect(await registry.paper(number)).toMatchObject({ book: 'appeals' });
  });

  test('a scan that cannot be read here is left out and told of; paper and other scans go', async () => {
    const registry = await startRegistry();
    const a = await enrolledDesk(registry, 'Әбенова');
    await statusOf(a, ({ state }) => state.is === 'upToDate');
    await registry.cut();
    const { number } = await a.register(appealNow());
    await attach(a.client, number, 'өтініш.pdf', pdf());
    await attach(a.client, number, 'фото.png', png());
    const { scans } = await until(a.client.papers.card({ number }), (card) => card.scans.length === 2);
    const { sha256 } = scans.find(({ name }) => name === 'фото.png')!;
    const files = readdirSync(a.profile, { recursive: true, encoding: 'utf8' });
    const file = join(a.profile, files.find((name) => name.endsWith(sha256))!);
    const bytes = readFileSync(file);
    bytes[40]! ^= 1;
    writeFileSync(file, bytes);
    const { path, files: written, leftOut } = await make(a, stick());
    expect({ written, leftOut }).toEqual({ written: 1, leftOut: 1 });
    await a.close();
    await registry.comeBack();
    expect(await takeInBundle(registry.couch, path)).toMatchObject({ papers: 1, files: 1, aside: [] });
  });

  test('a sister desk takes in what another wrote for it, by name', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
    const readers = await until(a.client.bundles.watch(), ({ readers }) => readers.length === 2);
    expect(readers.readers).toMatchObject([{ site: '' }, { site: await siteOf(b), name: 'Бекова', desk: '02' }]);
    await until(b.client.bundles.watch(), ({ readers }) => readers.length === 2);
    await registry.cut();
    const { number } = await a.register(appealNow());
    const folder = stick();
    expect((await problemOf(make(a, folder, 'zzzzzzzzzzzz'))).code).toBe('unknownReader');
    await make(a, folder, await siteOf(b));
    expect(await takeIn(b, folder)).toMatchObject({ from: 'Әбенова', papers: { added: 1, aside: 0 } });
    await journalShows(b, [number]);
    expect((await cardOf(b, number)).findings).toEqual([]);
    expect((await problemOf(takeIn(a, folder))).code).toBe('bundleNotForUs');
    // The registry gets it from its own desk; meanwhile nothing counts as refused here.
    await a.close();
    await registry.comeBack();
    await b.client.sync.retry();
    expect(await statusOf(b, ({ state }) => state.is === 'upToDate')).toMatchObject({ state: { refused: 0 } });
    expect(await registry.paper(number)).toBeUndefined();
    const again = startDesk(a.profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    await statusOf(again, ({ state }) => state.is === 'upToDate');
    expect(await registry.paper(number)).toBeDefined();
  });

  test('what a sister brought and will not send any more is shown, and goes on a stick for the registry', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
    const [siteOfA, siteOfB] = [await siteOf(a), await siteOf(b)];
    for (const desk of [a, b]) await until(desk.client.bundles.watch(), ({ readers }) => readers.length === 2);
    await registry.cut();
    const { number } = await a.register(appealNow());
    const folder = stick();
    await make(a, folder, siteOfB);
    await takeIn(b, folder);
    await a.close();
    await registry.comeBack();
    await b.client.sync.retry();
    await statusOf(b, ({ state }) => state.is === 'upToDate');
    await revokeSite(registry.couch, siteOfA, 'ұрланған');
    await until(b.client.bundles.watch(), ({ readers }) => readers.length === 1);
    await b.client.sync.retry();
    await statusOf(b, ({ state }) => state.is === 'upToDate' && state.refused === 1);
    const { path } = await make(b, stick());
    expect(await takeInBundle(registry.couch, path)).toMatchObject({ papers: 1, aside: [] });
    expect(await registry.paper(number)).toBeDefined();
    await b.client.sync.retry();
    await statusOf(b, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  });

  test('a desk whose trust was taken back writes for the registry all the same', async () => {
    const registry = await startRegistry();
    const a = await enrolledDesk(registry, 'Әбенова');
    await statusOf(a, ({ state }) => state.is === 'upToDate');
    await revokeSite(registry.couch, await siteOf(a), 'ұрланған');
    await registry.cut();
    const { number } = await a.register(appealNow());
    const { path } = await make(a, stick());
    await a.close();
    await registry.comeBack();
    expect(await takeInBundle(registry.couch, path)).toMatchObject({
      papers: 1,
      revokedAt: expect.stringMatching(/./),
    });
    expect(await registry.paper(number)).toBeDefined();
  });
});

describe('what goes wrong is said in words, and changes nothing', () => {
  test('no such folder, no bundle, a cut one, an office of no agency', async () => {
    const registry = await startRegistry();
    const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
    await until(a.client.bundles.watch(), ({ readers }) => readers.length === 2);
    await registry.cut();
    await a.register(appealNow());
    const folder = stick();
    expect((await problemOf(make(a, join(folder, 'no such')))).code).toBe('stickMissing');
    expect((await problemOf(a.client.bundles.filesIn({ folder: join(folder, 'no such') }))).code).toBe('stickMissing');
    const { path } = await make(a, folder, await siteOf(b));
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.length - 10));
    expect((await problemOf(takeIn(b, folder))).code).toBe('bundleDamaged');
    writeFileSync(path, pdf());
    expect((await problemOf(takeIn(b, folder))).code).toBe('bundleNone');
    const away = { folder, name: 'no-such.bundle' };
    expect((await problemOf(b.client.bundles.takeIn(away))).code).toBe('stickMissing');
    expect((await problemOf(b.client.bundles.takeIn({ folder, name: '../x.bundle' }))).code).toBe('bundleNone');
    await journalShows(b, []);
    writeFileSync(path, whole);
    expect((await takeIn(b, folder)).papers.added).toBe(1);
    const alone = await readyOffice();
    expect((await first(alone.client.bundles.watch())).readers).toEqual([]);
    expect((await problemOf(alone.client.bundles.make({ reader: '', folder, withScans: true }))).code).toBe(
      'bundleAlone',
    );
    expect((await problemOf(alone.client.bundles.takeIn({ folder, name: 'a.bundle' }))).code).toBe('bundleAlone');
  });

  test.runIf(requireMount())('a full stick and one that may not be written', async () => {
    const registry = await startRegistry();
    const a = await enrolledDesk(registry, 'Әбенова');
    await registry.cut();
    const { number } = await a.register(appealNow());
    await attach(a.client, number, 'a.png', png(600, 600));
    const disk = smallDisk();
    const folder = join(disk.profile, 'stick');
    mkdirSync(folder);
    disk.fill();
    expect((await problemOf(make(a, folder))).code).toBe('stickFull');
    expect(readdirSync(folder)).toEqual([]);
    disk.empty();
    disk.remount('ro');
    expect((await problemOf(make(a, folder))).code).toBe('stickReadOnly');
    disk.remount('rw');
    const { path } = await make(a, folder);
    await a.close();
    await registry.comeBack();
    expect(await takeInBundle(registry.couch, path)).toMatchObject({ papers: 1, files: 1 });
  });
});

test('a file that is not here is fetched over the network when somebody opens it; a long text by itself', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  const text = 'ұзақ мәтін '.repeat(4_000).trim();
  const { number } = await a.register(
    appealNow((intake) => {
      intake.paper.text = text;
    }),
  );
  await attach(a.client, number, 'фото.png', png());
  await journalShows(b, [number]);
  // The card is open before the text has come to the registry: files go after the papers.
  const live = () => b.client.papers.card({ number });
  const card = await until(live(), ({ scans, text: read }) => scans.length === 1 && read !== undefined);
  await until(a.client.sync.overview(), ({ exchanges }) => {
    const files = exchanges.find(({ what }) => what === 'scans');
    return files?.state.is === 'upToDate' && files.waiting.length === 0;
  });
  expect(card.text).toBe(text);
  expect(card.scans).toMatchObject([{ name: 'фото.png', here: false }]);
  const { data } = await b.client.scans.read({ sha256: card.scans[0]!.sha256, offset: 0 });
  expect(Buffer.from(data, 'base64').equals(png())).toBe(true);
  expect((await until(live(), ({ scans }) => scans[0]!.here)).scans).toHaveLength(1);
  const unsent = () => problemOf(b.client.scans.read({ sha256: 'ab'.repeat(32), offset: 0 }));
  expect((await unsent()).code).toBe('scanNowhere');
  await registry.cut();
  expect((await unsent()).code).toBe('scanAbsent');
});
