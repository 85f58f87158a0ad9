import { DOOR } from '../../shared/centre/names.ts';
import { type Couch, isSame, pathOf, read } from '../deploy/couch.ts';
import { readRegistryKey } from './registry-key.ts';

/**
 * Name and password under which a proxy lets strangers to `enrolment/<place>`. They may put a request there, once, and read what they
 * know the place of.
 *
 * @throws RegistryError when the server refuses
 */
export async function keepDoor(couch: Couch): Promise<{ name: string; password: string }> {
  const password = (await readRegistryKey(couch)).passwordOf(DOOR);
  const path = `_users/${pathOf(`org.couchdb.user:${DOOR}`)}`;
  const stored = await read(couch, path);
  if (!isSame(stored?.roles, [DOOR]))
    await couch.demand('PUT', path, {
      ...(stored && { _rev: stored._rev }),
      name: DOOR,
      roles: [DOOR],
      type: 'user',
      password,
    });
  return { name: DOOR, password };
}
