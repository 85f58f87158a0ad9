import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { bodySchema, personSchema } from '../../shared/contract/shapes.ts';
import type { Assets } from './open/assets.ts';
import type { Founding } from './open/found-office.ts';
import { openOffice } from './open/open-office.ts';
import type { Store } from './open/open-store.ts';
import type { OfficePorts } from './ports.ts';
import { localDate } from './services/local-time.ts';
import { createRegistrar } from './services/register.ts';

const officeFile = bodySchema.extend({ staff: z.array(personSchema).min(1), clerk: z.string() });

const days = z.number().int().min(0);
const papersFile = z.object({
  papers: z.array(
    z.object({
      /** Days before the day on which the demo is made, and the wall time of acceptance. */
      daysAgo: days,
      time: z.string().regex(/^\d{2}:\d{2}$/),
      arrivedDaysAgo: days,
      senderDaysAgo: days.optional(),
      intake: z.object({ paper: z.record(z.string(), z.unknown()) }).loose(),
    }),
  ),
});

/** The invented office of the demo (assets/demo). */
export async function demoFounding(assetsFolder: string): Promise<Founding> {
  const { staff, clerk, ...settings } = officeFile.parse(await readJson(assetsFolder, 'office.json'));
  return { settings, staff, clerk };
}

/** Registers the invented papers, each on its day, by the same way as a real one. */
export async function fillDemo(
  store: Store,
  assets: Assets,
  ports: Pick<OfficePorts, 'assets' | 'now' | 'log'>,
): Promise<void> {
  const { papers } = papersFile.parse(await readJson(ports.assets, 'papers.json'));
  const { zone } = await demoFounding(ports.assets).then(({ settings }) => settings);
  const today = Temporal.PlainDate.from(localDate(ports.now(), zone));
  const dayBefore = (count: number) => today.subtract({ days: count });
  const instantOf = (paper: (typeof papers)[number]) =>
    dayBefore(paper.daysAgo).toZonedDateTime({ timeZone: zone, plainTime: paper.time }).epochMilliseconds;

  let now = 0;
  const office = await openOffice(store, assets, { now: () => now, log: ports.log });
  const registrar = await createRegistrar(office);
  const due = papers.filter((paper) => instantOf(paper) <= ports.now()).sort((a, b) => instantOf(a) - instantOf(b));
  for (const paper of due) {
    now = instantOf(paper);
    const dates = {
      arrivedOn: dayBefore(Math.max(paper.arrivedDaysAgo, paper.daysAgo)).toString(),
      senderDate:
        paper.senderDaysAgo === undefined ? '' : dayBefore(Math.max(paper.senderDaysAgo, paper.daysAgo)).toString(),
    };
    const intake = { ...paper.intake, paper: { ...paper.intake.paper, ...dates } };
    await registrar.register({ draft: randomUUID(), intake });
  }
  await office.stop();
}

async function readJson(assetsFolder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(assetsFolder, 'demo', name), 'utf8'));
}
