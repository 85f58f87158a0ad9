import { type Couch, RegistryError } from '../deploy/couch.ts';
import { commonDatabases, type Database, databasesOfAgency } from '../deploy/databases.ts';
import { deployDatabase, type Steps } from '../deploy/deploy.ts';
import { deployDirectory } from './directory.ts';
import { keepDoor } from './door.ts';

/**
 * What every registry has: users, the databases of all agencies together, the directory's content; then the databases of every agency that is
 * there, since their files may have changed. Writes nothing where nothing changed.
 *
 * @throws RegistryError when the server refuses
 */
export async function setUp(couch: Couch): Promise<Steps> {
  const users = await couch.ask('PUT', '_users');
  // 412: they are there; a server set up by its own wizard has them.
  if (users.status >= 300 && users.status !== 412)
    throw new RegistryError(`${couch.url}/_users: ${users.status}`, users.status);
  const steps = await deployAll(couch, commonDatabases);
  steps.push(...(await deployDirectory(couch)));
  await keepDoor(couch);
  for (const agency of await agenciesOf(couch)) steps.push(...(await addDatabases(couch, agency)));
  return steps;
}

/** The databases of an agency and of its region. */
export function addDatabases(couch: Couch, agency: string): Promise<Steps> {
  return deployAll(couch, databasesOfAgency(agency));
}

async function deployAll(couch: Couch, databases: readonly Database[]): Promise<Steps> {
  return (await Promise.all(databases.map((database) => deployDatabase(couch, database)))).flat();
}

/** Agencies that have a database of papers, 7 digits each. */
export async function agenciesOf(couch: Couch): Promise<string[]> {
  const names = Object.values(await couch.demand('GET', '_all_dbs')) as string[];
  return names.flatMap((name) => /^agency-(\d{7})$/.exec(name)?.[1] ?? []);
}
