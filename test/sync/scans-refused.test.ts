import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SCAN_PIECE } from '../../shared/centre/scan-documents.ts';
import { attach, registryForTests, stateOf } from './agency.ts';
import type { Desk } from './desk.ts';
import { headsIn, sha256 } from './scans-there.ts';
import { until } from './until.ts';

/** Files that do not go: each is told of by its name, and keeps nobody else's waiting. */

const centre = registryForTests();
const heads = (database: string) => headsIn(centre.registry, database);

test('a file that the registry refuses keeps nobody waiting, is shown, and goes once it may', async () => {
  const { database, open } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const [bad, good] = [await attach(a, number, randomBytes(1_000)), await attach(a, number, randomBytes(2_000))];
  await centre.registry.validate(
    `${database}-scans`,
    `function (doc) { if (doc._id.indexOf('${bad}') === 0) throw { forbidden: 'malformedScan' }; }`,
  );
  a.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(good),
  );
  await until(
    () => a.sync.state(),
    (state) => state.is === 'upToDate' && state.refused === 1,
  );
  const { databases } = await a.sync.overview();
  expect(databases.find((one) => one.database.endsWith('-scans'))!.troubles).toMatchObject([
    { kind: 'refused', id: bad, reason: 'malformedScan' },
  ]);
  await centre.registry.validate(`${database}-scans`, 'function () {}');
  a.sync.retry();
  await until(
    () => heads(database),
    (there) => there.includes(bad),
  );
  await until(
    () => a.sync.state(),
    (state) => state.is === 'upToDate' && state.refused === 0,
  );
});

/** What the page says of files that are not there. */
const refusedFiles = async (desk: Desk, database: string) => {
  const { databases } = await desk.sync.overview();
  const { troubles } = databases.find((one) => one.database === `${database}-scans`)!;
  return troubles.map((one) => [one.id, one.kind === 'refused' && one.reason]);
};
const refusedOrAside = async (desk: Desk, database: string) => {
  const { databases } = await desk.sync.overview();
  const { troubles } = databases.find((one) => one.database === `${database}-scans`)!;
  return troubles.map((one) => [one.id, one.kind, one.kind === 'aside' ? one.why : one.reason]);
};
const refusals = (desk: Desk, count: number) =>
  until(
    () => desk.sync.state(),
    (state) => state.is === 'upToDate' && state.refused === count,
  );
const pathOf = (database: string, id: string) => `${database}-scans/${encodeURIComponent(id)}`;
/** The centre writes a piece, over what is there. */
async function putPiece(database: string, id: string, bytes: Uint8Array): Promise<void> {
  const { _rev } = (await centre.registry.ask('GET', pathOf(database, id))) as { _rev?: string };
  const data = Buffer.from(bytes).toString('base64');
  await centre.registry.ask('PUT', pathOf(database, id), { ...(_rev && { _rev }), data });
}

test('a file that cannot be read here is shown and tried again; one that is not here is left to whoever has it', async () => {
  const { database, agency, open } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const [bytes, gone, good] = [randomBytes(1_000), randomBytes(1_000), randomBytes(2_000)];
  const names = [await attach(a, number, bytes), await attach(a, number, gone), await attach(a, number, good)];
  const folder = join(centre.folder, `${agency} 01`);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const fileOf = (name: string) => join(folder, files.find((path) => path.endsWith(name))!);
  writeFileSync(fileOf(names[0]!), 'damaged');
  rmSync(fileOf(names[1]!));
  a.sync.start();
  await refusals(a, 1);
  expect(await refusedFiles(a, database)).toEqual([[names[0], 'unreadableHere']]);
  expect(await heads(database)).toEqual([names[2]]);
  await a.close();
  const again = await open('01');
  again.sync.start();
  await refusals(again, 1);
  await again.store.blobs.put(bytes);
  again.sync.retry();
  await refusals(again, 0);
  expect((await heads(database)).sort()).toEqual([names[0]!, names[2]!].sort());
});

test.each(['before', 'while'])(
  'other bytes under a file’s name, there %s it is sent, do not pass for it',
  async (when) => {
    const { database, open } = await centre.agency();
    const bytes = randomBytes(SCAN_PIECE * 3);
    const other = `${sha256(bytes)}:1`;
    const spoil = () => putPiece(database, other, randomBytes(100));
    let writes = 0;
    const a = await open('01', {
      fetch: async (url, init) => {
        if (String(url).endsWith('-scans/_bulk_docs') && writes++ === 0 && when === 'while') await spoil();
        return fetch(url, init);
      },
    });
    if (when === 'before') await spoil();
    const { number } = await a.register();
    const name = await attach(a, number, bytes);
    a.sync.start();
    await refusals(a, 1);
    expect(await refusedFiles(a, database)).toEqual([[name, 'otherPieceThere']]);
    expect(await heads(database)).toEqual([]);
    await putPiece(database, other, bytes.subarray(SCAN_PIECE, SCAN_PIECE * 2));
    a.sync.retry();
    await refusals(a, 0);
    expect(await heads(database)).toEqual([name]);
    const b = await open('02');
    expect(await b.sync.fetchScan(name)).toBe(true);
  },
);

test('the very same piece that another desk brings meanwhile is taken for it, and a server’s own trouble is waited out', async () => {
  const { database, open } = await centre.agency();
  const bytes = randomBytes(SCAN_PIECE * 3);
  let writes = 0;
  const a = await open('01', {
    fetch: async (url, init) => {
      if (!String(url).endsWith('-scans/_bulk_docs')) return fetch(url, init);
      if (writes++ === 0) await putPiece(database, `${sha256(bytes)}:1`, bytes.subarray(SCAN_PIECE, SCAN_PIECE * 2));
      if (writes !== 2) return fetch(url, init);
      const rows = (await (await fetch(url, init)).json()) as { id: string }[];
      return Response.json(rows.map(({ id }) => ({ id, error: 'timeout', reason: 'shard' })));
    },
  });
  const seen = new Set<string>();
  a.sync.listen(() => {
    const state = a.sync.state();
    seen.add(state.is === 'upToDate' ? `upToDate ${state.refused}` : state.is);
  });
  const { number } = await a.register();
  const name = await attach(a, number, bytes);
  a.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(name),
  );
  await refusals(a, 0);
  expect([...seen]).toContain('offline');
  expect([...seen]).not.toContain('upToDate 1');
});

test('a file that the centre has destroyed is not sent again, and is listed; nor goes one of a paper that was destroyed', async () => {
  const { database, open, atCentre } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const { number: other } = await a.register();
  const [destroyed, kept] = [await attach(a, number, randomBytes(5_000)), await attach(a, other, randomBytes(5_000))];
  a.sync.start();
  await until(
    () => heads(database),
    (there) => there.length === 2,
  );
  await stateOf(a, 'upToDate');
  await a.close();
  const remove = async (path: string) => {
    const { _rev } = (await centre.registry.ask('GET', path)) as { _rev: string };
    await centre.registry.ask('DELETE', `${path}?rev=${_rev}`);
  };
  for (const id of [destroyed, `${destroyed}:0`]) await remove(pathOf(database, id));
  await remove(`${database}/${other}`);
  // What this desk knew is forgotten: everything is compared anew.
  await remove(`${database}-scans/_local/kense-${a.office.site.site}`);
  const again = await open('01');
  const late = await attach(again, other, randomBytes(5_000));
  again.sync.start();
  await until(
    () => refusedOrAside(again, database),
    (listed) => listed.length === 1,
  );
  expect(await refusedOrAside(again, database)).toEqual([[destroyed, 'aside', 'removed']]);
  await again.act(number, { do: 'note', data: {} });
  await until(atCentre, ([paper]) => paper?.log.length === 3);
  await stateOf(again, 'upToDate');
  expect(await heads(database)).toEqual([kept]);
  expect(await again.store.blobs.has(late)).toBe(true);
  // Put back by the centre, it is no trouble any more.
  await centre.registry.ask('PUT', pathOf(database, destroyed), { type: 'image/png', bytes: 5_000, pieces: 1 });
  again.sync.retry();
  await until(
    () => refusedOrAside(again, database),
    (listed) => listed.length === 0,
  );
});
