import type { FormerDesk } from '../../shared/centre/enrolment.ts';
import { type Couch, RegistryError, writeWhole } from '../deploy/couch.ts';
import { enterFormerDesk } from './desk-codes.ts';
import { readRecords, writeRecords } from './office-records.ts';
import { readRegistryKey } from './registry-key.ts';
import { isRevokedIn, pathOfSite, readSite, type StoredSite } from './site.ts';
import { yearAt } from './year.ts';

/** A computer that is no more, of which this registry knows nothing: it was made anew. By the word of a sister that has its papers. */
export type Gone = { site: string; publicKey: string; name: string; desks: FormerDesk[] };

/**
 * - `goneIsHere`: it is known, here or by the office's records, with another key, in another agency, or as one that still has its permission;
 * - `goneCode`: another has the code here, or papers lie under it that it has not signed.
 */
export type GoneProblem = 'goneIsHere' | 'goneCode';

/**
 * Enters a computer that is gone with the codes it had, and without any permission, so that what sisters have of its papers is proved by its key and comes
 * in on their sticks. Its codes are nobody's this year: it may have given numbers that nobody has. An administrator answers for it.
 *
 * @returns undefined when it stands there, also from before
 * @throws RegistryError when the server refuses, also when somebody else wrote at the same moment; NotWhole
 */
export async function enterGone(couch: Couch, agency: string, gone: Gone): Promise<GoneProblem | undefined> {
  const { site, publicKey, name, desks } = gone;
  const key = await readRegistryKey(couch);
  const stored = await readSite(couch, site);
  // The registry's own record travels with the others.
  if (site === key.siteOf(agency).site) return 'goneIsHere';
  if (stored && (stored.publicKey !== publicKey || stored.agency !== agency || stored.revokedAt === ''))
    return 'goneIsHere';
  // A registry that was set back has lost it: it may be at work, and is revoked by its own command.
  const records = await readRecords(couch, agency);
  const known = records.get(`site:${site}`)?.entry as { publicKey?: unknown } | undefined;
  if (known && (known.publicKey !== publicKey || (!stored && !isRevokedIn(records, site)))) return 'goneIsHere';
  const year = yearAt(Date.now());
  for (const { code, from, until } of desks) {
    // Of years far ahead what lies here is enough to keep the code (`takeDeskCode`).
    const desk = { code, from, until: Math.max(from, Math.min(until, year + 1)) };
    if (!(await enterFormerDesk(couch, agency, { site, publicKey, desk }, year))) return 'goneCode';
  }
  const last = desks.at(-1);
  const record = { _id: `site:${site}`, book: 'site', entry: { publicKey } };
  await writeRecords(couch, key, agency, [
    { ...record, do: 'grant', data: { name, desk: last?.code ?? '', deskFrom: last?.from ?? 0 } },
    { ...record, do: 'revoke', data: { why: '' } },
  ]);
  if (stored) return undefined;
  // Last of all: cut off before, the same command does the rest.
  const at = new Date().toISOString();
  const entered = { agency, publicKey, name, grantedAt: at, revokedAt: at } satisfies Omit<StoredSite, '_id'>;
  const path = pathOfSite(site);
  if (!(await writeWhole(couch, path, entered))) throw new RegistryError(`${couch.url}/${path}: conflict`, 409);
  return undefined;
}
