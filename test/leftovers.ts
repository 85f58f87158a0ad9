import type { Couch } from '../registry/deploy/couch.ts';
import { commonDatabases, databasesOfAgency } from '../registry/deploy/databases.ts';
import { DOOR } from '../shared/centre/names.ts';
import { removeDatabase } from './databases.ts';
import { all, givenServer, remove } from './given-server.ts';

/** Around a whole run of tests: it fails where they leave anything behind at the server of `COUCHDB_URL`. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const given = givenServer();
  if (!given) return undefined;
  const takeAway = await watchLeftovers(given.couch);
  return async () => {
    const left = await takeAway();
    if (left.length > 0) throw new Error(`left behind at ${given.origin}: ${left.join(', ')}`);
  };
}

const DOOR_USER = `org.couchdb.user:${DOOR}`;

/** Where tests write among what others have: users, and what agencies share. */
const SHARED = [
  '_users',
  ...[...commonDatabases, ...databasesOfAgency('2300000')].flatMap(({ name, agency }) => (agency ? [] : name)),
];

/**
 * Looks what is there before tests run.
 *
 * @returns what takes away the databases and the user that every registry has, as far as they were not there, and tells what is there else: nothing
 */
export async function watchLeftovers(couch: Couch): Promise<() => Promise<string[]>> {
  const before = await inventory(couch);
  return async () => {
    const found = await inventory(couch);
    const left = found.filter((one) => !before.includes(one));
    for (const name of SHARED) if (left.includes(name)) await removeDatabase(couch, name);
    if (left.includes(`_users/${DOOR_USER}`)) await remove(couch, '_users', DOOR_USER);
    return (await inventory(couch)).filter((one) => !before.includes(one));
  };
}

/** Names of databases; of those that are shared, also `<database>/<document>`. */
async function inventory(couch: Couch): Promise<string[]> {
  const names = Object.values(await couch.demand('GET', '_all_dbs')) as string[];
  const documents = await Promise.all(
    SHARED.map(async (name) => (await all(couch, name)).map(({ id }) => `${name}/${id}`)),
  );
  return [...names, ...documents.flat()];
}
