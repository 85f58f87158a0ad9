import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { confirmedHere } from '../../main/sync/checkpoint.ts';
import { leavesOut } from '../../registry/bundles/network.ts';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { numberOfToken } from '../../shared/centre/bundle/parts.ts';
import { agreed, attach, registryForTests } from './agency.ts';
import type { Desk } from './desk.ts';
import { until } from './until.ts';

/** What a stick leaves out because the network has brought it, whatever the desk's clock says. */

const centre = registryForTests();
const HOUR = 3_600_000;
const SPEED = 100;

async function enrolledDesk() {
  const { agency, database, open, enrol, atCentre } = await centre.agency();
  const clock = { skew: 0 };
  const line = { holdsPapers: false };
  const onLine: typeof fetch = (input, init) => {
    if (!line.holdsPapers || !new URL(String(input)).pathname.endsWith('/_bulk_docs')) return fetch(input, init);
    return new Promise((_, reject) => init!.signal!.addEventListener('abort', () => reject(init!.signal!.reason)));
  };
  const opened = () => open('01', { enrol, speed: SPEED, now: () => Date.now() + clock.skew, fetch: onLine });
  const desk = await opened();
  const site = desk.office.site.site;
  const path = `${database}/_local/kense-${site}`;
  const confirmed = () => centre.registry.ask('GET', path) as Promise<{ token?: string }>;
  return {
    agency,
    database,
    clock,
    line,
    desk,
    openAgain: opened,
    atCentre,
    backUp: () => centre.registry.backUp(database, [site]),
    /** Registers some papers, which go over the network, and waits until that is confirmed. */
    async exchange(papers: number, inAll: number): Promise<void> {
      await desk.registerMany(papers, String);
      await agreed([atCentre, desk.all], inAll);
      await until(
        () => stickFor(),
        ({ documents }) => documents === 0,
      );
    },
    confirmed,
    stickFor,
  };

  async function stickFor(withScans = false) {
    const folder = join(centre.folder, `stick ${agency} ${crypto.randomUUID()}`);
    mkdirSync(folder);
    return desk.bundles.make({ reader: '', folder, withScans });
  }
}

const takeIn = (path: string) => takeInBundle(centre.registry.couch, path);

async function quiet({ sync }: Desk): Promise<void> {
  await sync.stop();
}

test('a registry that was set back is not taken for one that has been in touch since, though the desk’s clock was ahead before', async () => {
  const { clock, desk, backUp, exchange, stickFor } = await enrolledDesk();
  clock.skew = 5 * HOUR;
  desk.sync.start();
  await exchange(3, 3);
  const restore = await backUp();
  clock.skew = 0;
  desk.sync.start();
  await exchange(2, 5);
  await quiet(desk);
  await desk.register();
  const { path, documents } = await stickFor();
  expect(documents).toBe(1);
  await restore();
  expect(await takeIn(path)).toMatchObject({ papers: 1, aside: [], leavesOut: true });
});

test('a stick that was made before the two were in touch again leaves nothing out, though the desk’s clock was set back since', async () => {
  const { clock, desk, exchange, stickFor, confirmed } = await enrolledDesk();
  clock.skew = 5 * HOUR;
  desk.sync.start();
  await exchange(3, 3);
  const { path } = await stickFor();
  const { token } = await confirmed();
  clock.skew = 0;
  for (let papers = 4; papers < 7; papers++) await exchange(1, papers);
  expect((await confirmed()).token).not.toBe(token);
  await quiet(desk);
  expect(await takeIn(path)).toMatchObject({ aside: [], leavesOut: false });
});

test('a comparison with a registry that was set back makes no older stick whole before it has come to its end, also over a restart', async () => {
  const { agency, line, desk, openAgain, atCentre, backUp, exchange, confirmed } = await enrolledDesk();
  desk.sync.start();
  await exchange(3, 3);
  const restore = await backUp();
  await exchange(2, 5);
  const { token } = await confirmed();
  await desk.close();
  // What a stick names that was made then.
  const named = { papers: [token!], office: [], scans: [] };
  const isLeftOut = () => leavesOut(centre.registry.couch, agency, desk.office.site.site, named);
  expect(await isLeftOut()).toBe(false);
  await restore();
  // What it lacks does not go before the line is gone again.
  line.holdsPapers = true;
  const broken = await openAgain();
  broken.sync.start();
  await until(confirmed, (half) => numberOfToken(String(half.token)) > numberOfToken(token!));
  await broken.close();
  expect(await isLeftOut()).toBe(true);
  line.holdsPapers = false;
  const again = await openAgain();
  again.sync.start();
  await agreed([atCentre, again.all], 5);
  await until(isLeftOut, (is) => !is);
});

test('a file that the registry refused over the network goes along on the stick, its paper long there', async () => {
  const { desk, database, exchange, stickFor } = await enrolledDesk();
  const rule = `function (doc, old, user) { if (user.roles.indexOf('site') >= 0) throw { forbidden: 'malformedScan' }; }`;
  await centre.registry.validate(`${database}-scans`, rule);
  desk.sync.start();
  await exchange(3, 3);
  const { number } = await desk.register();
  const refused = await attach(desk, number, new Uint8Array(1_000));
  const scans = async () => (await desk.sync.overview()).databases.find((one) => one.database.endsWith('-scans'))!;
  await until(scans, ({ troubles, waiting }) => troubles.length === 1 && waiting.length === 0);
  const unconfirmed = async () => {
    const { pushed } = await confirmedHere(desk.notes, `registry:${database}-scans`);
    return (await desk.papers.changedSince(pushed, 1)).papers;
  };
  await until(unconfirmed, ({ length }) => length === 0);
  const { path, files } = await stickFor(true);
  expect(files).toBe(1);
  expect(await takeIn(path)).toMatchObject({ files: 1 });
  const { _id } = (await centre.registry.ask('GET', `${database}-scans/${refused}`)) as { _id: string };
  expect(_id).toBe(refused);
});
