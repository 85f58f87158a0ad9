import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { SCAN_PIECE } from '../../shared/centre/scan-documents.ts';
import { agreed, attach, registryForTests, stateOf } from './agency.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

const centre = registryForTests();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Row = { id: string; value: { rev: string } };

/** What lies among the agency's scans: heads and pieces. */
async function scansIn(database: string): Promise<Row[]> {
  const { rows } = (await centre.registry.ask('GET', `${database}-scans/_all_docs`)) as { rows: Row[] };
  return rows.filter(({ id }) => !id.startsWith('_'));
}
const heads = async (database: string) =>
  (await scansIn(database)).map(({ id }) => id).filter((id) => !id.includes(':'));

/** The network, until `breaks` says of a request's path and body that the line is cut. */
function breakingFetch(breaks: (path: string, body: string) => boolean): typeof fetch {
  return (url, init) => {
    const body = init?.body as Uint8Array | undefined;
    const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip';
    const text = body ? (isPacked ? gunzipSync(body) : Buffer.from(body)).toString('latin1') : '';
    if (breaks(new URL(String(url)).pathname, text)) return Promise.reject(new TypeError('fetch failed'));
    return fetch(url, init);
  };
}

test('a file goes after its paper, and is fetched where somebody wants to see it, not before', async () => {
  const { database, open, atCentre } = await centre.agency();
  const [a, b] = [await open('01'), await open('02')];
  const { number } = await a.register((intake) => {
    intake.paper.text = 'ұзақ мәтін '.repeat(4_000);
  });
  const picture = randomBytes(SCAN_PIECE * 3 + 100);
  const name = await attach(a, number, picture);
  a.sync.start();
  b.sync.start();
  await agreed([atCentre, a.all, b.all], 1);
  // The long text of the paper and the picture.
  await until(
    () => heads(database),
    (there) => there.length === 2,
  );
  await Promise.all([stateOf(a, 'upToDate'), stateOf(b, 'upToDate')]);
  expect((await scansIn(database)).map(({ id }) => id)).toContain(`${name}:3`);
  expect(await b.store.blobs.has(name)).toBe(false);
  expect(await Promise.all([b.sync.fetchScan(name), b.sync.fetchScan(name)])).toEqual([true, true]);
  expect(sha256((await b.store.blobs.get(name))!)).toBe(name);
  expect(await b.sync.fetchScan('ab'.repeat(32))).toBe(false);
  // What b has fetched it does not send again.
  expect((await scansIn(database)).every(({ value }) => value.rev.startsWith('1-'))).toBe(true);
});

test('while a file is yet to go nobody says that all is through, however long the registry thinks', async () => {
  const { database, open, atCentre } = await centre.agency();
  let holds = true;
  const holding: typeof fetch = (url, init) => {
    if (!holds || !new URL(String(url)).pathname.startsWith(`/${database}-scans/`)) return fetch(url, init);
    return new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason)));
  };
  const a = await open('01', { fetch: holding });
  const { number } = await a.register();
  await attach(a, number, randomBytes(1_000));
  a.sync.start();
  await agreed([atCentre, a.all], 1);
  const states = async () => (await a.sync.overview()).databases.map(({ state }) => state.is);
  await until(states, ([papers, records, scans]) => papers === 'upToDate' && records === papers && scans === 'syncing');
  expect(a.sync.state()).toMatchObject({ is: 'syncing', total: 1 });
  holds = false;
  await stateOf(a, 'upToDate');
  expect(await heads(database)).toHaveLength(1);
});

test('sent through a line that breaks again and again, each piece goes once', async () => {
  const { database, open } = await centre.agency();
  let writes = 0;
  let broken = 0;
  const flaky = breakingFetch((path) => {
    if (!path.endsWith('-scans/_bulk_docs')) return false;
    const cut = ++writes % 3 === 0;
    if (cut) broken++;
    return cut;
  });
  const a = await open('01', { fetch: flaky, speed: 200 });
  const { number } = await a.register();
  const name = await attach(a, number, randomBytes(SCAN_PIECE * 60));
  a.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(name),
  );
  await stateOf(a, 'upToDate');
  expect(broken).toBeGreaterThan(2);
  const rows = await scansIn(database);
  expect(rows).toHaveLength(61);
  expect(rows.every(({ value }) => value.rev.startsWith('1-'))).toBe(true);
});

test('after a start without a network only files that have not gone are told to wait', async () => {
  const { open } = await centre.agency();
  const a = await open('01', { speed: 100 });
  const { number } = await a.register();
  await attach(a, number, randomBytes(5_000));
  a.sync.start();
  const files = async (desk: Desk) =>
    (await desk.sync.overview()).databases.find((one) => one.database.endsWith('-scans'))!;
  await until(
    async () => [(await files(a)).state.is, (await files(a)).waiting.length],
    ([is, waiting]) => is === 'upToDate' && waiting === 0,
  );
  await a.close();
  const again = await open('01', { fetch: () => Promise.reject(new TypeError('fetch failed')) });
  again.sync.start();
  await stateOf(again, 'offline');
  expect((await files(again)).waiting).toEqual([]);
  const late = await attach(again, number, randomBytes(5_000));
  expect((await files(again)).waiting).toContain(late);
});

test('what a closed office had begun to send, the next one goes on with', async () => {
  const { database, open } = await centre.agency();
  let pieces = 0;
  const held = breakingFetch((path) => path.endsWith('-scans/_bulk_docs') && ++pieces > 2);
  const a = await open('01', { fetch: held });
  const { number } = await a.register();
  const name = await attach(a, number, randomBytes(SCAN_PIECE * 40));
  a.sync.start();
  await stateOf(a, 'offline');
  await a.close();
  const begun = (await scansIn(database)).map(({ id }) => id);
  expect(begun.length).toBeGreaterThan(0);
  expect(begun).not.toContain(name);
  const sentAgain: string[] = [];
  let sent = 0;
  const again = await open('01', {
    fetch: breakingFetch((path, body) => {
      if (!path.endsWith('-scans/_bulk_docs')) return false;
      sent++;
      sentAgain.push(...begun.filter((id) => body.includes(`"${id}"`)));
      return false;
    }),
  });
  again.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(name),
  );
  expect(sent).toBeGreaterThan(0);
  expect(sentAgain).toEqual([]);
});

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

test('somebody who wants to see a file is told at once when the registry asks to wait for long', async () => {
  const { database, open } = await centre.agency();
  const busy: typeof fetch = (url, init) =>
    new URL(String(url)).pathname.startsWith(`/${database}-scans/`)
      ? Promise.resolve(new Response('{}', { status: 429, headers: { 'retry-after': '3600' } }))
      : fetch(url, init);
  const a = await open('01', { fetch: busy });
  await expect(a.sync.fetchScan('ab'.repeat(32))).rejects.toMatchObject({ failure: 'busy' });
});

test('a database of scans that was made anew is filled again', async () => {
  const { database, open } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const name = await attach(a, number, randomBytes(5_000));
  a.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(name),
  );
  await stateOf(a, 'upToDate');
  await a.close();
  await centre.registry.remake(`${database}-scans`);
  const again = await open('01');
  again.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(name),
  );
});

test('fetched through a line that breaks, what has come is not asked for again; a wrong piece brings nothing in', async () => {
  const { database, open } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const name = await attach(a, number, randomBytes(SCAN_PIECE * 12));
  a.sync.start();
  await until(
    () => heads(database),
    (there) => there.includes(name),
  );
  const asked: string[][] = [];
  const b = await open('02', {
    fetch: breakingFetch((path, body) => {
      if (!path.endsWith('-scans/_all_docs')) return false;
      const pieces = (JSON.parse(body) as { keys: string[] }).keys.filter((id) => id.includes(':'));
      if (pieces.length > 0) asked.push(pieces);
      return asked.length === 2;
    }),
  });
  expect(await b.sync.fetchScan(name)).toBe(true);
  const [first, cut, ...rest] = asked;
  expect([...first!, ...rest.flat()].sort()).toEqual(Array.from({ length: 12 }, (_, i) => `${name}:${i}`).sort());
  expect(rest.flat()).toEqual(expect.arrayContaining(cut!));
  expect(sha256((await b.store.blobs.get(name))!)).toBe(name);
  const c = await open('03');
  const id = `${name}:5`;
  const { _rev } = (await centre.registry.ask('GET', `${database}-scans/${encodeURIComponent(id)}`)) as {
    _rev: string;
  };
  const data = Buffer.alloc(SCAN_PIECE).toString('base64');
  await centre.registry.ask('PUT', `${database}-scans/${encodeURIComponent(id)}`, { _rev, data });
  expect(await c.sync.fetchScan(name)).toBe(false);
  expect(await c.store.blobs.has(name)).toBe(false);
});
