import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { localDate } from '../../main/office/services/local-time.ts';
import { read } from '../../registry/deploy/couch.ts';
import { addAgency, addStaff, type Person } from '../../registry/provisioning/agency.ts';
import { answerRequest, openRequests } from '../../registry/provisioning/requests.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import type { AppealIntake } from '../../shared/books/appeals.ts';
import { siteRequestSchema } from '../../shared/centre/enrolment.ts';
import type { Enrolment } from '../../shared/contract/enrolment.ts';
import type { SyncOverview, SyncStatus } from '../../shared/contract/sync.ts';
import { startEmbedded, startServer } from '../registry-server.ts';
import { appeal, setUp, startOffice, temporaryProfile } from './offices.ts';

/** One that no real registry has. */
export const AGENCY = '2370001';

/** The name of the agency at the registry, which is not what an office on trial calls itself. */
export const BODY = { kk: 'Жылыой ауданы әкімінің аппараты', ru: 'Аппарат акима Жылыойского района' };

const ZONE = 'Asia/Atyrau';

/** Of the registry's calendar, what a decree changes. */
type Calendar = {
  version: string;
  content: { version: string; decrees: { year: number; off: string[]; work: string[] }[] };
};

export type Registry = Awaited<ReturnType<typeof startRegistry>>;
export type Desk = ReturnType<typeof startOffice>;

/**
 * A registry with one agency; it can be cut off and come back at the same address.
 *
 * @param own an embedded one whatever is given: it answers to demo offices, or is a second one beside the first
 */
export async function startRegistry({ own = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kense registry '));
  const server = await (own ? startEmbedded(folder) : startServer(folder));
  const { url, couch, cut, comeBack } = server;
  onTestFinished(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  await server.claim(AGENCY);
  await addAgency(couch, { agency: AGENCY, name: BODY, zone: ZONE });
  return {
    url,
    couch,
    cut,
    comeBack,
    /** What an administrator answers to a request file. @param address by which the registry is reached from there */
    async answer(file: string, address = url): Promise<string> {
      const granted = await grantSite(couch, siteRequestSchema.parse(JSON.parse(file)), address);
      if (!granted.ok) throw new Error(granted.problem);
      return JSON.stringify(granted.answer);
    },
    /** Grants everything that the agency's computers have asked over the network. */
    async answerAll(): Promise<void> {
      const own = (await openRequests(couch)).filter(({ request }) => request.agency === AGENCY);
      for (const open of own) await answerRequest(couch, open, url);
    },
    addStaff: (person: Omit<Person, 'administrator'> & { administrator?: boolean }) =>
      addStaff(couch, AGENCY, { administrator: false, ...person }),
    /** Gives out a newer calendar, by which this day is off; as it comes with the program, it does not know years to come. */
    async giveDayOff(day: string): Promise<string> {
      const calendar = (await couch.demand('GET', 'directory/calendar')) as unknown as Calendar;
      const { decrees } = calendar.content;
      const of = Number(day.slice(0, 4));
      for (let year = Math.max(...decrees.map((decree) => decree.year)) + 1; year <= of; year++)
        decrees.push({ year, off: [], work: [] });
      decrees.find(({ year }) => year === of)!.off.push(day);
      calendar.version = calendar.content.version = '2099-01-01';
      await couch.demand('PUT', 'directory/calendar', calendar);
      return calendar.version;
    },
    paper: (number: string) => read(couch, `agency-${AGENCY}/${number}`),
  };
}

/** Asks by file and joins by file. */
export async function joinByFile(
  desk: Desk,
  registry: Registry,
  name = '1-терезе',
  issuesNumbers = true,
): Promise<void> {
  const { enrolment } = desk.client;
  await enrolment.request({ agency: AGENCY, name, issuesNumbers, address: '' });
  await joinWith(desk, await registry.answer((await enrolment.file()).text));
}

/** Takes an answer, after the registry's administrator has read the fingerprint out. */
export async function joinWith({ client }: Pick<Desk, 'client'>, answer: string): Promise<void> {
  const { fingerprint } = await client.enrolment.look({ answer });
  await client.enrolment.join({ answer, fingerprint });
}

/** A desk of the agency, on a clock that goes. */
export async function enrolledDesk(registry: Registry, name: string) {
  const profile = temporaryProfile();
  const desk = startDesk(profile);
  const clerk = { ...setUp.clerk, name: `${name} Айгүл Серікқызы` };
  await desk.client.office.setUp({ ...setUp, clerk });
  await joinByFile(desk, registry, name);
  return { ...desk, profile };
}

/** Desks meet at a registry that has a clock of its own. */
export const startDesk = (profile: string) => startOffice(profile, { now: Date.now });

export const enrolmentOf = (desk: Desk, fits: (now: Enrolment) => boolean = () => true) =>
  until(desk.client.enrolment.watch(), fits);
export const statusOf = (desk: Desk, fits: (now: SyncStatus) => boolean) => until(desk.client.sync.watch(), fits);
export const overviewOf = (desk: Desk, fits: (now: SyncOverview) => boolean) =>
  until(desk.client.sync.overview(), fits);

/** The day at the agency's desks, which begins hours before that of UTC. */
export const todayThere = () => localDate(Date.now(), ZONE);

/** A paper that arrived yesterday, whatever the day is. */
export const appealNow = (change: (intake: AppealIntake) => void = () => {}) =>
  appeal((intake) => {
    intake.paper.arrivedOn = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    change(intake);
  });

/** The first snapshot of a live query that fits. */
export async function until<T>(live: Promise<AsyncIterable<T>>, fits: (snapshot: T) => boolean): Promise<T> {
  for await (const snapshot of await live) if (fits(snapshot)) return snapshot;
  throw new Error('the live query ended');
}

/** Until a journal shows these numbers, in any order. */
export const journalShows = (desk: Desk, numbers: readonly string[]) =>
  until(
    desk.client.papers.journal({ book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 100 }),
    ({ rows }) => JSON.stringify(rows.map(({ number }) => number).sort()) === JSON.stringify([...numbers].sort()),
  );
