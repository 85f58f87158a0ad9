import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { agreed, registryForTests } from './agency.ts';
import { until } from './until.ts';
import { startWire } from './wire.ts';

const centre = registryForTests();

/** Two weeks offline: 5,000 papers, `npm run drills`; a short version otherwise, which the first batches weigh upon more. */
const PAPERS = Number(process.env.KENSE_DRILL_PAPERS ?? 1_500);
const MOST = PAPERS >= 5_000 ? 1.4 : 1.6;
const SPEED = 20;

test('many papers go over 64 kbit/s with a cut every 80 KB, at little more than their compressed size', async () => {
  const wire = await startWire({
    target: centre.registry.url,
    bitsPerSecond: 64_000,
    cutEvery: 80 * 1024,
    speed: SPEED,
  });
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
