import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { SCAN_PIECE } from '../../shared/centre/scan-documents.ts';
import { agreed, attach, registryForTests, stateOf } from './agency.ts';
import type { Desk } from './desk.ts';
import { breakingFetch, headsIn, scansIn as scansOf, sha256 } from './scans-there.ts';
import { until } from './until.ts';

const centre = registryForTests();
const scansIn = (database: string) => scansOf(centre.registry, database);
const heads = (database: string) => headsIn(centre.registry, database);

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
  const a = await open('01', { fetch: holding, patience: 5_000 });
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

test('fetched through a line that is cut again and again, each attempt brings a part, and who waits hears how much', async () => {
  const { database, open } = await centre.agency();
  const a = await open('01');
  const { number } = await a.register();
  const names = [
    await attach(a, number, randomBytes(SCAN_PIECE * 40)),
    await attach(a, number, randomBytes(SCAN_PIECE * 40)),
  ];
  a.sync.start();
  await until(
    () => heads(database),
    (there) => names.every((name) => there.includes(name)),
  );
  let cuts = 0;
  const asked = new Map<string, number>();
  const cut = breakingFetch((path, body) => {
    if (!path.endsWith('-scans/_all_docs')) return false;
    const pieces = (JSON.parse(body) as { keys: string[] }).keys.filter((id) => id.includes(':'));
    const [name = ''] = pieces[0]?.split(':') ?? [];
    const times = (asked.get(name) ?? 0) + 1;
    if (pieces.length > 0) asked.set(name, times);
    const isCut = pieces.length > 0 && times % 2 === 0;
    if (isCut) cuts++;
    return isCut;
  });
  // No machine is so quick that a few large portions do.
  const slow: typeof fetch = async (url, init) => {
    if (String(url).endsWith('-scans/_all_docs')) await pause(30);
    return cut(url, init);
  };
  const b = await open('02', { speed: 200, fetch: slow, patience: 10_000 });
  const shares: number[] = [];
  // Two at once: neither takes from the other what has come.
  const both = [b.sync.fetchScan(names[0]!, (share) => shares.push(share)), b.sync.fetchScan(names[1]!)];
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(cuts).toBeGreaterThan(12);
  expect(shares).toEqual([...shares].sort((one, two) => one - two));
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
});
