import { createHybridClock } from '../../../shared/domain/clock/hybrid-clock.ts';
import { compareText } from '../../../shared/domain/log/graph.ts';
import type { Line } from '../../../shared/domain/log/line.ts';
import type { MarkValue } from '../../store/mark.ts';
import type { Log } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { freshDeskCode, storeIsOld } from './desk-code.ts';
import { writeSite } from './found-office.ts';
import type { IssuedNumbers } from './issued-numbers.ts';
import { createLineWriter } from './lines.ts';
import type { Store } from './open-store.ts';
import type { Records } from './records.ts';
import { createSampleSite, readSite, type Site, signerOf } from './site.ts';

/** The site as it goes on from here: `lastStamp` is the greatest stamp among its own lines. */
export type SiteInOffice = { site: Site; mark: MarkValue; lastStamp: string | undefined };

/**
 * Finds out who this installation is. A store that is older than its mark becomes a new site with a fresh desk code: neither
 * its numbers nor its running line numbers may go on where they stand (design §4).
 */
export async function takeUpSite(
  store: Store,
  records: Records,
  numbers: IssuedNumbers,
  host: { now: () => number; log: Log },
): Promise<SiteInOffice> {
  const site = readSite((await store.local.findOne('site').exec(true)).toJSON().value);
  const known = store.mark.value;
  const greatest = (year: number) => numbers.greatestSequence(site.desk, year);
  const year = numbers.greatestYear();
  if (storeIsOld(site, known, greatest, year !== 0)) return renewSite(store, records, site, known, host);
  const ownLines = [
    ...records.lines.filter((line) => line.site === site.site),
    ...(await lastOwnLines(store, site.site)),
  ];
  const used = known?.used[site.desk] ?? {};
  return {
    site,
    mark: {
      site: site.site,
      used: { ...known?.used, [site.desk]: year === 0 ? used : { ...used, [year]: greatest(year) } },
      n: Math.max(known?.n ?? 0, ...ownLines.map((line) => line.n)),
    },
    lastStamp: ownLines
      .map((line) => line.id)
      .sort(compareText)
      .at(-1),
  };
}

/** A new name, new keys, a desk code never used here. A registry's desk code is granted by the registry alone. */
async function renewSite(
  store: Store,
  records: Records,
  old: Site,
  known: MarkValue | undefined,
  host: { now: () => number; log: Log },
): Promise<SiteInOffice> {
  const used = known?.used ?? {};
  const desk = freshDeskCode([old.desk, ...Object.keys(used)]);
  if (desk === undefined) throw new ProblemError('sequenceFull', { detail: 'all desk codes are used up' });
  host.log('warning', 'the store is older than its mark: fresh desk code', { old: old.desk, fresh: desk });
  const site = createSampleSite(desk);
  const clock = createHybridClock({ site: site.site, now: host.now });
  const writer = createLineWriter({ site: site.site, sign: signerOf(site), clock, now: host.now, n: 0 });
  const by = records.staff[0]!;
  const line = await writeSite(store, site, writer, by);
  const mark = { site: site.site, used: { ...used, [old.desk]: used[old.desk] ?? {}, [desk]: {} }, n: writer.n };
  store.mark.write(mark);
  return { site, mark, lastStamp: line.id };
}

/** The site's own lines in the paper that holds its greatest running number. */
async function lastOwnLines(store: Store, site: string): Promise<Line[]> {
  const [last] = await store.papers
    .find({ selector: {}, sort: [{ 'state.ownN': 'desc' }, { id: 'desc' }], limit: 1 })
    .exec();
  return (last?.toJSON().log as Line[] | undefined)?.filter((line) => line.site === site) ?? [];
}
