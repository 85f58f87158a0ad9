import { type Couch, couchAt, pathOf, read } from '../registry/deploy/couch.ts';
import { databasesOfAgency } from '../registry/deploy/databases.ts';
import type { Administrator } from '../registry/embedded/administrator.ts';
import { deployDirectory } from '../registry/provisioning/directory.ts';
import { databaseOf, roleOfAgency, userOfSite } from '../shared/centre/names.ts';
import { removeDatabase } from './databases.ts';

/** The server of `COUCHDB_URL`: what tests put there, they take away again. */
export type Given = { origin: string; administrator: Administrator; couch: Couch };

/** undefined where none is given. */
export function givenServer(): Given | undefined {
  const given = process.env.COUCHDB_URL;
  if (!given) return undefined;
  const { origin, username, password } = new URL(given);
  const administrator = { name: decodeURIComponent(username), password: decodeURIComponent(password) };
  return { origin, administrator, couch: couchAt(origin, administrator) };
}

/** Newer than any classifier of places that there is. */
export const INVENTED_VERSION = '2099-01-01';

/** A run that was killed may have left an invented classifier, and no real one would come after it. */
export async function dropInventedPlaces(couch: Couch): Promise<void> {
  const stored = await read(couch, 'directory/places');
  if (stored?.version !== INVENTED_VERSION) return;
  await remove(couch, 'directory', 'places');
  await deployDirectory(couch);
}

/** Codes that no real agency has: region 23 has far fewer. */
const OF_TESTS = /^23[789]\d{4}$/;

/** Removes everything of an agency from a server: databases, sites, users, desk codes, requests. */
export async function removeAgency(couch: Couch, agency: string): Promise<void> {
  if (!OF_TESTS.test(agency)) throw new Error(`${agency} may be a real agency`);
  // Before the records go that name them.
  for (const user of await usersOf(couch, agency)) await remove(couch, '_users', user);
  const own = databasesOfAgency(agency).filter((database) => database.agency);
  await Promise.all(own.map(({ name }) => removeDatabase(couch, name)));
  await remove(couch, 'directory', `agency:${agency}`);
  for (const { id, doc } of await all<{ agency?: string }>(couch, 'registry')) {
    const isSite = id.startsWith('site:') && doc.agency === agency;
    if (isSite || id.startsWith(`desk:${agency}:`)) await remove(couch, 'registry', id);
  }
  for (const { id, doc } of await all<{ request?: { agency?: string } }>(couch, 'enrolment'))
    if (doc.request?.agency === agency) await remove(couch, 'enrolment', id);
}

/** Ids of all who have the agency's role, and of its sites that have none any more: the registry knows those, or the office's records. */
async function usersOf(couch: Couch, agency: string): Promise<Set<string>> {
  const users = new Set<string>();
  for (const { id, doc } of await all<{ roles?: string[] }>(couch, '_users'))
    if (doc.roles?.includes(roleOfAgency(agency))) users.add(id);
  const known = (await all<{ agency?: string }>(couch, 'registry')).filter(({ doc }) => doc.agency === agency);
  for (const { id } of [...known, ...(await all(couch, databaseOf(agency, '-office')))])
    if (id.startsWith('site:')) users.add(`org.couchdb.user:${userOfSite(id.slice('site:'.length))}`);
  return users;
}

type Row<Document> = { id: string; doc: Document };

/** Every document of a database; none where there is no such database. */
export async function all<Document>(couch: Couch, database: string): Promise<Row<Document>[]> {
  const answer = await read(couch, `${database}/_all_docs?include_docs=true`);
  return (answer?.rows ?? []) as Row<Document>[];
}

/** Removes a document that may be there. */
export async function remove(couch: Couch, database: string, id: string): Promise<void> {
  const path = `${database}/${pathOf(id)}`;
  const stored = await read(couch, path);
  if (stored) await couch.demand('DELETE', `${path}?rev=${String(stored._rev)}`);
}
