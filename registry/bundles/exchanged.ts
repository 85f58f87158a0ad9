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
import { type Couch, read } from '../deploy/couch.ts';

/** A place in a feed; opaque. */
export type Since = string | number;

/**
 * What a site is known to have of each of its agency's databases, by its own bundles. It lies in the database itself, where no copy takes
 * it along: one that was restored or made anew knows as much as its own papers do.
 */
export async function readExchange(couch: Couch, agency: string, site: string) {
  const stored = await Promise.all((['-office', ''] as const).map((part) => readOne(couch, agency, part, site)));
  const [office, papers] = stored as [Kept, Kept];
  const keep = async (part: '-office' | '', next: Kept) =>
    void (await couch.demand('PUT', pathFor(agency, part, site), next));

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

async function readOne(couch: Couch, agency: string, part: '-office' | '', site: string): Promise<Kept> {
  return readExchanged(await read(couch, pathFor(agency, part, site)));
}

function pathFor(agency: string, part: '-office' | '', site: string): string {
  return `${databaseOf(agency, part)}/_local/kense-bundles-${site}`;
}
