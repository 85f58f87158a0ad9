import { randomBytes } from 'node:crypto';
import {
  answerTo,
  type FormerDesk,
  type Grant,
  isFormer,
  isSigned,
  type SiteAnswer,
  type SiteRequest,
} from '../../shared/centre/enrolment.ts';
import { roleOfAgency, roleOfDesk, SITE_ROLE, userOfSite } from '../../shared/centre/names.ts';
import { type Couch, RegistryError, read, writeWhole } from '../deploy/couch.ts';
import { hasAgency } from './agency.ts';
import { type Desk, enterFormerDesk, noteTaken, readCodesOf, returnDeskCode, takeDeskCode } from './desk-codes.ts';
import { paperOf, readRecords, writeRecords } from './office-records.ts';
import { verifyEd25519 } from './proof.ts';
import { readRegistryKey } from './registry-key.ts';
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
 * @param options `year` from which the desk code is granted; `named`: codes that nobody gets while there are others
 * @throws RegistryError when the server refuses; NotWhole
 */
export async function grantSite(
  couch: Couch,
  request: SiteRequest,
  address: string,
  { year = yearNow(), named = [] }: { year?: number | undefined; named?: readonly string[] } = {},
): Promise<Granted> {
  const { site, publicKey, agency, name, issuesNumbers } = request;
  if (!isSigned(request, verifyEd25519)) return { ok: false, problem: 'badSignature' };
  if (!(await hasAgency(couch, agency))) return { ok: false, problem: 'unknownAgency' };
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
  const former = await enterFormer(couch, request, records, year);
  await noteTaken(couch, agency, request.taken ?? [], year);
  const desk = issuesNumbers ? await takeDeskCode(couch, agency, site, year, named) : undefined;
  if (issuesNumbers && !desk) return { ok: false, problem: 'noDeskCode' };
  const key = await readRegistryKey(couch);
  const own = desk ? [roleOfDesk(agency, desk.code, desk.from)] : [];
  const roles = [SITE_ROLE, roleOfAgency(agency), ...own, ...(await formerRoles(couch, request, year))];
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

/**
 * Former sites of a computer that this registry knows nothing of: it was made anew, or set back. Whose key has signed for the computer that asks,
 * and whose code and papers are nobody else's here, is entered as a site without a user, so that its papers come in: over the network under
 * the new name, and on sticks. One that the office's records know with another key, or as revoked, is not.
 */
async function enterFormer(couch: Couch, request: SiteRequest, records: Records, year: number) {
  const { agency, name, former = [] } = request;
  const entered: Former[] = [];
  const refused: Former[] = [];
  for (const { publicKey, sig, ...one } of former) {
    const { site, desk } = one;
    if (await readSite(couch, site)) continue;
    const entry = records.get(`site:${site}`)?.entry as { publicKey?: unknown } | undefined;
    const isIts = isFormer({ ...one, publicKey, sig }, request.publicKey, publicKey, verifyEd25519);
    const isOther = entry !== undefined && entry.publicKey !== publicKey;
    const hasCode = async () => !desk || (await enterFormerDesk(couch, agency, { site, publicKey, desk }, year));
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
function isRevokedIn(records: Records, site: string): boolean {
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
async function formerRoles(couch: Couch, { agency, publicKey, former = [] }: SiteRequest, year: number) {
  const roles: string[] = [];
  for (const one of former) {
    const stored = await readSite(couch, one.site);
    if (stored?.agency !== agency || stored.revokedAt !== '') continue;
    if (!isFormer(one, publicKey, stored.publicKey, verifyEd25519)) continue;
    for (const { code, from, until = year, last } of await readCodesOf(couch, agency, one.site)) {
      const claimed = one.desk?.code === code ? one.desk.until : 0;
      roles.push(roleOfDesk(agency, code, from, Math.min(last, Math.max(until, claimed))));
    }
  }
  return roles;
}

/**
 * Takes a site's trust back: its user may nothing any more, its desk code ends with this year, the office's records say so. What it
 * wrote stays; what it has not sent comes in by an administrator. Names that came with it, by its own word, go with it.
 *
 * @returns undefined when it is done, or was done before
 */
export async function revokeSite(couch: Couch, site: string, why: string): Promise<SiteProblem | undefined> {
  const stored = await readSite(couch, site);
  if (!stored) return 'unknownSite';
  const { agency, publicKey, revokedAt } = stored;
  // First of all: cut off after it, nothing is granted to the site again, and the command given again does the rest.
  if (revokedAt === '') await writeSite(couch, site, { ...stored, revokedAt: new Date().toISOString() });
  await keepUser(couch, { name: userOfSite(site), roles: [] });
  await returnDeskCode(couch, agency, site, yearNow());
  const left = { _id: `site:${site}`, book: 'site', entry: { publicKey }, do: 'revoke', data: { why } };
  await writeRecords(couch, await readRegistryKey(couch), agency, [left]);
  for (const brought of await broughtBy(couch, site)) await revokeSite(couch, brought, why);
  return undefined;
}

async function broughtBy(couch: Couch, site: string): Promise<string[]> {
  const range = 'startkey=%22site%3A%22&endkey=%22site%3B%22';
  const { rows } = await couch.demand('GET', `registry/_all_docs?include_docs=true&${range}`);
  const brought = (rows as { doc: StoredSite }[]).filter(({ doc }) => doc.broughtBy === site);
  return brought.map(({ doc }) => doc._id.slice('site:'.length));
}

/** What the centre keeps of a site; undefined for one that it never granted anything. */
export async function readSite(couch: Couch, site: string): Promise<StoredSite | undefined> {
  return (await read(couch, pathOfSite(site))) as StoredSite | undefined;
}

function pathOfSite(site: string): string {
  return `registry/${encodeURIComponent(`site:${site}`)}`;
}

/** @throws RegistryError where somebody was faster: of two at the same moment one gets through */
async function writeSite(couch: Couch, site: string, stored: Omit<StoredSite, '_id'>): Promise<void> {
  const path = pathOfSite(site);
  if (!(await writeWhole(couch, path, stored))) throw new RegistryError(`${couch.url}/${path}: conflict`, 409);
}

const yearNow = () => yearAt(Date.now());
