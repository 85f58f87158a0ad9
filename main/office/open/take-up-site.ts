import { createHybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import { compareText } from '../../../shared/domain/log/graph.ts';
import type { Line } from '../../../shared/domain/log/line.ts';
import type { MarkValue } from '../../store/mark.ts';
import type { Log } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { lastLineRemoved } from '../safety/stubs.ts';
import { ownLine } from './collections.ts';
import { freshDeskCode, storeIsOld } from './desk-code.ts';
import { writeSite } from './found-office.ts';
import type { IssuedNumbers } from './issued-numbers.ts';
import { createLineWriter } from './lines.ts';
import type { Store } from './open-store.ts';
import type { Records } from './records.ts';
import { createSampleSite, createSiteKeys, formerOf, readSite, type Site, signerOf, TRIAL_AGENCY } from './site.ts';

/** The document of `local` that holds a request to a registry (centre/request.ts). */
export const REQUEST = 'request';

type Host = { now: () => number; machine: string; log: Log; renew?: boolean };

/** The site as it goes on from here: `lastStamp` is the greatest stamp that it, or the one it replaces, has made. */
export type SiteInOffice = { site: Site; mark: MarkValue; lastStamp: string | undefined };

/**
 * Finds out who this installation is. A store that is older than its mark becomes a new site with a fresh desk code: neither
 * its numbers nor its running line numbers may go on where they stand (design §4).
 */
export async function takeUpSite(
  store: Store,
  records: Records,
  numbers: IssuedNumbers,
  host: Host,
): Promise<SiteInOffice> {
  const known = store.mark.value;
  const stored = await store.local.findOne('site').exec();
  // A rescued store may have lost it; its numbers tell under which codes it has worked.
  if (!stored)
    return renewSite(store, records, { desk: numbers.greatestDesk() }, known, await lastStampOf(store), host);
  const site = readSite(stored.toJSON().value);
  const greatest = (year: number) => numbers.greatestSequence(site.desk, year);
  const year = numbers.greatestYear();
  const ownLines = [
    ...records.lines.filter((line) => line.site === site.site),
    ...(await lastOwnLines(store, site.site)),
  ];
  const lastStamp = ownLines
    .map((line) => line.id)
    .sort(compareText)
    .at(-1);
  const lastLine = Math.max(await lastLineRemoved(store, site.site), ...ownLines.map((line) => line.n));
  if (host.renew || storeIsOld(site, host.machine, known, greatest, lastLine))
    return renewSite(store, records, site, known, lastStamp, host);
  return {
    site,
    mark: {
      site: site.site,
      machine: host.machine,
      used: { ...known?.used, ...(site.desk !== '' && { [site.desk]: usedBy(site.desk, known, year, greatest) }) },
      n: Math.max(known?.n ?? 0, lastLine),
      acceptedAt: known?.acceptedAt ?? '',
    },
    lastStamp,
  };
}

function usedBy(desk: string, known: MarkValue | undefined, year: number, greatest: (year: number) => number) {
  const used = known?.used[desk] ?? {};
  return year === 0 ? used : { ...used, [year]: greatest(year) };
}

/** A new name, new keys, a desk code never used here; a request that waits for its answer is given up with the keys it was made with. */
async function renewSite(
  store: Store,
  records: Records,
  old: Site | { desk: string },
  known: MarkValue | undefined,
  lastStamp: string | undefined,
  host: Host,
): Promise<SiteInOffice> {
  await store.local.findOne(REQUEST).remove();
  if (records.settings.agency !== TRIAL_AGENCY) return renewGranted(store, old, known, lastStamp, host);
  const used = known?.used ?? {};
  const desk = freshDeskCode([old.desk, ...Object.keys(used)]);
  if (desk === undefined) throw new ProblemError('sequenceFull', { detail: 'all desk codes are used up' });
  host.log('warning', 'the store may be older than its mark: fresh desk code', { old: old.desk, fresh: desk });
  const site = createSampleSite(desk);
  const clock = createHybridClock({ site: site.site, now: host.now, last: lastStamp });
  const writer = createLineWriter({ site: site.site, sign: signerOf(site), clock, now: host.now, n: 0 });
  const by = records.staff[0]!;
  const line = await writeSite(store, site, writer, by);
  const mark = {
    site: site.site,
    machine: host.machine,
    used: { ...used, [old.desk]: used[old.desk] ?? {}, [desk]: {} },
    n: writer.n,
    acceptedAt: known?.acceptedAt ?? '',
  };
  store.mark.write(mark);
  return { site, mark, lastStamp: line.id };
}

/**
 * A desk code for real papers is granted by the registry alone: until it has granted one to the new keys no number is issued here. The old
 * credentials still bring what this store lacks, and take what the registry lacks.
 */
async function renewGranted(
  store: Store,
  old: Site | { desk: string },
  known: MarkValue | undefined,
  lastStamp: string | undefined,
  host: Host,
): Promise<SiteInOffice> {
  host.log('warning', 'the store may be older than its mark: a desk code has to be granted', { old: old.desk });
  const former = 'site' in old ? formerOf(old) : [];
  const site: Site = {
    ...createSiteKeys(),
    desk: '',
    sample: false,
    ...(former.length > 0 && { former }),
    ...('grant' in old && old.grant && { grant: old.grant }),
  };
  await store.local.upsert({ id: 'site', value: site });
  const used = { ...known?.used, ...(old.desk !== '' && { [old.desk]: known?.used[old.desk] ?? {} }) };
  const mark = { site: site.site, machine: host.machine, used, n: 0, acceptedAt: known?.acceptedAt ?? '' };
  store.mark.write(mark);
  return { site, mark, lastStamp };
}

/** The site's own lines in the paper that holds its greatest running number. */
async function lastOwnLines(store: Store, site: string): Promise<Line[]> {
  const [last] = await store.papers
    .find({
      selector: { 'state.own': { $gte: ownLine(site, 0), $lt: `${site};` } },
      sort: [{ 'state.own': 'desc' }, { id: 'desc' }],
      limit: 1,
    })
    .exec();
  return (last?.toJSON().log as Line[] | undefined)?.filter((line) => line.site === site) ?? [];
}

/** The greatest stamp of any paper. */
async function lastStampOf(store: Store): Promise<string | undefined> {
  const papers = await store.papers.find({ sort: [{ 'state.acceptedAt': 'desc' }, { id: 'desc' }], limit: 50 }).exec();
  const stamps = papers.flatMap((paper) => (paper.toJSON().log as Line[]).map(({ id }) => id));
  return stamps.sort(compareText).at(-1);
}
