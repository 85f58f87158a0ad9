import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBlobStore } from '../../store/blobs.ts';
import { readCatalogue } from '../../store/care/salvage.ts';
import { blobsIn, openCollections } from '../open/open-store.ts';
import { createScan } from './scan.ts';

const NOW = Date.parse('2026-12-01T09:05:00.000Z');
const DAY = 86_400_000;

/** A store with 250 documents of this computer and two blobs. */
async function smallStore() {
  const folder = mkdtempSync(join(tmpdir(), 'kense scan '));
  const key = randomBytes(32);
  const collections = await openCollections(folder, key);
  onTestFinished(async () => {
    await collections.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await collections.local.bulkInsert(Array.from({ length: 250 }, (_, i) => ({ id: `record ${i}`, value: { i } })));
  const blobs = createBlobStore(blobsIn(folder), key);
  for (const text of ['one', 'two']) await blobs.put(Buffer.from(text));
  const clock = { now: NOW };
  const scan = () =>
    createScan({ connection: collections.connection, blobs }, { now: () => clock.now, notify: () => {} });
  const damage = (id: string) => {
    const { n } = readCatalogue(collections.connection).find(({ collection }) => collection === 'local')!;
    collections.connection.run(`UPDATE t${n} SET body = zeroblob(60) WHERE id = ?`, [Buffer.from(id)]);
  };
  return { scan, damage, clock, folder };
}

async function throughAll(scan: ReturnType<typeof createScan>): Promise<number> {
  let steps = 1;
  while (await scan.step()) steps++;
  return steps;
}

test('reads every document and every blob in small steps, tells what is damaged, and rests for a week', async () => {
  const { scan, damage, clock, folder } = await smallStore();
  damage('record 137');
  const [shelf] = readdirSync(blobsIn(folder));
  const [name] = readdirSync(join(blobsIn(folder), shelf!));
  const blob = join(blobsIn(folder), shelf!, name!);
  writeFileSync(blob, readFileSync(blob).reverse());
  const first = scan();
  expect(first.view()).toEqual({ startedAt: '', finishedAt: '', checked: 0, damaged: [], outOfStep: [] });
  expect(await throughAll(first)).toBeGreaterThan(6);
  expect(first.view().damaged).toEqual(['record 137', name]);
  expect(first.view().checked).toBeGreaterThanOrEqual(250);
  expect(await first.step()).toBe(false);
  clock.now += 8 * DAY;
  expect(await first.step()).toBe(true);
  expect(first.view()).toMatchObject({ finishedAt: '', damaged: [] });
});

test('goes on after a restart where it was, and still knows what it had found', async () => {
  const { scan, damage } = await smallStore();
  damage('record 0');
  const before = scan();
  while (before.view().damaged.length === 0) await before.step();
  const { checked } = before.view();
  const after = scan();
  expect(after.view()).toEqual({ ...before.view(), checked: after.view().checked });
  await throughAll(after);
  expect(after.view().damaged).toEqual(['record 0']);
  expect(after.view().checked).toBeGreaterThan(checked);
});
