import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import expressPouchDB from 'express-pouchdb';
import PouchDB, { type PouchClass } from 'pouchdb';
import { ENROLMENT } from '../../shared/centre/names.ts';
import type { Role } from '../../shared/domain/life/rights.ts';
import type { Both } from '../../shared/domain/log/line.ts';
import { zoneOfRegion } from '../../shared/domain/places/zones.ts';
import { basicAuth, type Couch, couchAt } from '../deploy/couch.ts';
import { addAgency, addStaff, hasAgency } from '../provisioning/agency.ts';
import { keepDoor } from '../provisioning/door.ts';
import { addDatabases, setUp } from '../provisioning/set-up.ts';
import { type Administrator, keepAdministrator } from './administrator.ts';
import { answerDemo, DEMO_AGENCIES } from './demo.ts';
import { openDoor } from './door.ts';
import { answerRefusal, type IsMember, noDatabase, refusalOf } from './guard.ts';
import { rememberedPort, rememberPort } from './port.ts';
import { validateWrites } from './validation.ts';

export type EmbeddedRegistry = {
  url: string;
  administrator: Administrator;
  close(): Promise<void>;
};

type Options = {
  /** Holds databases and credentials; for the account that runs the server alone. */
  folder: string;
  /** 0 for the one it had last, else any free one. */
  port: number;
  /** Agencies that have databases from the start, 7 digits each: region and agency. */
  agencies?: readonly string[];
};

/** Parts of the server behind that CouchDB 3 has not, that reach out to other servers, or that nobody here needs. */
const LEFT_OUT = [
  'disk-size',
  'replicator',
  'routes/active-tasks',
  'routes/cluster',
  'routes/cluster-rewrite',
  'routes/config',
  'routes/db-updates',
  'routes/fauxton',
  'routes/http-log',
  'routes/list',
  'routes/log',
  'routes/replicate',
  'routes/rewrite',
  'routes/show',
  'routes/special-test-auth',
  'routes/stats',
  'routes/temp-views',
  'routes/update',
  'routes/vhosts',
  // Asks checks before conflicts, compiles them for every document: validation.ts does it as CouchDB.
  'validation',
];

/**
 * A registry on this computer alone, for demo, development and tests: the databases of design §7 behind CouchDB's protocol,
 * kept in `folder`. Authentication is on; the guard in front answers what the server behind would not survive.
 */
export async function startEmbeddedRegistry({
  folder,
  port,
  agencies = DEMO_AGENCIES,
}: Options): Promise<EmbeddedRegistry> {
  const { administrator, configPath } = keepAdministrator(folder);
  const data = join(resolve(folder), 'data');
  mkdirSync(data, { recursive: true });
  const Databases = PouchDB.defaults({ prefix: data + sep });
  // Each database listens at its class: there are more than ten.
  Databases.setMaxListeners(0);
  const app = expressPouchDB({ configPath, logPath: join(folder, 'log.txt'), overrideMode: { exclude: LEFT_OUT } });
  // The server's own check of users comes with its authentication.
  app.dbWrapper.registerWrapper((name, database, next) => {
    if (name !== '_users') validateWrites(database);
    return next();
  });
  const isMember = membersOf(Databases);
  app.use((request, response, next) => {
    const user = request.couchSession.userCtx;
    refusalOf({ method: request.method, path: request.path, user }, isMember).then(
      (refusal) => (refusal ? answerRefusal(response, refusal) : next()),
      () => answerRefusal(response, noDatabase),
    );
  });
  // In front of the first handler that answers a path, right behind those that find out who asks.
  const { stack } = app._router;
  const guard = stack.pop();
  if (guard)
    stack.splice(
      stack.findIndex(({ route }) => route !== undefined),
      0,
      guard,
    );
  await app.setPouchDB(Databases);

  let door: Awaited<ReturnType<typeof keepDoor>> | undefined;
  let ready = false;
  // Its administrator, who also looks whether passwords of others hold; desks ask for a session by POST.
  const own = ({ headers, method, url }: IncomingMessage) =>
    headers.authorization === basicAuth(administrator) || (method === 'GET' && url === '/_session');
  const server = createServer((request, response) => {
    if (!ready && !own(request)) return comeLater(response);
    if (door) openDoor(request, door);
    if (request.url !== '/_up') return app(request, response);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"status":"ok"}\n');
  });
  await listen(server, port || rememberedPort(folder), port === 0);
  const address = (server.address() as AddressInfo).port;
  const url = `http://127.0.0.1:${address}`;
  const couch = couchAt(url, administrator);
  await setUp(couch).catch((cause: unknown) => {
    server.close();
    server.closeAllConnections();
    throw new Error('its databases cannot be used; does another registry work in this folder?', { cause });
  });
  // Not before: where another process holds the databases, desks and commands know that one's.
  rememberPort(folder, address);
  for (const agency of agencies) {
    await addDatabases(couch, agency);
    if (!(await hasAgency(couch, agency))) await addInvented(couch, agency);
  }
  door = await keepDoor(couch);
  ready = true;
  const stopAnswering = answerDemo(new Databases(ENROLMENT), couch, (agency) => addInvented(couch, agency));
  return {
    url,
    administrator,
    async close() {
      // Whoever comes while things are put away is told to come back, not that he is unknown.
      ready = false;
      await stopAnswering();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      // Also the indexes of views, which the server keeps beside its databases without naming them.
      await Promise.all(readdirSync(data).map((name) => new Databases(name).close()));
    },
  };
}

/** While things are not in their place nobody is told that he is not known here. */
function comeLater(response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1' });
  response.end('{"error":"unavailable","reason":"The registry is starting or ending."}\n');
}

/**
 * The demo office has a name, and people with roles; another one is called by its code until `agency add` names it, and has nobody.
 */
async function addInvented(couch: Couch, agency: string): Promise<void> {
  const code = { kk: agency, ru: agency };
  if (!DEMO_AGENCIES.includes(agency))
    return void (await addAgency(couch, { agency, name: code, zone: zoneOfRegion(agency.slice(0, 2)) }));
  const path = fileURLToPath(new URL('../../assets/demo/office.json', import.meta.url));
  const { name, zone, staff } = JSON.parse(readFileSync(path, 'utf8')) as Invented;
  await addAgency(couch, { agency, name, zone });
  const people = staff.map((person) => ({ ...person, administrator: person.roles.includes('administrator') }));
  await addStaff(couch, agency, ...people);
}

type Invented = { name: Both; zone: string; staff: { id: string; name: string; post: Both; roles: Role[] }[] };

/** @param orElsewhere when the port is taken, any free one does */
function listen(server: Server, port: number, orElsewhere: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      if (orElsewhere && port !== 0) listen(server, 0, false).then(resolve, reject);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Whether a database counts the user among its members. */
function membersOf(Databases: PouchClass): IsMember {
  return async (database, { name, roles }) => {
    if (!(await Databases.allDbs()).includes(database)) return undefined;
    const stored = await new Databases(encodeURIComponent(database)).get('_local/_security').catch(() => undefined);
    const { members } = (stored?.security ?? {}) as { members?: { names?: unknown[]; roles?: unknown[] } };
    return (members?.names ?? []).includes(name) || roles.some((role) => (members?.roles ?? []).includes(role));
  };
}
