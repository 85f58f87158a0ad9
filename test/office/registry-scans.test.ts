import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepScan, readScan } from '../../registry/bundles/scans.ts';
import type { Couch } from '../../registry/deploy/couch.ts';
import { addAgency } from '../../registry/provisioning/agency.ts';
import { SCAN_PIECE } from '../../shared/centre/scan-documents.ts';
import { type Server, startServer } from '../registry-server.ts';

const AGENCY = '2370002';
const folder = mkdtempSync(join(tmpdir(), 'kense scans '));
let registry: Server;
let couch: Couch;

beforeAll(async () => {
  registry = await startServer(join(folder, 'registry'));
  couch = registry.couch;
  await registry.claim(AGENCY);
  await addAgency(couch, { agency: AGENCY, name: { kk: 'Аудан әкімі', ru: 'Аким района' }, zone: 'Asia/Atyrau' });
});
afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

function someScan(pieces = 3) {
  const bytes = randomBytes(SCAN_PIECE * pieces - 7);
  return { sha256: createHash('sha256').update(bytes).digest('hex'), type: 'image/png', bytes };
}
const pathOf = (id: string) => `agency-${AGENCY}-scans/${encodeURIComponent(id)}`;
const there = async (id: string) => (await couch.ask('GET', pathOf(id))).status === 200;
/** The registry, of which some rows of an answer to a write are others. */
const answering = (change: (rows: { id: string }[]) => object[]): Couch => ({
  ...couch,
  async demand(method, path, body) {
    const answer = await couch.demand(method, path, body);
    return path.endsWith('/_bulk_docs') ? (change(answer as never) as never) : answer;
  },
});

test('a file of which the registry does not take every piece gets no head, and whoever brought it hears of it', async () => {
  const scan = someScan();
  const [first, piece] = [scan.sha256, `${scan.sha256}:1`];
  const failing = answering((rows) =>
    rows.map((row) => (row.id === piece ? { id: piece, error: 'timeout', reason: 'shard' } : row)),
  );
  await expect(keepScan(failing, AGENCY, scan)).rejects.toThrow(`${piece}: timeout shard`);
  expect(await there(first)).toBe(false);
  await expect(
    keepScan(
      answering((rows) => rows.slice(1)),
      AGENCY,
      scan,
    ),
  ).rejects.toThrow('another number of answers');
  expect(await there(first)).toBe(false);
  expect(await keepScan(couch, AGENCY, scan)).toBe(true);
  expect(Buffer.from((await readScan(couch, AGENCY, first))!).equals(scan.bytes)).toBe(true);
});

test('pieces that are there stay when they are right, and are put right when they are not', async () => {
  const scan = someScan(20);
  const data = (i: number) => scan.bytes.subarray(i * SCAN_PIECE, (i + 1) * SCAN_PIECE).toString('base64');
  await couch.demand('PUT', pathOf(`${scan.sha256}:0`), { data: data(0) });
  await couch.demand('PUT', pathOf(`${scan.sha256}:17`), { data: data(0) });
  await couch.demand('PUT', pathOf(scan.sha256), { bytes: 1, type: 'image/png', pieces: 1 });
  expect(await keepScan(couch, AGENCY, scan)).toBe(true);
  const revisionOf = async (id: string) => String((await couch.demand('GET', pathOf(id)))._rev).slice(0, 2);
  expect(await Promise.all([0, 17, 18].map((i) => revisionOf(`${scan.sha256}:${i}`)))).toEqual(['1-', '2-', '1-']);
  expect(Buffer.from((await readScan(couch, AGENCY, scan.sha256))!).equals(scan.bytes)).toBe(true);
  expect(await keepScan(couch, AGENCY, scan)).toBe(false);
});

test.each([
  ['a piece is missing', (sha256: string) => remove(`${sha256}:1`)],
  ['a piece is another', (sha256: string) => replace(`${sha256}:1`, { data: 'AAAA' })],
  ['a piece is none', (sha256: string) => replace(`${sha256}:1`, { bytes: 1 })],
  ['its head is missing', (sha256: string) => remove(sha256)],
  ['its head names more pieces than any file has', (sha256: string) => replace(sha256, endless)],
])('a file is not whole where %s', async (_name, spoil) => {
  const scan = someScan();
  await keepScan(couch, AGENCY, scan);
  await spoil(scan.sha256);
  expect(await readScan(couch, AGENCY, scan.sha256)).toBeUndefined();
});

const endless = { bytes: SCAN_PIECE * 1e9, type: 'image/png', pieces: 1e9 };

async function remove(id: string): Promise<void> {
  const { _rev } = await couch.demand('GET', pathOf(id));
  await couch.demand('DELETE', `${pathOf(id)}?rev=${_rev}`);
}

async function replace(id: string, document: object): Promise<void> {
  const { _rev } = await couch.demand('GET', pathOf(id));
  await couch.demand('PUT', pathOf(id), { _rev, ...document });
}
