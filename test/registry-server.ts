import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Couch, couchAt, pathOf, read } from '../registry/deploy/couch.ts';
import { databasesOfAgency } from '../registry/deploy/databases.ts';
import type { Administrator } from '../registry/embedded/administrator.ts';
import { startEmbeddedRegistry } from '../registry/embedded/server.ts';
import { deployDirectory } from '../registry/provisioning/directory.ts';
import { keepDoor } from '../registry/provisioning/door.ts';
import { setUp } from '../registry/provisioning/set-up.ts';
import { userOfSite } from '../shared/centre/names.ts';
import { startFront } from './registry-front.ts';

/** A registry for tests: everything that runs against one takes it from here. */
export type Server = {
  url: string;
  administrator: Administrator;
  couch: Couch;
  /** It is somebody's, and holds more than what tests put there. */
  isGiven: boolean;
  /** From here on the agency is the test's: nothing of it is there, nor will be. */
  claim(...agencies: string[]): Promise<void>;
  /** Copies everything there is; undefined where that cannot be done from here. @returns what brings it back */
  backUp(): Promise<(() => Promise<void>) | undefined>;
  /** Everything there is of an agency is lost; where nobody else lives there, all the rest as well, the secret too. It is set up again. */
  lose(agency: string): Promise<void>;
  /** Nobody reaches it any more. */
  cut(): Promise<void>;
  /** At the same address. */
  comeBack(): Promise<void>;
  close(): Promise<void>;
};

/**
 * The CouchDB of `COUCHDB_URL` (with an administrator's name and password, plain http), or an embedded registry of its own. It is set up.
 * What is left over from tests in the one that is given, is removed: agencies of tests, and requests nobody has answered.
 */
export async function startServer(folder: string): Promise<Server> {
  const given = process.env.COUCHDB_URL;
  return given ? serverAt(given) : startEmbedded(folder, []);
}

async function serverAt(given: string): Promise<Server> {
  const { origin, username, password } = new URL(given);
  const administrator = { name: decodeURIComponent(username), password: decodeURIComponent(password) };
  const direct = couchAt(origin, administrator);
  await setUp(direct);
  await dropInventedPlaces(direct);
  const front = await startFront(origin, await keepDoor(direct));
  const claimed: string[] = [];
  return {
    url: front.url,
    administrator,
    couch: couchAt(front.url, administrator),
    isGiven: true,
    async claim(...agencies) {
      for (const agency of agencies) await removeAgency(direct, agency);
      claimed.push(...agencies);
    },
    backUp: async () => undefined,
    lose: (agency) => removeAgency(direct, agency),
    cut: front.cut,
    comeBack: front.comeBack,
    async close() {
      await front.cut();
      for (const agency of claimed) await removeAgency(direct, agency);
    },
  };
}

/** An embedded registry whatever is given, for what no other does: it answers to demo offices. */
export async function startEmbedded(folder: string, agencies?: readonly string[]): Promise<Server> {
  const start = (port: number) => startEmbeddedRegistry({ folder, port, ...(agencies && { agencies }) });
  let server: Awaited<ReturnType<typeof start>> | undefined = await start(0);
  const { url, administrator } = server;
  const comeBack = async () => {
    server ??= await start(Number(new URL(url).port));
  };
  const cut = async () => {
    await server?.close();
    server = undefined;
  };
  return {
    url,
    administrator,
    couch: couchAt(url, administrator),
    isGiven: false,
    claim: async () => {},
    async backUp() {
      const copy = `${folder} backup`;
      await cut();
      cpSync(folder, copy, { recursive: true });
      await comeBack();
      return async () => {
        await cut();
        rmSync(folder, { recursive: true });
        cpSync(copy, folder, { recursive: true });
        await comeBack();
      };
    },
    async lose() {
      await cut();
      // All but its administrator, whose password the test has.
      rmSync(join(folder, 'data'), { recursive: true });
      await comeBack();
    },
    cut,
    comeBack,
    close: cut,
  };
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

/** Removes everything of an agency from a server: databases, sites with their users, desk codes, requests. */
async function removeAgency(couch: Couch, agency: string): Promise<void> {
  if (!OF_TESTS.test(agency)) throw new Error(`${agency} may be a real agency`);
  for (const { name, agency: own } of databasesOfAgency(agency)) if (own) await couch.ask('DELETE', name);
  await remove(couch, 'directory', `agency:${agency}`);
  type Row = { id: string; doc: { agency?: string; request?: { agency?: string } } };
  const all = async (database: string) =>
    ((await couch.demand('GET', `${database}/_all_docs?include_docs=true`)) as { rows: Row[] }).rows;
  for (const { id, doc } of await all('registry')) {
    const isSite = id.startsWith('site:') && doc.agency === agency;
    if (isSite) await remove(couch, '_users', `org.couchdb.user:${userOfSite(id.slice('site:'.length))}`);
    if (isSite || id.startsWith(`desk:${agency}:`)) await remove(couch, 'registry', id);
  }
  for (const { id, doc } of await all('enrolment'))
    if (doc.request?.agency === agency) await remove(couch, 'enrolment', id);
}

/** Removes a document that may be there. */
export async function remove(couch: Couch, database: string, id: string): Promise<void> {
  const path = `${database}/${pathOf(id)}`;
  const stored = await read(couch, path);
  if (stored) await couch.demand('DELETE', `${path}?rev=${String(stored._rev)}`);
}
