import { DOOR } from '../../shared/centre/names.ts';
import type { Couch } from '../deploy/couch.ts';
import { readRegistryKey } from './registry-key.ts';
import { keepUser } from './user.ts';

/**
 * Name and password under which a proxy lets strangers to `enrolment/<place>`. They may put a request there, once, and read what they
 * know the place of.
 *
 * @throws RegistryError when the server refuses
 */
export async function keepDoor(couch: Couch): Promise<{ name: string; password: string }> {
  const password = (await readRegistryKey(couch)).passwordOf(DOOR);
  await keepUser(couch, { name: DOOR, roles: [DOOR], password });
  return { name: DOOR, password };
}
