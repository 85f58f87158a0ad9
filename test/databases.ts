import { setTimeout as pause } from 'node:timers/promises';
import { type Couch, RegistryError } from '../registry/deploy/couch.ts';

/**
 * CouchDB answers the removal of a database before it has forgotten it: for a while it still says that the database is there (200), or that its name
 * is taken (412). So long, at most. Milliseconds.
 */
const FORGOTTEN_WITHIN_MS = 30_000;

/** Removes a database that may be there; when this returns, the server says that it is not. */
export async function removeDatabase(couch: Couch, name: string): Promise<void> {
  await couch.ask('DELETE', name);
  await askUntil(couch, 'GET', name, (status) => status === 404);
}

/** Makes a database anew, empty. A question that was on its way when it was removed may have made it again at an embedded registry: then it is removed once more. */
export async function remakeDatabase(couch: Couch, name: string): Promise<void> {
  const end = performance.now() + FORGOTTEN_WITHIN_MS;
  for (;;) {
    await removeDatabase(couch, name);
    const { status } = await couch.ask('PUT', name);
    if (status === 201 || status === 202) return;
    if (performance.now() > end) throw new RegistryError(`PUT ${couch.url}/${name}: still ${status}`, status);
  }
}

async function askUntil(couch: Couch, method: string, name: string, holds: (status: number) => boolean) {
  const end = performance.now() + FORGOTTEN_WITHIN_MS;
  for (;;) {
    const { status } = await couch.ask(method, name);
    if (holds(status)) return;
    if (performance.now() > end) throw new RegistryError(`${method} ${couch.url}/${name}: still ${status}`, status);
    await pause(20);
  }
}
