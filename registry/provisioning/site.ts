import { randomBytes } from 'node:crypto';
import { siteRules } from '../../shared/books/office-records.ts';
import {
  answerTo,
  type FormerDesk,
  type Grant,
  isFormer,
  isSigned,
  type SiteAnswer,
  type SiteRequest,
} from '../../shared/centre/enrolment.ts';
import { databaseOf, roleOfAgency, roleOfDesk, SITE_ROLE, userOfSite } from '../../shared/centre/names.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import { type Couch, pathOf, RegistryError, read, writeWhole } from '../deploy/couch.ts';
import { hasAgency } from './agency.ts';
import { type Desk, enterFormerDesk, noteTaken, readCodesOf, returnDeskCode, takeDeskCode } from './desk-codes.ts';
import { paperOf, readRecords, writeRecords } from './office-records.ts';
import { verifyEd25519 } from './proof.ts';
import { readRegistryKey } from './registry-key.ts';
import { agenciesOf } from './set-up.ts';
import { keepUser } from './user.ts';
import { yearAt } from './year.ts';

export { verifyEd25519 };

/** What the centre keeps of a site; `revokedAt` is '' while it is trusted. */
export type StoredSite = {
  _id: string;
  _rev?: string;
  agency: string;
  publicKey: string;
  name: string;
  grantedAt: string;
  revokedAt: string;
  /** The site that named this one as a former name of its own, of which this registry knew nothing: it goes with it. */
  broughtBy?: string;
};

/** Why a request is not granted, or a site not revoked. */
export type SiteProblem =
  | 'badSignature'
  | 'unknownAgency'
  | 'otherKey'
  | 'otherAgency'
  | 'revoked'
  | 'noDeskCode'
  | 'laterYears'
  | 'unknownSite';

/** A name that a computer had by its own word, and its desk code, if it had one. */
export type Former = { site: string; desk?: FormerDesk | undefined };

/**
 * `former`: names of which this registry knew nothing: `entered` are here from now on with their codes; `refused` not: another site has the code
 * here, papers of another lie under it, or the name is another's or was revoked.
 */
export type Granted =
  | { ok: true; answer: SiteAnswer; desk: Desk | undefined; former: { entered: Former[]; refused: Former[] } }
  | { ok: false; problem: SiteProblem };

/**
 * Grants a site's request: its user, its desk code, its entry among the office's records. The same request again gives the same
 * grant; a site that was revoked makes a new request, under a new name and key.
 *
 * @param address at which sites reach the registry
 * @param options `year` from which the desk code is granted; `named`: codes that nobody gets while there are others; `until`: the last year of numbers,
 *   where the request names a later one (`laterYears`)
 * @throws RegistryError when the server refuses; NotWhole
 */
export async function grantSite(
  couch: Couch,
  request: SiteRequest,
  address: string,
  {
    year = yearNow(),
    named = [],
    until,
  }: { year?: number | undefined; named?: readonly string[]; until?: number | undefined } = {},
): Promise<Granted> {
  const { site, publicKey, agency, name, issuesNumbers } = request;
  if (!isSigned(request, verifyEd25519)) return { ok: false, problem: 'badSignature' };
  if (!(await hasAgency(couch, agency))) return { ok: false, problem: 'unknownAgency' };
  if (until === undefined && laterYears(request, year).length > 0) return { ok: false, problem: 'laterYears' };
  const stored = await readSite(couch, site);
  if (stored && stored.publicKey !== publicKey) return { ok: false, problem: 'otherKey' };
  if (stored && stored.agency !== agency) return { ok: false, problem: 'otherAgency' };
  // The office remembers it, should this registry have been set back.
  const records = await readRecords(couch, agency);
  if ((stored && stored.revokedAt !== '') || isRevokedIn(records, site)) return { ok: false, problem: 'revoked' };
  if (!stored) {
    const grantedAt = new Date().toISOString();
    await writeSite(couch, site, { agency, publicKey, name, grantedAt, revokedAt: '' });
  }
  const former = await enterFormer(couch, request, records, { year, until });
  await noteTaken(couch, agency, request.taken ?? [], { year, until });
  const desk = issuesNumbers ? await takeDeskCode(couch, agency, site, year, named) : undefined;
  if (issuesNumbers && !desk) return { ok: false, problem: 'noDeskCode' };
  const key = await readRegistryKey(couch);
  const own = desk ? [roleOfDesk(agency, desk.code, desk.from)] : [];
  const roles = [SITE_ROLE, roleOfAgency(agency), ...own, ...(await formerRoles(couch, request, { year, until }))];
  await keepUser(couch, { name: userOfSite(site), roles, password: key.passwordOf(site) });
  const data = { name, desk: desk?.code ?? '', deskFrom: desk?.from ?? 0 };
  const entered = { _id: `site:${site}`, book: 'site', entry: { publicKey }, do: 'grant', data };
  await writeRecords(couch, key, agency, [entered]);
  const registry = key.siteOf(agency);
  const grant: Grant = {
    url: address,
    user: userOfSite(site),
    password: key.passwordOf(site),
    roles,
    agency,
    ...(desk ? { desk } : {}),
    registry: { site: registry.site, publicKey: registry.publicKey },
    records: [...(await readRecords(couch, agency)).values()].map(paperOf),
  };
  return { ok: true, answer: answerTo(request, grant, randomBytes(32), registry.sign), desk, former };
}

/** `until`: no later year is taken for one of numbers, whatever a computer says; absent: as it says. */
type Years = { year: number; until: number | undefined };

const upTo = (claimed: number, { until = claimed }: Years) => Math.min(claimed, until);

/**
 * Codes for which a request names a year far ahead: its clock ran ahead, or somebody wants them withheld from everybody for decades. An administrator
 * says which year was the last one of numbers.
 *
 * @param year of the grant; at the turn of the year a clock may be in the next one
 * @returns `<code> <year>` each
 */
export function laterYears({ former = [], taken = [] }: SiteRequest, year = yearNow()): string[] {
  const claims = former.flatMap(({ desk }) => (desk ? [{ code: desk.code, last: desk.until }] : []));
  for (const one of taken) claims.push({ code: one.slice(2), last: 2000 + Number(one.slice(0, 2)) });
  return [...new Set(claims.flatMap(({ code, last }) => (last > year + 1 ? [`${code} ${last}`] : [])))];
}

/**
 * Former sites of a computer that this registry knows nothing of: it was made anew, or set back. Whose key has signed for the computer that asks,
 * and whose code and papers are nobody else's here, is entered as a site without a user, so that its papers come in: over the network under
 * the new name, and on sticks. One that the office's records know with another key, or as revoked, is not.
 */
async function enterFormer(couch: Couch, request: SiteRequest, records: Records, years: Years) {
  const { agency, name, former = [] } = request;
  const entered: Former[] = [];
  const refused: Former[] = [];
  for (const { publicKey, sig, ...claimed } of former) {
    const { site } = claimed;
    if (await readSite(couch, site)) continue;
    const desk = claimed.desk && { ...claimed.desk, until: upTo(claimed.desk.until, years) };
    const one = { site, ...(desk && { desk }) };
    const entry = records.get(`site:${site}`)?.entry as { publicKey?: unknown } | undefined;
    const isIts = isFormer({ site, publicKey, sig }, request.publicKey, publicKey, verifyEd25519);
    const isOther = entry !== undefined && entry.publicKey !== publicKey;
    const hasCode = async () => !desk || (await enterFormerDesk(couch, agency, { site, publicKey, desk }, years.year));
    if (!isIts || isOther || isRevokedIn(records, site) || !(await hasCode())) {
      refused.push(one);
      continue;
    }
    const data = { name, desk: desk?.code ?? '', deskFrom: desk?.from ?? 0 };
    const grant = { _id: `site:${site}`, book: 'site', entry: { publicKey }, do: 'grant', data };
    await writeRecords(couch, await readRegistryKey(couch), agency, [grant]);
    // Last of all: cut off before, the same request does the rest.
    const known = { agency, publicKey, name, grantedAt: new Date().toISOString(), revokedAt: '' };
    await writeSite(couch, site, { ...known, broughtBy: request.site });
    entered.push(one);
  }
  return { entered, refused };
}

type Records = Awaited<ReturnType<typeof readRecords>>;

/** The check lets nobody but the registry write it. */
export function isRevokedIn(records: Records, site: string): boolean {
  return records.get(`site:${site}`)?.log.some((line) => line.do === 'revoke') === true;
}

/** Names of a computer, by its own word, of which this registry knows nothing. */
export async function unknownFormer(couch: Couch, { former = [] }: SiteRequest): Promise<Former[]> {
  const unknown: Former[] = [];
  for (const one of former) if (!(await readSite(couch, one.site))) unknown.push(one);
  return unknown;
}

/**
 * For a computer that had another name before, and proves it: what it has not sent of its numbers then still comes in under its new name. Not
 * those of a name whose trust was taken back. Of years to come only those that it says it has numbers of, which nobody is granted the
 * code for: else its old code may be another's then.
 */
async function formerRoles(couch: Couch, { agency, publicKey, former = [] }: SiteRequest, years: Years) {
  const roles: string[] = [];
  for (const one of former) {
    const stored = await readSite(couch, one.site);
    if (stored?.agency !== agency || stored.revokedAt !== '') continue;
    if (!isFormer(one, publicKey, stored.publicKey, verifyEd25519)) continue;
    for (const { code, from, until = years.year, last } of await readCodesOf(couch, agency, one.site)) {
      const claimed = one.desk?.code === code ? upTo(one.desk.until, years) : 0;
      roles.push(roleOfDesk(agency, code, from, Math.min(last, Math.max(until, claimed))));
    }
  }
  return roles;
}

/**
 * Takes a site's trust back: its user may nothing any more, its desk code ends with this year, the office's records say so. What it
 * wrote stays; what it has not sent comes in by an administrator. Names that came with it, by its own word, go with it. One that this registry
 * has lost, as it was set back, is known by the office's records.
 *
 * @returns undefined when it is done, or was done before
 */
export async function revokeSite(couch: Couch, site: string, why: string): Promise<SiteProblem | undefined> {
  const stored = (await readSite(couch, site)) ?? (await siteInRecords(couch, site));
  if (!stored) return 'unknownSite';
  const { agency, publicKey, revokedAt } = stored;
  // First of all: cut off after it, nothing is granted to the site again, and the command given again does the rest.
  if (revokedAt === '') await writeSite(couch, site, { ...stored, revokedAt: new Date().toISOString() });
  await keepUser(couch, { name: userOfSite(site), roles: [] });
  await dropFormerRoles(couch, agency, site);
  await returnDeskCode(couch, agency, site, yearNow());
  const left = { _id: `site:${site}`, book: 'site', entry: { publicKey }, do: 'revoke', data: { why } };
  await writeRecords(couch, await readRegistryKey(couch), agency, [left]);
  for (const brought of await broughtBy(couch, site)) await revokeSite(couch, brought, why);
  return undefined;
}

async function siteInRecords(couch: Couch, site: string): Promise<Omit<StoredSite, '_id'> | undefined> {
  for (const agency of await agenciesOf(couch)) {
    const record = await read(couch, `${databaseOf(agency, '-office')}/${pathOf(`site:${site}`)}`);
    if (!record) continue;
    const { publicKey, name, grantedAt, revokedAt } = fold(
      siteRules,
      paperOf(record as never) as never,
      undefined,
    ).state;
    // The registry itself stands there too: nobody has granted it anything.
    if (grantedAt !== '') return { agency, publicKey, name, grantedAt, revokedAt };
  }
  return undefined;
}

/** The computer may go on under another name: to that it was left to bring in what stands under this one's desk codes. */
async function dropFormerRoles(couch: Couch, agency: string, site: string): Promise<void> {
  const former = (await readCodesOf(couch, agency, site)).map(({ code, from }) => `${roleOfDesk(agency, code, from)}-`);
  if (former.length === 0) return;
  const others = (await allSites(couch)).filter((one) => one.agency === agency && one.revokedAt === '');
  const keys = others.map((one) => `org.couchdb.user:${userOfSite(nameOf(one))}`);
  const { rows } = await couch.demand('POST', '_users/_all_docs?include_docs=true', { keys });
  const key = await readRegistryKey(couch);
  for (const [i, { doc }] of (rows as { doc?: { roles: string[] } | null }[]).entries()) {
    const roles = doc?.roles.filter((role) => !former.some((own) => role.startsWith(own)));
    const other = nameOf(others[i]!);
    if (roles && roles.length < doc!.roles.length)
      await keepUser(couch, { name: userOfSite(other), roles, password: key.passwordOf(other) });
  }
}

async function broughtBy(couch: Couch, site: string): Promise<string[]> {
  return (await allSites(couch)).filter((one) => one.broughtBy === site).map(nameOf);
}

async function allSites(couch: Couch): Promise<StoredSite[]> {
  const range = 'startkey=%22site%3A%22&endkey=%22site%3B%22';
  const { rows } = await couch.demand('GET', `registry/_all_docs?include_docs=true&${range}`);
  return (rows as { doc: StoredSite }[]).map(({ doc }) => doc);
}

const nameOf = ({ _id }: StoredSite) => _id.slice('site:'.length);

/** What the centre keeps of a site; undefined for one that it never granted anything. */
export async function readSite(couch: Couch, site: string): Promise<StoredSite | undefined> {
  return (await read(couch, pathOfSite(site))) as StoredSite | undefined;
}

export function pathOfSite(site: string): string {
  return `registry/${encodeURIComponent(`site:${site}`)}`;
}

/** @throws RegistryError where somebody was faster: of two at the same moment one gets through */
async function writeSite(couch: Couch, site: string, stored: Omit<StoredSite, '_id'>): Promise<void> {
  const path = pathOfSite(site);
  if (!(await writeWhole(couch, path, stored))) throw new RegistryError(`${couch.url}/${path}: conflict`, 409);
}

const yearNow = () => yearAt(Date.now());
