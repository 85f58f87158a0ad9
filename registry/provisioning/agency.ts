import type { Settings } from '../../shared/books/office-records.ts';
import { readOfficeState } from '../../shared/books/office-state.ts';
import type { Role } from '../../shared/domain/life/rights.ts';
import type { Both } from '../../shared/domain/log/line.ts';
import { type Couch, keep, read } from '../deploy/couch.ts';
import type { Steps } from '../deploy/deploy.ts';
import { type Change, paperOf, readRecords, writeRecords } from './office-records.ts';
import { verifyEd25519 } from './proof.ts';
import { readRegistryKey } from './registry-key.ts';
import { addDatabases } from './set-up.ts';

/** Region and agency, 7 digits, and what it is called. */
export type Agency = { agency: string; name: Both; zone: string };

/**
 * Makes an agency: its databases, its entry in the directory, its office's first settings, and the registry itself among the
 * office's sites, so that what the registry writes there can be verified.
 *
 * @throws RegistryError when the server refuses
 */
export async function addAgency(couch: Couch, { agency, name, zone }: Agency): Promise<Steps> {
  const steps = await addDatabases(couch, agency);
  const key = await readRegistryKey(couch);
  const { site, publicKey } = key.siteOf(agency);
  const entered = { _id: `site:${site}`, book: 'site', entry: { publicKey }, do: 'register', data: {} };
  const settings = { name, region: agency.slice(0, 2), agency: agency.slice(2), zone } satisfies Partial<Settings>;
  const changes: Change[] = Object.entries(settings).map(([field, value]) => {
    return { _id: 'settings', book: 'settings', entry: {}, do: 'set', data: { field, value } };
  });
  const written = [
    ...(await writeRecords(couch, key, agency, [entered])),
    ...(await writeRecords(couch, key, agency, changes)),
  ];
  steps.push(...written.map((id) => `record ${id}`));
  // Last of all: by it others know that the agency is whole (`hasAgency`).
  if (await keep(couch, 'directory', { _id: `agency:${agency}`, name, zone } as { _id: string }))
    steps.push(`directory/agency:${agency}`);
  return steps;
}

/** Whether there is such an agency here. */
export async function hasAgency(couch: Couch, agency: string): Promise<boolean> {
  return (await read(couch, `directory/agency:${agency}`)) !== undefined;
}

/**
 * A person of an office; the first is its administrator, who enters the others at a desk. What is absent stays as it is: of somebody new, no
 * administrator, and roles are left to the office.
 */
export type Person = { id: string; name: string; post: Both; administrator?: boolean; roles?: readonly Role[] };

export async function addStaff(couch: Couch, agency: string, ...people: Person[]): Promise<Steps> {
  const key = await readRegistryKey(couch);
  const records = [...(await readRecords(couch, agency)).values()].map(paperOf);
  const { staff, administrators } = readOfficeState(records, { centre: key.siteOf(agency), verify: verifyEd25519 });
  const changes = people.map(({ id, name, post, ...given }): Change => {
    const administrator = given.administrator ?? administrators.has(id);
    const known = given.roles ?? staff.get(id)?.roles;
    // The role says the same.
    const roles = administrator ? known : known?.filter((role) => role !== 'administrator');
    const data = { name, post, administrator, ...(roles && { roles }) };
    return { _id: `staff:${id}`, book: 'staff', entry: {}, do: 'set', data };
  });
  const written = await writeRecords(couch, key, agency, changes);
  return written.map((record) => `record ${record}`);
}
