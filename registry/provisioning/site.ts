import { randomBytes } from 'node:crypto';
import {
  answerTo,
  type Grant,
  isFormer,
  isSigned,
  type SiteAnswer,
  type SiteRequest,
} from '../../shared/centre/enrolment.ts';
import { roleOfAgency, roleOfDesk, SITE_ROLE, userOfSite } from '../../shared/centre/names.ts';
import { type Couch, isSame, pathOf, read } from '../deploy/couch.ts';
import { hasAgency } from './agency.ts';
import { type Desk, readCodesOf, returnDeskCode, takeDeskCode } from './desk-codes.ts';
import { paperOf, readRecords, writeRecords } from './office-records.ts';
import { verifyEd25519 } from './proof.ts';
import { readRegistryKey } from './registry-key.ts';

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

export type Granted = { ok: true; answer: SiteAnswer; desk: Desk | undefined } | { ok: false; problem: SiteProblem };

/**
 * Grants a site's request: its user, its desk code, its entry among the office's records. The same request again gives the same
 * grant; a site that was revoked makes a new request, under a new name and key.
 *
 * @param address at which sites reach the registry
 * @param year from which the desk code is granted
 * @throws RegistryError when the server refuses
 */
export async function grantSite(
  couch: Couch,
  request: SiteRequest,
  address: string,
  year = yearNow(),
): Promise<Granted> {
  const { site, publicKey, agency, name, issuesNumbers } = request;
  if (!isSigned(request, verifyEd25519)) return { ok: false, problem: 'badSignature' };
  if (!(await hasAgency(couch, agency))) return { ok: false, problem: 'unknownAgency' };
  const stored = await readSite(couch, site);
  if (stored && stored.publicKey !== publicKey) return { ok: false, problem: 'otherKey' };
  if (stored && stored.agency !== agency) return { ok: false, problem: 'otherAgency' };
  if (stored && stored.revokedAt !== '') return { ok: false, problem: 'revoked' };
  if (!stored) {
    const grantedAt = new Date().toISOString();
    // Of two at the same moment one fails on the conflict.
    await couch.demand('PUT', pathOfSite(site), { agency, publicKey, name, grantedAt, revokedAt: '' });
  }
  const desk = issuesNumbers ? await takeDeskCode(couch, agency, site, year) : undefined;
  if (issuesNumbers && !desk) return { ok: false, problem: 'noDeskCode' };
  const key = await readRegistryKey(couch);
  const own = desk ? [roleOfDesk(agency, desk.code, desk.from)] : [];
  const roles = [SITE_ROLE, roleOfAgency(agency), ...own, ...(await formerRoles(couch, request, year))];
  await keepUser(couch, site, roles, key.passwordOf(site));
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
  return { ok: true, answer: answerTo(request, grant, randomBytes(32), registry.sign), desk };
}

/**
 * For a computer that had another name before, and proves it: what it has not sent of its numbers then still comes in under its new name. Not
 * those of a name whose trust was taken back. Nor of years to come: its old code may be another's then.
 */
async function formerRoles(couch: Couch, { agency, publicKey, former = [] }: SiteRequest, year: number) {
  const roles: string[] = [];
  for (const one of former) {
    const stored = await readSite(couch, one.site);
    if (stored?.agency !== agency || stored.revokedAt !== '') continue;
    if (!isFormer(one, publicKey, stored.publicKey, verifyEd25519)) continue;
    for (const { code, from, until } of await readCodesOf(couch, agency, one.site))
      roles.push(roleOfDesk(agency, code, from, until ?? year));
  }
  return roles;
}

/**
 * Takes a site's trust back: its user may nothing any more, its desk code ends with this year, the office's records say so. What it
 * wrote stays; what it has not sent comes in by an administrator.
 *
 * @returns undefined when it is done, or was done before
 */
export async function revokeSite(couch: Couch, site: string, why: string): Promise<SiteProblem | undefined> {
  const stored = await readSite(couch, site);
  if (!stored) return 'unknownSite';
  const { agency, publicKey, revokedAt } = stored;
  // First of all: cut off after it, nothing is granted to the site again, and the command given again does the rest.
  if (revokedAt === '') await couch.demand('PUT', pathOfSite(site), { ...stored, revokedAt: new Date().toISOString() });
  await keepUser(couch, site, [], randomBytes(24).toString('base64url'));
  await returnDeskCode(couch, agency, site, yearNow());
  const left = { _id: `site:${site}`, book: 'site', entry: { publicKey }, do: 'revoke', data: { why } };
  await writeRecords(couch, await readRegistryKey(couch), agency, [left]);
  return undefined;
}

/** Makes or changes a site's user; a password that is there stays as long as the roles do. */
async function keepUser(couch: Couch, site: string, roles: string[], password: string): Promise<void> {
  const name = userOfSite(site);
  const path = `_users/${pathOf(`org.couchdb.user:${name}`)}`;
  const stored = await read(couch, path);
  if (stored && isSame(stored.roles, roles)) return;
  const rev = stored ? { _rev: stored._rev } : {};
  await couch.demand('PUT', path, { ...rev, name, roles, type: 'user', password });
}

/** What the centre keeps of a site; undefined for one that it never granted anything. */
export async function readSite(couch: Couch, site: string): Promise<StoredSite | undefined> {
  return (await read(couch, pathOfSite(site))) as StoredSite | undefined;
}

function pathOfSite(site: string): string {
  return `registry/${encodeURIComponent(`site:${site}`)}`;
}

/** The year in Kazakhstan, five hours ahead of UTC. */
function yearNow(): number {
  return new Date(Date.now() + 5 * 3_600_000).getUTCFullYear();
}
