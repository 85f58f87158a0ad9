import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replicasOf } from '../../main/office/centre/replicas.ts';
import { confirmedHere } from '../../main/sync/checkpoint.ts';
import { type NotEntered, takeInBundle } from '../../registry/bundles/take-in.ts';
import { takeDeskCode } from '../../registry/provisioning/desk-codes.ts';
import { readStatus } from '../../registry/provisioning/status.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import { startEmbedded } from '../registry-server.ts';
import { agreed, registryForTests, stateOf } from './agency.ts';
import { troublesOf } from './cluster.ts';
import { joiningAgain } from './joining.ts';
import { until } from './until.ts';

// On a server that is somebody's the secret stays, and the records that it has sealed tell who the gone one was.
const centre = registryForTests(startEmbedded);
const year = yearAt(Date.now());

test('papers of a computer that is gone come into a registry made anew by a sister’s stick, once an administrator has named it', async () => {
  const { agency, database, atCentre, twoDesks, joinAgain, settled } = joiningAgain(centre, await centre.agency());
  const { couch } = centre.registry;
  const [a, b] = await twoDesks();
  const gone = b.office.site.site;
  await Promise.all([a.sync.stop(), b.close()]);
  await centre.registry.makeAnew(agency);
  const { again: here } = await joinAgain(a, '01');
  here.sync.start();
  // Its own came in with it; the others' the check takes from nobody, which is told.
  await until(here.sync.state, (state) => {
    if (state.is === 'stopped') here.sync.accept();
    return state.is === 'upToDate' && state.refused === 3;
  });
  expect(await atCentre()).toHaveLength(3);
  // What is confirmed over the network is left out of a stick, but for what does not go there.
  const { office: records } = replicasOf(here.office, agency);
  await until(
    async () => records.changedSince((await confirmedHere(here.notes, `registry:${database}-office`)).pushed, 1),
    ({ papers }) => papers.length === 0,
  );
  const stick = join(centre.folder, 'stick');
  mkdirSync(stick);
  const { path } = await here.bundles.make({ reader: '', folder: stick, withScans: false });
  const desks = [{ code: '02', from: year, until: year }];
  const first = await takeInBundle(couch, path);
  expect(first).toMatchObject({ papers: 0, unknown: [{ site: gone, name: '02-терезе', desks }] });
  expect(new Set(first.aside.map(({ id }) => id.slice(9, 17)))).toEqual(new Set(['02000001', '02000002', '02000003']));
  for (const { why } of first.aside) expect(why).toContain('unknownSite');
  const problem = (of: string) => takeInBundle(couch, path, { gone: of }).catch((error: NotEntered) => error.problem);
  expect(await problem('zzzzzzzzzzzz')).toBe('goneNotCarried');
  for (const known of [here.office.site.site, here.office.site.grant!.registry.site])
    expect(await problem(known)).toBe('goneIsHere');
  expect(await takeInBundle(couch, path, { gone })).toMatchObject({ papers: 3, aside: [], unknown: [] });
  expect(await takeInBundle(couch, path, { gone })).toMatchObject({ papers: 0, records: 0, aside: [] });
  await settled(here);
  await agreed([atCentre, here.all], 6);
  await stateOf(here, 'upToDate');
  expect(await troublesOf(here)).toEqual([]);
  // It may do nothing here, and nobody gives numbers under its code this year.
  const { sites } = (await readStatus(couch)).find((one) => one.agency === agency)!;
  expect(sites.find(({ site }) => site === gone)).toMatchObject({
    had: '02',
    revokedAt: expect.stringMatching(/^\d{4}-/),
  });
  const next = await takeDeskCode(couch, agency, 'zzzzzzzzzzzz', year);
  expect(next?.code).toBe('04');
});
