import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { deployPlaces } from '../../registry/provisioning/directory.ts';
import { dropInventedPlaces, INVENTED_VERSION } from '../given-server.ts';
import { agreed, registryForTests } from './agency.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';
import { startWire } from './wire.ts';

const centre = registryForTests();

/** Two weeks offline. */
const PAPERS = 5_000;
/** Times their size when compressed in one piece. */
const MOST = 1.3;
const SPEED = 20;

test('many papers go over 64 kbit/s with a cut every 80 KB, at little more than their compressed size', async () => {
  const front = await startFaultProxy({ target: centre.registry.url, compresses: true });
  onTestFinished(front.close);
  const wire = await startWire({ target: front.url, bitsPerSecond: 64_000, cutEvery: 80 * 1024, speed: SPEED });
  onTestFinished(wire.close);
  const { open, atCentre } = await centre.agency();
  const desk = await open('01', { address: wire.url, speed: SPEED });
  await desk.registerMany(PAPERS, (i) => `Көше жарығын орнату туралы, ${i}: ${crypto.randomUUID()}`);
  const whole = gzipSync(JSON.stringify(await desk.all()), { level: 9 }).length;
  desk.sync.start();
  await until(desk.sync.state, ({ is }) => is === 'upToDate', 600_000);
  const seconds = (wire.counts.up / 8_000).toFixed(0);
  const sent = wire.counts.up / whole;
  console.info(
    `${PAPERS} papers: ${wire.counts.cuts} cuts, ${sent.toFixed(2)} × the compressed size, ${seconds} s of line`,
  );
  await agreed([atCentre, desk.all], PAPERS);
  expect(wire.counts.cuts).toBeGreaterThan(whole / 80 / 1024 / 2);
  expect(sent).toBeLessThanOrEqual(MOST);
}, 660_000);

test('a desk that is set up anew gets all papers over the same line, also uncompressed', async () => {
  const { open, atCentre } = await centre.agency();
  const a = await open('01');
  const papers = 1_200;
  await a.registerMany(papers, (i) => `Көше жарығын орнату туралы, ${i}: ${crypto.randomUUID()}`);
  a.sync.start();
  await until(atCentre, (all) => all.length === papers);
  const wire = await startWire({
    target: centre.registry.url,
    bitsPerSecond: 64_000,
    cutEvery: 80 * 1024,
    speed: SPEED,
  });
  onTestFinished(wire.close);
  const plain: typeof fetch = (url, init) => {
    const headers = { ...(init!.headers as Record<string, string>), 'accept-encoding': 'identity' };
    return fetch(url, { ...init, headers });
  };
  const b = await open('02', { address: wire.url, speed: SPEED, fetch: plain });
  b.sync.start();
  await agreed([a.all, b.all], papers, 400_000);
  const { cuts, down } = wire.counts;
  console.info(`${papers} papers pulled: ${cuts} cuts, ${(down / 1024).toFixed(0)} KB came`);
  expect(cuts).toBeGreaterThan(1);
}, 450_000);

test('a newer classifier of places comes over the same line, piece by piece, and holds when all of it is here', async () => {
  const { couch } = centre.registry;
  const file = readFileSync(join(import.meta.dirname, '../../assets/places/places.tsv'), 'utf8');
  // Another name for every place: each piece is another one, and all of them are to be fetched.
  const renamed = file.replace(/\n/g, () => `|${randomBytes(4).toString('hex')}\n`);
  onTestFinished(() => dropInventedPlaces(couch));
  await deployPlaces(couch, INVENTED_VERSION, `${renamed}239999999\tс. Токсанауыл\tТоқсанауыл\t\n`);
  const front = await startFaultProxy({ target: centre.registry.url, compresses: true });
  onTestFinished(front.close);
  const wire = await startWire({ target: front.url, bitsPerSecond: 64_000, cutEvery: 80 * 1024, speed: SPEED });
  onTestFinished(wire.close);
  const { open } = await centre.agency();
  const desk = await open('01', { address: wire.url, speed: SPEED, directory: true });
  desk.sync.start();
  await until(
    () => desk.office.assets.versions.places,
    (version) => version === INVENTED_VERSION,
    120_000,
  );
  console.info(`places: ${wire.counts.cuts} cuts, ${(wire.counts.down / 1024).toFixed(0)} KB came`);
  expect(wire.counts.cuts).toBeGreaterThan(1);
  const places = await desk.office.assets.places();
  expect(places.find('токсанауыл', { limit: 1, region: '23', recent: [] })).toMatchObject([{ code: '239999999' }]);
  expect(`${await desk.office.assets.classifier()}`.startsWith(renamed)).toBe(true);
  expect(await desk.store.local.find({ selector: { id: { $gte: 'directory-', $lt: 'directory.' } } }).exec()).toEqual(
    [],
  );
});
