import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { databaseOf } from '../../shared/centre/names.ts';
import { remove } from '../../test/given-server.ts';
import { type Server, startServer } from '../../test/registry-server.ts';
import { type Answer, type Couch, couchAt, pathOf, read } from '../deploy/couch.ts';
import { addDatabases, setUp } from '../provisioning/set-up.ts';
import { AGENCY, type Attempt, attempts, databaseOfKind, OTHER_AGENCY, writers } from './table.ts';

/**
 * The table over HTTP, on the server of `COUCHDB_URL` (with an administrator's name and password) or on an embedded one. On a server
 * that is given, databases and users of the two invented agencies are made and removed again.
 */
const folder = mkdtempSync(join(tmpdir(), 'kense authority '));
let admin: Couch;
let server: Server;
const asked = {} as Record<keyof typeof writers, Couch>;

const users = Object.entries(writers) as [keyof typeof writers, (typeof writers)['desk']][];
const agencies = [AGENCY, OTHER_AGENCY];
const papers = databaseOf(AGENCY);

beforeAll(async () => {
  server = await startServer(folder);
  admin = server.couch;
  await server.claim(...agencies);
  for (const agency of agencies) await addDatabases(admin, agency);
  for (const [who, { name, roles }] of users) {
    await removeUser(name as string);
    const user = { name, roles, type: 'user', password: `${name}-password` };
    await admin.demand('PUT', `_users/${pathOf(`org.couchdb.user:${name}`)}`, user);
    asked[who] = couchAt(admin.url, { name: name as string, password: `${name}-password` });
  }
}, 60_000);

afterAll(async () => {
  if (server.isGiven) {
    for (const [, { name }] of users) await removeUser(name as string);
    for (const { kind, doc } of attempts)
      if (['directory', 'status', 'facts', 'region', 'enrolment'].includes(kind))
        await drop(databaseOfKind[kind], doc._id);
  }
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(attempts)('$who $name', (attempt) => {
  test(`over HTTP: ${attempt.outcome}`, async () => {
    const database = databaseOfKind[attempt.kind];
    const path = `${database}/${pathOf(attempt.doc._id)}`;
    await drop(database, attempt.doc._id);
    // What stands there stands under the id of what comes.
    if (attempt.old) await admin.demand('PUT', path, { ...attempt.old, _id: attempt.doc._id });
    const before = attempt.destroyed ? undefined : await read(admin, path);
    const rev = attempt.destroyed ? await destroy(path, attempt.destroyed) : before?._rev;
    const answer = await write(asked[attempt.who], path, database, attempt, rev);
    const after = await read(admin, path);
    if (attempt.outcome === 'allowed') {
      // 202: not every node of a cluster has it yet; 200: a deletion.
      expect([200, 201, 202]).toContain(answer.status);
      expect(after?._rev).not.toBe(before?._rev);
    } else {
      expect(answer).toMatchObject({ body: { error: 'forbidden', reason: attempt.outcome } });
      expect(after).toEqual(before);
    }
  });
});

describe('beyond documents', () => {
  const noted = { views: { all: { map: 'function (doc) { emit(doc._id); }' } } };
  const strangers: [string, string, string, unknown?][] = [
    ['reads papers', 'GET', `${papers}/_all_docs?include_docs=true`],
    ['reads the feed', 'GET', `${papers}/_changes?include_docs=true`],
    ['looks up papers', 'POST', `${papers}/_bulk_get`, { docs: [{ id: 'x' }] }],
    ['reads records', 'GET', `${papers}-office/_all_docs`],
    ['reads scans', 'GET', `${papers}-scans/_all_docs`],
    ['reads archives', 'GET', `${papers}-archive/_all_docs`],
    ['writes papers', 'POST', `${papers}/_bulk_docs`, { docs: [{ _id: 'x' }] }],
  ];
  test.each(strangers)('another agency %s: refused', async (_what, method, path, body) => {
    expect((await asked.neighbour.ask(method, path, body)).status).toBe(403);
  });

  const forAdministrators: [string, string, string, unknown?][] = [
    ['reads the status of citizens', 'GET', 'status/_all_docs'],
    ['reads facts', 'GET', 'facts-23/_all_docs'],
    ['reads the registers of the region', 'GET', 'region-23/_all_docs'],
    ["reads the centre's own records", 'GET', 'registry/_all_docs'],
    ['writes a design document', 'PUT', `${papers}/_design/mine`, noted],
    ['changes who may read', 'PUT', `${papers}/_security`, { admins: { roles: ['site'] }, members: { roles: [] } }],
    ['forgets revisions', 'POST', `${papers}/_purge`, { x: ['1-a'] }],
    ['sets how many revisions are kept', 'PUT', `${papers}/_revs_limit`, 1],
    ['sets how many purges are remembered', 'PUT', `${papers}/_purged_infos_limit`, 1],
    ['makes a database', 'PUT', 'agency-2399903'],
    ['removes its database', 'DELETE', papers],
  ];
  test.each(forAdministrators)('a desk %s: refused', async (_what, method, path, body) => {
    const { status } = await asked.desk.ask(method, path, body);
    expect([401, 403]).toContain(status);
    expect(await read(admin, papers)).toBeDefined();
  });

  test('a desk does not raise its own rights', async () => {
    const path = `_users/${pathOf(`org.couchdb.user:${writers.desk.name}`)}`;
    const own = (await read(admin, path)) as { roles: string[] };
    for (const roles of [['_admin'], [...own.roles, 'relay'], [...own.roles, `desk-${AGENCY}-06-26`]])
      expect((await asked.desk.ask('PUT', path, { ...own, roles })).status).toBe(403);
    expect((await read(admin, path))?.roles).toEqual(own.roles);
    expect((await asked.desk.ask('GET', papers)).status).toBe(200);
  });

  test('a desk attaches nothing to a paper that is there', async () => {
    const { doc } = attempts[0]!;
    const path = `${papers}/${doc._id}`;
    await drop(papers, doc._id);
    await admin.demand('PUT', path, doc);
    const rev = String((await read(admin, path))?._rev);
    expect((await asked.desk.ask('PUT', `${path}/file?rev=${rev}`, 'text')).status).toBe(403);
    expect((await read(admin, path))?._rev).toBe(rev);
  });

  test('a desk attaches a file to a scan once', async () => {
    const id = 'b'.repeat(64);
    const path = `${papers}-scans/${id}`;
    await drop(`${papers}-scans`, id);
    const first = await asked.desk.ask('PUT', `${path}/file`, 'first');
    expect([201, 202]).toContain(first.status);
    const rev = String((await read(admin, path))?._rev);
    expect((await asked.desk.ask('PUT', `${path}/more?rev=${rev}`, 'more')).status).toBeLessThan(300);
    const next = String((await read(admin, path))?._rev);
    for (const [method, body] of [
      ['PUT', 'second'],
      ['DELETE', undefined],
    ] as const)
      expect(await asked.desk.ask(method, `${path}/file?rev=${next}`, body)).toMatchObject({
        status: 403,
        body: { reason: 'scanChanged' },
      });
    expect((await asked.desk.ask('GET', `${path}/file`)).body).toBe('first');
  });

  test('who writes on an old revision hears of the conflict', async () => {
    const { doc } = attempts[0]!;
    const path = `${papers}/${doc._id}`;
    expect((await asked.desk.ask('PUT', path, doc)).status).toBe(409);
    const { body } = await asked.desk.ask('POST', `${papers}/_bulk_docs`, { docs: [{ ...doc, _rev: '1-abc' }] });
    expect(Object.values(body)).toMatchObject([{ id: doc._id, error: 'conflict' }]);
  });

  test('one refused among many stops none of the others', async () => {
    const many = attempts.filter(
      ({ kind, who, old, replicated }) => kind === 'papers' && who === 'desk' && !old && !replicated,
    );
    for (const { doc } of many) await drop(papers, doc._id);
    const { body } = await asked.desk.ask('POST', `${papers}/_bulk_docs`, { docs: many.map(({ doc }) => doc) });
    const told = new Map(
      Object.values(body).map((row) => [(row as { id: string }).id, (row as { reason?: string }).reason]),
    );
    const wanted = many.map(({ doc, outcome }) => [doc._id, outcome === 'allowed' ? undefined : outcome] as const);
    expect(told).toEqual(new Map(wanted));
  });

  test('a stranger lent the door comes as far as requests, and no further', async () => {
    for (const path of [papers, `${papers}/_all_docs`, 'directory/_all_docs', 'registry/_all_docs', '_all_dbs'])
      expect([401, 403]).toContain((await asked.door.ask('GET', path)).status);
  });

  test('setting up once more writes nothing', async () => {
    expect(await setUp(admin)).toEqual([]);
    for (const agency of agencies) expect(await addDatabases(admin, agency)).toEqual([]);
  });
});

async function write(
  couch: Couch,
  path: string,
  database: string,
  { doc, replicated }: Attempt,
  rev: unknown,
): Promise<Answer> {
  if (!replicated) return couch.ask('PUT', path, rev === undefined ? doc : { ...doc, _rev: rev });
  const parent = typeof rev === 'string' ? rev : undefined;
  const start = parent === undefined ? 1 : Number.parseInt(parent, 10) + 1;
  const ids = ['0123456789abcdef0123456789abcdef', ...(parent === undefined ? [] : [parent.split('-')[1]!])];
  const docs = [{ ...doc, _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }];
  const { status, body } = await couch.ask('POST', `${database}/_bulk_docs`, { docs, new_edits: false });
  const [row] = Object.values(body);
  // Of replicated writes only the failed are told.
  return row === undefined ? { status, body } : { status: 403, body: row as Record<string, unknown> };
}

/** @returns the revision that is left, for a write upon it */
async function destroy(path: string, write: 'upon' | 'anew'): Promise<unknown> {
  const { _rev } = (await read(admin, path))!;
  const { rev } = await admin.demand('DELETE', `${path}?rev=${String(_rev)}`);
  return write === 'upon' ? rev : undefined;
}

const drop = (database: string, id: string) => remove(admin, database, id);
const removeUser = (name: string) => drop('_users', `org.couchdb.user:${name}`);
