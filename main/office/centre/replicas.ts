import type { Paper } from '../../../shared/domain/log/line.ts';
import { paperFits, recordFits } from '../../sync/fits.ts';
import type { Replica } from '../../sync/ports.ts';
import { createReplica } from '../../sync/replica.ts';
import { goingOver } from '../open/go-over.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { storedPaper } from '../open/stored-paper.ts';
import { removedPapers } from './removed-papers.ts';

/**
 * The office's papers and records as they are exchanged, over the network and on sticks: everything that comes is written within the
 * office's gate, and its clock goes on after it.
 *
 * @param agency region and agency, 7 digits
 */
export function replicasOf(office: OpenOffice, agency: string): { papers: Replica; office: Replica } {
  const { store, gate, observe, site } = office;
  return {
    papers: createReplica({
      collection: store.papers,
      gate,
      observe,
      fits: paperFits(agency),
      stored: (paper) => storedPaper(paper, office.assets.law, site.site),
      removed: (papers) => removedPapers(office, papers),
      leftToOthers: (number) => isOfAnotherDesk(office, number),
      ...goingOver(office),
    }),
    office: createReplica({
      collection: store.records,
      gate,
      observe,
      fits: recordFits,
      stored: (record) => record,
    }),
  };
}

/**
 * The office's records as they go to a registry: without sites, which it enters itself. What another registry had said of them, before this
 * one was made anew, it would refuse.
 */
export function withoutSites(records: Replica): Replica {
  const others = (papers: Paper[]) => papers.filter(({ book }) => book !== 'site');
  return {
    ...records,
    read: async (ids) => others(await records.read(ids)),
    async changedSince(checkpoint, limit) {
      const changed = await records.changedSince(checkpoint, limit);
      return { ...changed, papers: others(changed.papers) };
    },
  };
}

/**
 * Whether another site that the registry trusts holds the desk code of a number. The registry takes new papers from their own desk alone;
 * those of a site that is revoked or unknown, or of a code that this computer once had, are offered all the same: the refusal tells
 * that somebody has to bring them.
 */
export function isOfAnotherDesk({ records, site, hasIssuedUnder }: OpenOffice, number: string): boolean {
  const code = number.slice(9, 11);
  if (hasIssuedUnder(code)) return false;
  return records.sites.some((one) => one.desk === code && one.site !== site.site && one.revokedAt === '');
}
