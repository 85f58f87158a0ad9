import { cpSync, rmSync } from 'node:fs';
import { couchAt } from '../../registry/deploy/couch.ts';
import type { Administrator } from '../../registry/embedded/administrator.ts';
import { startEmbeddedRegistry } from '../../registry/embedded/server.ts';
import { setUp } from '../../registry/provisioning/set-up.ts';

type Server = {
  url: string;
  administrator: Administrator;
  /** It is somebody's, and holds more than what tests put there. */
  isGiven: boolean;
  /** Copies everything there is; undefined where that cannot be done from here. @returns what brings it back */
  backUp(): Promise<(() => Promise<void>) | undefined>;
  /** Goes and comes back at the same address; one that is given is not ours to stop. */
  restart(meanwhile: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
};

/** The CouchDB of `COUCHDB_URL` (with an administrator's name and password, plain http), or an embedded registry of its own. */
export async function startServer(folder: string): Promise<Server> {
  const given = process.env.COUCHDB_URL;
  return given ? serverAt(given) : startOwn(folder);
}

async function serverAt(given: string): Promise<Server> {
  const { origin, username, password } = new URL(given);
  const administrator = { name: decodeURIComponent(username), password: decodeURIComponent(password) };
  await setUp(couchAt(origin, administrator));
  return {
    url: origin,
    administrator,
    isGiven: true,
    backUp: async () => undefined,
    restart: (meanwhile) => meanwhile(),
    close: async () => {},
  };
}

async function startOwn(folder: string): Promise<Server> {
  const start = (port: number) => startEmbeddedRegistry({ folder, port, agencies: [] });
  let server = await start(0);
  const { url, administrator } = server;
  const port = Number(new URL(url).port);
  return {
    url,
    administrator,
    isGiven: false,
    async backUp() {
      const copy = `${folder} backup`;
      await server.close();
      cpSync(folder, copy, { recursive: true });
      server = await start(port);
      return async () => {
        await server.close();
        rmSync(folder, { recursive: true });
        cpSync(copy, folder, { recursive: true });
        server = await start(port);
      };
    },
    async restart(meanwhile) {
      await server.close();
      await meanwhile();
      server = await start(port);
    },
    close: () => server.close(),
  };
}
