import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Couch, couchAt } from '../registry/deploy/couch.ts';
import type { Administrator } from '../registry/embedded/administrator.ts';
import { startEmbeddedRegistry } from '../registry/embedded/server.ts';
import { keepDoor } from '../registry/provisioning/door.ts';
import { setUp } from '../registry/provisioning/set-up.ts';
import { dropInventedPlaces, type Given, givenServer, removeAgency } from './given-server.ts';
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
  const given = givenServer();
  return given ? serverAt(given) : startEmbedded(folder, []);
}

async function serverAt({ origin, administrator, couch: direct }: Given): Promise<Server> {
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
