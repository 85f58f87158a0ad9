import type { Administrator } from './administrator.ts';

/** Who may read and write; administrators may always. */
type Members = { roles: string[] };

/** The databases of design §7 and their members. A site has its agency's role and `site`. */
function databasesOf(agencies: readonly string[]): Record<string, Members> {
  const databases: Record<string, Members> = { directory: { roles: ['site'] }, status: { roles: ['status'] } };
  for (const agency of agencies)
    for (const part of ['', '-office', '-scans'])
      databases[`agency-${agency}${part}`] = { roles: [`agency-${agency}`] };
  return databases;
}

/**
 * Makes the databases that are not there yet, over HTTP as it would be done on CouchDB.
 *
 * @throws Error when the server refuses.
 */
export async function provision(
  url: string,
  { name, password }: Administrator,
  agencies: readonly string[],
): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
  const put = (path: string, body: unknown) =>
    fetch(`${url}/${path}`, {
      method: 'PUT',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  for (const [database, members] of Object.entries(databasesOf(agencies))) {
    const made = await put(database, {});
    const security = await put(`${database}/_security`, { admins: { roles: ['_admin'] }, members });
    // 412: it is there already.
    if ((!made.ok && made.status !== 412) || !security.ok)
      throw new Error(`${database} could not be made: ${made.status}, ${security.status}`);
  }
}
