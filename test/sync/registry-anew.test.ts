import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readGranted, takeDeskCode } from '../../main/office/centre/join.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { createEnrolmentDesk } from '../../main/office/services/enrolment.ts';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import { siteRequestSchema } from '../../shared/centre/enrolment.ts';
import { registryForTests } from './agency.ts';
import { type Desk, KEY } from './desk.ts';
import { until } from './until.ts';

/** The whole registry is lost: papers, offices, what it had granted to whom, its secret. */

const centre = registryForTests();
const SPEED = 100;
const year = new Date().getUTCFullYear();
const codesOf = (papers: readonly { id: string }[]) => papers.map(({ id }) => id.slice(9, 17));

async function officeOf({ agency, database, open, enrol, atCentre }: Awaited<ReturnType<typeof centre.agency>>) {
  const { registry } = centre;
  const folderOf = (desk: string) => join(centre.folder, `${agency} ${desk}`);
  const opened = (desk: string) => open(desk, { enrol, user: undefined, speed: SPEED });

  /** Asks by file, and takes what is granted, as somebody at the desk does it. */
  async function joinAgain(desk: Desk, called: string) {
    const folder = folderOf(called);
    const host = { now: Date.now, machine: folder };
    const asking = createEnrolmentDesk(desk.office, host);
    await asking.ask({ agency, name: called, issuesNumbers: true, address: '' });
    const request = siteRequestSchema.parse(JSON.parse(await asking.file()));
    const granted = await grantSite(registry.couch, request, registry.url);
    if (!granted.ok) throw new Error(granted.problem);
    const taken = await readGranted(desk.office, JSON.stringify(granted.answer), folder);
    await desk.close();
    const place = { ...placeOf(folder, 'office'), folder, markFile: join(folder, 'mark') };
    await takeDeskCode(place, KEY, taken, host);
    return { again: await opened(called), granted, request };
  }

  /** Until it has everything and nothing is in doubt, whatever has been asked meanwhile. */
  async function settled(...desks: Desk[]) {
    for (const desk of desks) {
      desk.sync.accept();
      desk.sync.retry();
    }
    for (const desk of desks)
      await until(desk.sync.state, (state) => {
        if (state.is === 'stopped') desk.sync.accept();
        return state.is === 'upToDate' && state.refused + state.aside === 0;
      });
  }
  return { agency, database, atCentre, opened, joinAgain, settled };
}

test('desks of a registry made anew join it under other codes, and bring everything: no number twice', async () => {
  const { agency, atCentre, opened, joinAgain, settled } = await officeOf(await centre.agency());
  const [a, b] = [await opened('01'), await opened('02')];
  a.sync.start();
  b.sync.start();
  for (const desk of [a, b]) for (let i = 0; i < 3; i++) await desk.register();
  await until(
    () => Promise.all([a.all(), b.all()]),
    (all) => all.every(({ length }) => length === 6),
  );
  await Promise.all([a.sync.stop(), b.sync.stop()]);
  await a.register();
  for (let i = 0; i < 2; i++) await b.register();
  await centre.registry.makeAnew(agency);

  const joinedA = await joinAgain(a, '01');
  expect(joinedA.granted).toMatchObject({
    desk: { code: '03', from: year },
    former: { entered: [{ desk: { code: '01', from: year, until: year } }], refused: [] },
  });
  const here = joinedA.again;
  here.sync.start();
  await until(here.sync.state, ({ is }) => is === 'stopped' || is === 'upToDate');
  here.sync.accept();
  // What the sister has to bring stands under a code of hers.
  await until(atCentre, (all) => codesOf(all).filter((code) => code.startsWith('01')).length === 4);
  expect((await here.register()).number.slice(9, 17)).toBe('03000001');

  const joinedB = await joinAgain(b, '02');
  expect(joinedB.granted).toMatchObject({
    desk: { code: '04' },
    former: { entered: [{ desk: { code: '02' } }], refused: [] },
  });
  const there = joinedB.again;
  const stick = join(centre.folder, 'stick');
  mkdirSync(stick);
  const { path } = await there.bundles.make({ reader: '', folder: stick, withScans: false });
  const taken = await takeInBundle(centre.registry.couch, path);
  expect(taken).toMatchObject({ papers: 5, aside: [] });
  expect((await there.register()).number.slice(9, 17)).toBe('04000001');
  there.sync.start();
  await until(atCentre, ({ length }) => length === 11);
  await settled(here, there);
  const papers = await until(
    () => Promise.all([atCentre(), here.all(), there.all()]),
    (all) => all.every((one) => JSON.stringify(one) === JSON.stringify(all[0])),
  );
  const firsts = (code: string, count: number) => Array.from({ length: count }, (_, i) => `${code}00000${i + 1}`);
  expect(codesOf(papers[0]!)).toEqual([...firsts('01', 4), ...firsts('02', 5), ...firsts('03', 1), ...firsts('04', 1)]);
  // Whose lines they are is known again.
  const { site } = a.office.site;
  expect(there.office.records.keyOfSite(site)).toBe(a.office.site.publicKey);

  const again = await grantSite(centre.registry.couch, joinedA.request, centre.registry.url);
  expect(again).toMatchObject({ ok: true, desk: { code: '03' }, former: { entered: [], refused: [] } });
  expect((await opened('05')).office.site.desk).toBe('05');
});
