import type { ServerResponse } from 'node:http';
import type { CouchRequest } from 'express-pouchdb';

type User = CouchRequest['couchSession']['userCtx'];

/** undefined: there is no such database. */
export type IsMember = (database: string, user: User) => Promise<boolean | undefined>;

/** What CouchDB would answer. */
export type Refusal = { status: 400 | 401 | 403 | 404; error: string; reason: string };

const unauthorized: Refusal = { status: 401, error: 'unauthorized', reason: 'Name or password is missing.' };
const forAdministrators: Refusal = { status: 403, error: 'forbidden', reason: 'You are not a server admin.' };
/** So CouchDB says it of what only servers' administrators may ask. */
const notAnAdministrator: Refusal = { ...unauthorized, reason: 'You are not a server admin.' };
const badPath: Refusal = { status: 400, error: 'bad_request', reason: 'Not an address of this server.' };
export const noDatabase: Refusal = { status: 404, error: 'not_found', reason: 'Database does not exist.' };
const illegalName: Refusal = { status: 400, error: 'illegal_database_name', reason: 'Not a name of a database.' };

const READING = ['GET', 'HEAD'];

/** Endpoints below a database that only answer, although they are asked by POST. */
const ASKING = ['_all_docs', '_bulk_get', '_changes', '_revs_diff', '_find', '_explain', '_ensure_full_commit'];

/** Endpoints below a database that an administrator alone may change. */
const ADMINISTERED = [
  '_security',
  '_design',
  '_index',
  '_compact',
  '_view_cleanup',
  '_purge',
  '_purged_infos_limit',
  '_revs_limit',
];

/**
 * What CouchDB refuses by itself and the server behind lets through, or ends on: strangers, databases made or removed by anybody,
 * users who change themselves, names that are paths.
 *
 * @param isMember also false for a database that does not say who its members are: it is for administrators, as in CouchDB 3.
 * @returns undefined when the server behind may answer.
 */
export async function refusalOf(
  { method = 'GET', path, user }: { method: string | undefined; path: string; user: User },
  isMember: IsMember,
): Promise<Refusal | undefined> {
  const segments = segmentsOf(path);
  if (!segments) return badPath;
  const [database = '', below, name] = segments;
  if (database === '' || database === '_session') return undefined;
  const isAdministrator = user.roles.includes('_admin');
  if (!isAdministrator && user.name === null) return unauthorized;
  if (database === '_uuids') return undefined;
  if (database === '_all_dbs') return isAdministrator ? undefined : notAnAdministrator;
  if (database !== '_users' && !/^[a-z][a-z0-9_$()+/-]*$/.test(database)) return illegalName;
  if (isAdministrator) return undefined;
  if (database === '_users') {
    const own = below === `org.couchdb.user:${user.name}` && name === undefined;
    return own && READING.includes(method) ? undefined : forAdministrators;
  }
  const reads = READING.includes(method) || (below !== undefined && ASKING.includes(below));
  if (!reads && below === undefined && method !== 'POST') return forAdministrators;
  const isIts = await isMember(database, user);
  if (isIts === undefined) return noDatabase;
  if (!reads && below !== undefined && ADMINISTERED.includes(below)) return forAdministrators;
  return isIts ? undefined : forAdministrators;
}

/** The decoded parts of a path; undefined for what is none of this server's. */
function segmentsOf(path: string): string[] | undefined {
  try {
    const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decodeURIComponent);
    const isPlain = path === '/' || segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
    return isPlain && path.startsWith('/') ? segments : undefined;
  } catch {
    return undefined;
  }
}

export function answerRefusal(response: ServerResponse, { status, error, reason }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify({ error, reason })}\n`);
}
