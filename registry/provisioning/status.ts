import { databaseOf } from '../../shared/centre/names.ts';
import { type Couch, read } from '../deploy/couch.ts';
import { agenciesOf } from './set-up.ts';
import type { StoredSite } from './site.ts';
import { countConflicts } from './tidy.ts';

/** One site as an administrator sees it: `desk` (the code it holds), `had` (one that it held) and `lastAt` are '' where there is none. */
export type SiteStatus = {
  site: string;
  name: string;
  desk: string;
  had: string;
  revokedAt: string;
  lines: number;
  lastAt: string;
};

export type AgencyStatus = {
  agency: string;
  name: string;
  papers: number;
  records: number;
  scans: number;
  /** Papers with losing revisions; undefined where the server has not been set up to tell. */
  inConflict?: number | undefined;
  sites: SiteStatus[];
};

type DeskCode = { _id: string; holdings: { site: string; until?: number }[] };
type Stats = { key: string; value: { count: number; max: number } };

/** How a registry stands: agencies, sites, desk codes, when each site last wrote. */
export async function readStatus(couch: Couch): Promise<AgencyStatus[]> {
  const { rows } = await couch.demand('GET', 'registry/_all_docs?include_docs=true');
  const documents = (rows as { doc: { _id: string } }[]).map(({ doc }) => doc);
  const sites = documents.filter(({ _id }) => _id.startsWith('site:')) as StoredSite[];
  const codes = documents.filter(({ _id }) => _id.startsWith('desk:')) as DeskCode[];
  return Promise.all((await agenciesOf(couch)).map((agency) => statusOf(couch, agency, sites, codes)));
}

async function statusOf(couch: Couch, agency: string, sites: StoredSite[], codes: DeskCode[]): Promise<AgencyStatus> {
  const view = `${databaseOf(agency)}/_design/lines/_view/lines_by_site?group=true`;
  const { rows } = await couch.demand('GET', view);
  const activity = new Map((rows as Stats[]).map(({ key, value }) => [key, value]));
  const entry = (await read(couch, `directory/agency:${agency}`)) as { name: { kk: string } } | undefined;
  const [inConflict, papers, records, scans] = await Promise.all([
    countConflicts(couch, agency),
    count(couch, databaseOf(agency)),
    count(couch, databaseOf(agency, '-office')),
    count(couch, databaseOf(agency, '-scans')),
  ]);
  const own = sites.filter((site) => site.agency === agency);
  return {
    agency,
    name: entry?.name.kk ?? '',
    papers,
    records,
    scans,
    inConflict,
    sites: own.map(({ _id, name, revokedAt }) => {
      const site = _id.slice('site:'.length);
      const held = codes
        .filter((code) => code._id.startsWith(`desk:${agency}:`))
        .flatMap(({ _id, holdings }) => holdings.map((one) => ({ ...one, code: _id.slice(-2) })))
        .filter((holding) => holding.site === site);
      const isNow = ({ until }: { until?: number }) => until === undefined && revokedAt === '';
      const last = activity.get(site);
      return {
        site,
        name,
        desk: held.find(isNow)?.code ?? '',
        had: held.find((one) => !isNow(one))?.code ?? '',
        revokedAt,
        lines: last?.count ?? 0,
        lastAt: last ? new Date(last.max).toISOString() : '',
      };
    }),
  };
}

/** Documents without the design documents. */
async function count(couch: Couch, database: string): Promise<number> {
  const range = 'startkey=%22_design%2F%22&endkey=%22_design0%22';
  const [info, designs] = await Promise.all([
    couch.demand('GET', database),
    couch.demand('GET', `${database}/_all_docs?${range}`),
  ]);
  return Number(info.doc_count) - (designs.rows as unknown[]).length;
}
