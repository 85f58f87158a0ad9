import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { signLeave } from '../../shared/centre/enrolment.ts';
import { bodySchema, personSchema } from '../../shared/contract/shapes.ts';
import { dayOff } from '../../shared/domain/law/calendar.ts';
import { roles } from '../../shared/domain/life/rights.ts';
import { describe } from '../store/errors.ts';
import { fetchAnswer, putLeave, putRequest } from './centre/ask-registry.ts';
import { foundGranted } from './centre/found-granted.ts';
import { type Granted, makeRequest, readAnswer } from './centre/request.ts';
import type { Assets } from './open/assets.ts';
import { type Founding, firstDeskSettings, foundOffice } from './open/found-office.ts';
import { openOffice } from './open/open-office.ts';
import type { Store } from './open/open-store.ts';
import { type Site, signerOf } from './open/site.ts';
import type { OfficePorts } from './ports.ts';
import { localDate } from './services/local-time.ts';
import { createRegistrar } from './services/register.ts';

const inventedPerson = personSchema.extend({ roles: z.array(z.enum(roles)) });
const officeFile = bodySchema.extend({ staff: z.array(inventedPerson).min(1), clerk: z.string() });

const days = z.number().int().min(0);
/** Ways of delivery that need nobody at the desk. */
const arrivesByItself = new Set<unknown>(['electronic', 'hotLine', 'blog']);

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

type DemoPaper = z.infer<typeof papersFile>['papers'][number];

/** The invented office of the demo (assets/demo). */
export async function demoFounding(assetsFolder: string): Promise<Founding> {
  const { staff, clerk, ...settings } = officeFile.parse(await readJson(assetsFolder, 'office.json'));
  return { settings, staff, clerk };
}

/** The registry of the example answers at once, or is not there. Milliseconds. */
const ANSWERED_WITHIN_MS = 5_000;
const BETWEEN_LOOKS_MS = 50;

/**
 * Writes the invented office. Where a registry for demos runs on this computer, it becomes one of its desks, and its papers go there;
 * otherwise it is alone.
 */
export async function foundDemo(
  store: Store,
  founding: Founding,
  ports: Pick<OfficePorts, 'demoRegistry' | 'machine' | 'now' | 'log'>,
): Promise<void> {
  const granted = await joinDemo(founding, ports).catch((error: unknown) => {
    ports.log('warning', 'the demo office has no registry', { detail: describe(error) });
    return undefined;
  });
  const desk = firstDeskSettings(founding.clerk);
  if (granted) await foundGranted(store, granted, { founding, desk, local: [] }, ports, true);
  else await foundOffice(store, founding, ports);
}

async function joinDemo(
  { settings }: Founding,
  ports: Pick<OfficePorts, 'demoRegistry' | 'machine' | 'now'>,
): Promise<Granted | undefined> {
  const { demoRegistry: address } = ports;
  if (address === undefined) return undefined;
  const asked = { agency: settings.region + settings.agency, name: 'Kense', issuesNumbers: true, address };
  const kept = makeRequest(asked, ports);
  await putRequest(address, kept.request);
  for (const begun = performance.now(); performance.now() - begun < ANSWERED_WITHIN_MS; await wait(BETWEEN_LOOKS_MS)) {
    const answer = await fetchAnswer(address, kept.request);
    if (answer !== undefined) return readAnswer(kept, answer, ports.machine);
  }
  return undefined;
}

/** A demo that is removed leaves nothing at the registry on this computer either. A registry that does not run keeps it. */
export async function leaveRegistry(
  { site, publicKey, privateKey, grant }: Site,
  ports: Pick<OfficePorts, 'demoRegistry' | 'log'>,
): Promise<void> {
  const { demoRegistry: address } = ports;
  if (!grant || address === undefined) return;
  const leave = signLeave({ site, publicKey, agency: grant.agency }, signerOf({ site, publicKey, privateKey }));
  await putLeave(address, leave).catch((error: unknown) =>
    ports.log('warning', 'the registry keeps the demo', { detail: describe(error) }),
  );
}

/** Registers the invented papers, each on its day, by the same way as a real one. */
export async function fillDemo(
  store: Store,
  assets: Assets,
  ports: Pick<OfficePorts, 'assets' | 'machine' | 'now' | 'log'>,
): Promise<void> {
  const { papers } = papersFile.parse(await readJson(ports.assets, 'papers.json'));
  const { zone } = await demoFounding(ports.assets).then(({ settings }) => settings);
  const today = Temporal.PlainDate.from(localDate(ports.now(), zone));
  const dayBefore = (count: number) => today.subtract({ days: count });
  /** Nobody stands at the desk on a day off: such a paper was brought on the working day before. */
  const acceptedOn = ({ daysAgo, intake }: DemoPaper) => {
    let day = dayBefore(daysAgo);
    while (!arrivesByItself.has(intake.paper.way) && dayOff(day.toString(), assets.law))
      day = day.subtract({ days: 1 });
    return day;
  };
  const dated = papers.map((paper) => {
    const day = acceptedOn(paper);
    const at = day.toZonedDateTime({ timeZone: zone, plainTime: paper.time }).epochMilliseconds;
    const notAfter = (daysAgo: number) => [dayBefore(daysAgo).toString(), day.toString()].sort()[0]!;
    const arrivedOn = notAfter(paper.arrivedDaysAgo);
    const senderDate = paper.senderDaysAgo === undefined ? '' : notAfter(paper.senderDaysAgo);
    return { at, intake: { ...paper.intake, paper: { ...paper.intake.paper, arrivedOn, senderDate } } };
  });

  let now = 0;
  const office = await openOffice(store, assets, { now: () => now, machine: ports.machine, log: ports.log });
  const registrar = await createRegistrar(office);
  for (const { at, intake } of dated.filter(({ at }) => at <= ports.now()).sort((a, b) => a.at - b.at)) {
    now = at;
    await registrar.register({ draft: randomUUID(), intake });
  }
  await office.stop();
}

async function readJson(assetsFolder: string, name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(assetsFolder, 'demo', name), 'utf8'));
}
