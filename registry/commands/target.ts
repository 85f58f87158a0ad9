import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Couch, couchAt, RegistryError, read } from '../deploy/couch.ts';
import type { Administrator } from '../embedded/administrator.ts';
import { rememberedPort } from '../embedded/port.ts';
import { startEmbeddedRegistry } from '../embedded/server.ts';

/**
 * A registry, and the address at which sites reach it; undefined where nobody has said it: the administrator's own way there is none for sites.
 * `isStarted`: it is the embedded one, and was started for the command.
 */
export type Target = {
  couch: Couch;
  address: string | undefined;
  isStarted?: true;
  close(): Promise<void>;
};

/**
 * The registry that a command is meant for: the CouchDB of `url` with an administrator's name and password in it; without one the
 * embedded registry of `folder`, which is started for the command when it does not run.
 *
 * @throws RegistryError when the server does not answer; TypeError or URIError when `url` is none
 */
export async function openTarget(url: string | undefined, folder: string): Promise<Target> {
  if (url !== undefined) {
    const { username, password, origin, pathname } = new URL(url);
    const place = (origin + pathname).replace(/\/+$/, '');
    const couch = couchAt(place, { name: decodeURIComponent(username), password: decodeURIComponent(password) });
    return { couch, address: await readAddress(couch), close: async () => {} };
  }
  const running = await findRunning(folder);
  if (running) return { couch: running, address: (await readAddress(running)) ?? running.url, close: async () => {} };
  const { url: own, administrator, close } = await startEmbeddedRegistry({ folder, port: 0 });
  const couch = couchAt(own, administrator);
  return { couch, address: (await readAddress(couch)) ?? own, isStarted: true, close };
}

const ADDRESS = 'registry/address';

/**
 * Keeps the address at which sites reach the registry, where that is another than the administrator's.
 *
 * @returns whether it was another one, or none
 */
export async function keepAddress(couch: Couch, address: string): Promise<boolean> {
  const stored = await read(couch, ADDRESS);
  if (stored?.address === address) return false;
  await couch.demand('PUT', ADDRESS, { ...stored, address });
  return true;
}

async function readAddress(couch: Couch): Promise<string | undefined> {
  const { status, body } = await couch.ask('GET', ADDRESS);
  // A server that has not been set up has none.
  if (status === 404) return undefined;
  if (status !== 200) throw new RegistryError(`${couch.url}: ${status} ${String(body.reason)}`, status);
  return String(body.address);
}

/** The embedded registry that runs in another process: it knows its administrator. */
async function findRunning(folder: string): Promise<Couch | undefined> {
  const port = rememberedPort(folder);
  if (port === 0) return undefined;
  try {
    const administrator = JSON.parse(readFileSync(join(folder, 'administrator.json'), 'utf8')) as Administrator;
    const couch = couchAt(`http://127.0.0.1:${port}`, administrator);
    return (await couch.ask('GET', '_all_dbs')).status === 200 ? couch : undefined;
  } catch {
    return undefined;
  }
}
