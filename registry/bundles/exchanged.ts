import {
  acknowledgedPlace,
  afterMade,
  afterTakenIn,
  type Exchanged,
  readExchanged,
  type Standing,
  standingOf,
} from '../../shared/centre/bundle/exchanged.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import { hashOf } from '../../shared/domain/log/line.ts';
import { type Couch, read } from '../deploy/couch.ts';
import { readRegistryKey } from '../provisioning/registry-key.ts';

/** A place in a feed; opaque. */
export type Since = string | number;

/**
 * What a site is known to have of each of its agency's databases, by its own bundles. It lies in the database itself, where no copy takes
 * it along: one that was restored or made anew knows as much as its own papers do. No check is asked there, and every site of the agency may
 * write: so each carries the registry's mark, and what a site has written itself, or has taken from a sister, is nothing. By an older one that is
 * put back, or one that is removed, something is sent twice.
 */
export async function readExchange(couch: Couch, agency: string, site: string) {
  const { markOf } = await readRegistryKey(couch);
  const marked = (part: Part, { sent, acknowledged, heard }: Kept) =>
    markOf(hashOf({ standing: pathFor(agency, part, site), sent, acknowledged, heard }));
  const readPart = async (part: Part): Promise<Kept> => {
    const stored = await read(couch, pathFor(agency, part, site));
    const kept: Kept = readExchanged(stored);
    const isOurs = stored?.mark === marked(part, kept);
    return isOurs ? kept : { ...readExchanged(undefined), ...(stored && { _rev: String(stored._rev) }) };
  };
  const [office, papers] = [await readPart('-office'), await readPart('')];
  const keep = async (part: Part, next: Kept) =>
    void (await couch.demand('PUT', pathFor(agency, part, site), { ...next, mark: marked(part, next) }));

  return {
    /** What the next bundle for the site says. */
    standing: (bundle: string): Standing => standingOf(bundle, papers),
    /** Up to where it has everything; 0 for nothing. */
    since: { office: acknowledgedPlace(office) ?? 0, papers: acknowledgedPlace(papers) ?? 0 },
    async noteMade(bundle: string, since: { office: Since; papers: Since }): Promise<void> {
      await keep('-office', afterMade(office, bundle, since.office));
      await keep('', afterMade(papers, bundle, since.papers));
    },
    async noteTakenIn(standing: Standing, isWhole: boolean): Promise<void> {
      await keep('-office', afterTakenIn(office, standing, isWhole));
      await keep('', afterTakenIn(papers, standing, isWhole));
    },
  };
}

type Kept = Exchanged<Since> & { _rev?: string };
type Part = '-office' | '';

function pathFor(agency: string, part: Part, site: string): string {
  return `${databaseOf(agency, part)}/_local/kense-bundles-${site}`;
}
