import { join } from 'node:path';
import { readGranted, takeDeskCode } from '../../main/office/centre/join.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { createEnrolmentDesk } from '../../main/office/services/enrolment.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import { siteRequestSchema } from '../../shared/centre/enrolment.ts';
import type { registryForTests } from './agency.ts';
import { type Desk, KEY } from './desk.ts';
import { until } from './until.ts';

type Centre = ReturnType<typeof registryForTests>;

const SPEED = 100;

/** Desks of an agency that a registry grants what they ask for, and once more after it was made anew. */
export function joiningAgain(
  centre: Centre,
  { agency, database, open, enrol, atCentre }: Awaited<ReturnType<Centre['agency']>>,
) {
  const { registry } = centre;
  const folderOf = (desk: string) => join(centre.folder, `${agency} ${desk}`);
  const opened = (desk: string) => open(desk, { enrol, user: undefined, speed: SPEED });

  /** Each with three papers, which both have. */
  async function twoDesks(): Promise<[Desk, Desk]> {
    const [a, b] = [await opened('01'), await opened('02')];
    for (const desk of [a, b]) desk.sync.start();
    for (const desk of [a, b]) for (let i = 0; i < 3; i++) await desk.register();
    await until(
      () => Promise.all([a.all(), b.all()]),
      (all) => all.every(({ length }) => length === 6),
    );
    return [a, b];
  }

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
  return { agency, database, atCentre, opened, twoDesks, joinAgain, settled };
}
