import { randomBytes } from 'node:crypto';
import { type Couch, couchAt, isSame, pathOf, RegistryError, read } from '../deploy/couch.ts';

/**
 * Makes or changes a user so that it has these roles, and its password lets it in. Nothing is written where that is so already. Revisions in
 * conflict, which a cluster has when both of its parts were written to, go: CouchDB lets nobody in who has any.
 *
 * @param password absent: nobody is to know one
 * @throws RegistryError when the server refuses
 */
export async function keepUser(
  couch: Couch,
  user: { name: string; roles: readonly string[]; password?: string },
): Promise<void> {
  const { name, roles, password } = user;
  const path = `_users/${pathOf(`org.couchdb.user:${name}`)}`;
  const stored = await read(couch, `${path}?conflicts=true`);
  for (const rev of (stored?._conflicts ?? []) as string[]) await couch.demand('DELETE', `${path}?rev=${rev}`);
  const isRight = stored && isSame(stored.roles, roles);
  if (isRight && (password === undefined || (await isLetIn(couch, { name, password })))) return;
  await couch.demand('PUT', path, {
    ...(stored && { _rev: stored._rev }),
    name,
    roles,
    type: 'user',
    password: password ?? randomBytes(24).toString('base64url'),
  });
}

/** @throws RegistryError when the server does not answer */
async function isLetIn({ url }: Couch, user: { name: string; password: string }): Promise<boolean> {
  const { status, body } = await couchAt(url, user).ask('GET', '_session');
  if (status === 200) return (body.userCtx as { name?: unknown } | undefined)?.name === user.name;
  // 403: too many tries with a password that is none.
  if (status === 401 || status === 403) return false;
  throw new RegistryError(`${url}/_session: ${status}`, status);
}
