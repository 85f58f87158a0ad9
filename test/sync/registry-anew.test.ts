import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import { registryForTests } from './agency.ts';
import { joiningAgain } from './joining.ts';
import { until } from './until.ts';

/** The whole registry is lost: papers, offices, what it had granted to whom, its secret. */

const centre = registryForTests();
const year = yearAt(Date.now());
const codesOf = (papers: readonly { id: string }[]) => papers.map(({ id }) => id.slice(9, 17));

test('desks of a registry made anew join it under other codes, and bring everything: no number twice', async () => {
  const place = await centre.agency();
  const { agency, atCentre, opened, twoDesks, joinAgain, settled } = joiningAgain(centre, place);
  const [a, b] = await twoDesks();
  // What the lost registry had confirmed is not left out of a stick to the one made anew.
  for (const desk of [a, b]) await place.confirmed(desk);
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
