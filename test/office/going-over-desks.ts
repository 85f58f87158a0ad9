import { goingOver } from '../../main/office/open/go-over.ts';
import { besideOf, type Keeper } from '../../main/office/open/originals.ts';
import { createSiteKeys, verifyEd25519 } from '../../main/office/open/site.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { originalsOf, waitingBeside } from '../../main/office/open/waiting.ts';
import { paperFits } from '../../main/sync/fits.ts';
import { createReplica } from '../../main/sync/replica.ts';
import { checkLog } from '../../shared/domain/log/check.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { assign } from '../sync/agency.ts';
import { until } from '../sync/until.ts';
import { type BundleDesk, bundleDesks, createCentre } from './bundle-desks.ts';

/** Three desks that know each other's keys: A registers, B and C are its sisters. */
export async function three(): Promise<[BundleDesk, BundleDesk, BundleDesk]> {
  const { open } = bundleDesks(createCentre());
  const desks: [BundleDesk, BundleDesk, BundleDesk] = [await open('01'), await open('02'), await open('03')];
  const records = await Promise.all(desks.map(({ record }) => record()));
  for (const { replicas, office } of desks) {
    await replicas.office.unite(records.map((current) => ({ current, others: [] })));
    await until(
      async () => desks.map(({ site }) => office.records.keyOfSite(site)),
      (keys) => !keys.includes(undefined),
    );
  }
  return desks;
}

export type Replicas = { replicas: Pick<BundleDesk['replicas'], 'papers'> };
export const carry = async ({ replicas }: Replicas, current: Paper) =>
  (await replicas.papers.unite([{ current, others: [] }])).get(current.id)!;
export const pull = async ({ replicas }: Replicas, current: Paper, others: Paper[] = []) =>
  (await replicas.papers.unite([{ current, others, isAccepted: true }])).get(current.id)!;
export const paperAt = async ({ all }: BundleDesk, number: string) => (await all()).find(({ id }) => id === number);
export const findings = (paper: Paper, { office }: BundleDesk) =>
  checkLog(paper, office.records.keyOfSite, verifyEd25519);
/** The lines that are still to come over here, to whatever paper; who is asked may know less, or more, than the desk. */
export const comingAt = async (
  { office: { store, site, records } }: BundleDesk,
  other: Partial<Pick<Keeper, 'site' | 'records'>> = {},
) => (await waitingBeside({ store, site, records, ...other })).flatMap(({ coming }) => coming.map(({ id }) => id));
/** The records of a desk once the registry has taken back its trust in some sites. */
export const revoking = ({ office: { records } }: BundleDesk, ...sites: string[]): Keeper['records'] => ({
  keyOfSite: records.keyOfSite,
  revokedAt: (site) => (sites.includes(site) ? '2026-01-01T00:00:00.000Z' : ''),
});
/** What the card shows beside a paper, with how many lines still come, and how many not any more. */
export const keptAt = async (
  { office: { store, site, records } }: BundleDesk,
  paper: Paper,
  other: Partial<Keeper> = {},
) =>
  (await originalsOf({ store, site, records, ...other }, paper)).map(({ lacking, ...original }) => {
    const waiting = lacking.filter(({ comes }) => comes).length;
    return { ...original, waiting, left: lacking.length - waiting };
  });

/** Every line that a desk has of a paper, in it or beside it. */
export async function keptLines(at: BundleDesk, number: string): Promise<Line[]> {
  const paper = await paperAt(at, number);
  const beside = paper ? await besideOf(at.office, paper) : [];
  return [...(paper?.log ?? []), ...beside.flatMap(({ original }) => original.log)];
}

/** A paper at A, and as it is with another entry. */
export async function corrected(a: BundleDesk): Promise<{ number: string; original: Paper; correction: Paper }> {
  const { number } = await a.register();
  await a.act(number, assign('one'));
  const original = (await paperAt(a, number))!;
  await a.correct(number, 'Көше шамы');
  return { number, original, correction: (await paperAt(a, number))! };
}

/** A desk's computer as it is in these circumstances, on the same store. */
export function desk(
  { office, store }: BundleDesk,
  { site = office.site, records = office.records }: Partial<Keeper>,
): Replicas & Pick<ReturnType<typeof goingOver>, 'keepOriginal'> {
  const { keepOriginal, ...rules } = goingOver({ store, records, site });
  const papers = createReplica({
    collection: store.papers,
    gate: office.gate,
    fits: paperFits('2300001'),
    stored: (paper) => storedPaper(paper, office.assets.law, site.site),
    keepOriginal,
    ...rules,
  });
  return { replicas: { papers }, keepOriginal };
}

/** Under another name, with its former keys. */
export function renewed(a: BundleDesk, records = a.office.records as Keeper['records']): Replicas {
  const { former: _, ...before } = a.office.site;
  return desk(a, { records, site: { ...before, ...createSiteKeys(), former: [before] } });
}
