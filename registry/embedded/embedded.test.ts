import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paperOf } from '../authority/papers.ts';
import { type EmbeddedRegistry, startEmbeddedRegistry } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense registry '));
const PAPERS = 'agency-2300000';
const one = paperOf('desk00000001', '2300000', 1, 1);
let registry: EmbeddedRegistry;
let admin: string;

const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
const desk = basic('desk', 'desk-password');
const stranger = basic('neighbour', 'neighbour-password');

async function ask(method: string, path: string, authorization?: string, body?: unknown) {
  const response = await fetch(`${registry.url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization === undefined ? {} : { authorization }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const statusOf = async (...request: Parameters<typeof ask>) => (await ask(...request)).status;

const userOf = (name: string, roles: string[]) => ({ name, roles, type: 'user', password: `${name}-password` });

beforeAll(async () => {
  registry = await startEmbeddedRegistry({ folder, port: 0 });
  admin = basic(registry.administrator.name, registry.administrator.password);
  await ask('PUT', '/_users/org.couchdb.user:desk', admin, userOf('desk', ['site', PAPERS, 'desk-2300000-01-26']));
  await ask('PUT', '/_users/org.couchdb.user:neighbour', admin, userOf('neighbour', ['site', 'agency-2300001']));
}, 60_000);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the embedded registry', () => {
  test('has the databases of the demo agency and says that it is up', async () => {
    expect(await ask('GET', '/_up')).toEqual({ status: 200, body: { status: 'ok' } });
    const parts = ['_users', PAPERS, `${PAPERS}-archive`, `${PAPERS}-office`, `${PAPERS}-scans`, 'directory'];
    parts.push('enrolment', 'facts-23', 'region-23', 'registry', 'status');
    expect((await ask('GET', '/_all_dbs', admin)).body.sort()).toEqual(parts);
  });

  test('keeps its credentials for the account that runs it', () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'administrator.json')).mode & 0o777).toBe(0o600);
  });

  test('lets a desk write and read the papers of its agency, by password and by session', async () => {
    expect(await statusOf('PUT', `/${PAPERS}/${one._id}`, desk, one)).toBe(201);
    expect((await ask('GET', `/${PAPERS}/${one._id}`, desk)).body.entry).toEqual(one.entry);
    const session = await fetch(`${registry.url}/_session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'desk', password: 'desk-password' }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await fetch(`${registry.url}/${PAPERS}/${one._id}`, { headers: { cookie } })).status).toBe(200);
  });

  test.each([
    ['nobody', undefined, 401],
    ['a desk of another agency', stranger, 403],
    ['a desk with a wrong password', basic('desk', 'wrong'), 401],
  ])('shows papers to no one else: %s', async (_who, authorization, status) => {
    for (const path of ['', `/${one._id}`, '/_all_docs', '/_changes?include_docs=true', '/_security'])
      expect(await statusOf('GET', `/${PAPERS}${path}`, authorization)).toBe(status);
    for (const path of ['/_bulk_docs', '/_bulk_get', '/_find', '/_revs_diff'])
      expect(await statusOf('POST', `/${PAPERS}${path}`, authorization, { docs: [] })).toBe(status);
  });

  test.each([
    ['nobody', undefined, 401, 'unauthorized'],
    ['a desk', desk, 404, 'not_found'],
  ])(
    'tells of a database that is not there whoever is signed in, and %s',
    async (_who, authorization, status, error) => {
      for (const [method, path] of [
        ['GET', ''],
        ['GET', '/_changes'],
        ['GET', '/_security'],
        ['POST', '/_bulk_docs'],
        ['PUT', '/_design/x'],
      ] as const)
        expect(await ask(method, `/agency-7100004${path}`, authorization, method === 'GET' ? undefined : {})).toEqual({
          status,
          body: { error, reason: status === 404 ? 'Database does not exist.' : expect.any(String) },
        });
    },
  );

  test('a database that names no members is for administrators', async () => {
    await ask('PUT', '/agency-7100001', admin, {});
    expect(await statusOf('GET', '/agency-7100001/_all_docs', desk)).toBe(403);
    expect(await statusOf('PUT', '/agency-7100001/one', desk, {})).toBe(403);
    expect(await statusOf('DELETE', '/agency-7100001', admin)).toBe(200);
  });

  test.each([
    ['nobody', undefined, 401],
    ['a desk', desk, 403],
  ])(
    'databases are made, governed and removed by the administrator alone, not by %s',
    async (_who, authorization, status) => {
      expect(await statusOf('PUT', '/agency-2300002', authorization, {})).toBe(status);
      expect(await statusOf('PUT', '/%61gency-2300002/', authorization, {})).toBe(status);
      expect(await statusOf('DELETE', `/${PAPERS}`, authorization)).toBe(status);
      expect(await statusOf('PUT', `/${PAPERS}/_security`, authorization, {})).toBe(status);
      expect(await statusOf('PUT', `/${PAPERS}/_design/x`, authorization, {})).toBe(status);
      expect(await statusOf('POST', `/${PAPERS}/_purge`, authorization, { [one._id]: ['1-a'] })).toBe(status);
      for (const limit of ['_revs_limit', '_purged_infos_limit'])
        expect(await statusOf('PUT', `/${PAPERS}/${limit}`, authorization, 1)).toBe(status);
      expect(await statusOf('GET', '/_all_dbs', authorization)).toBe(401);
      expect(await statusOf('GET', `/${PAPERS}`, admin)).toBe(200);
    },
  );

  test('nobody changes roles, his own or others', async () => {
    const { body: own } = await ask('GET', '/_users/org.couchdb.user:desk', desk);
    const promoted = { ...own, roles: ['site', PAPERS, 'agency-2300001'] };
    for (const authorization of [desk, undefined]) {
      const status = authorization === undefined ? 401 : 403;
      expect(await statusOf('PUT', '/_users/org.couchdb.user:desk', authorization, promoted)).toBe(status);
      expect(await statusOf('PUT', '/%5Fusers/org.couchdb.user%3Adesk', authorization, promoted)).toBe(status);
      expect(await statusOf('POST', '/_users', authorization, promoted)).toBe(status);
      expect(await statusOf('POST', '/_users/_bulk_docs', authorization, { docs: [promoted] })).toBe(status);
      expect(await statusOf('PUT', '/_users/org.couchdb.user:new', authorization, userOf('new', []))).toBe(status);
      expect(await statusOf('DELETE', `/_users/org.couchdb.user:desk?rev=${own._rev}`, authorization)).toBe(status);
    }
    expect((await ask('GET', '/_users/org.couchdb.user:neighbour', desk)).status).toBe(403);
    expect((await ask('GET', '/_users/org.couchdb.user:desk', admin)).body).toEqual(own);
  });

  test('a check is shown the revisions of both documents, as CouchDB shows them', async () => {
    const database = '/agency-7100002';
    await ask('PUT', database, admin, {});
    await ask('PUT', `${database}/_security`, admin, { admins: { roles: [] }, members: { roles: ['site'] } });
    const tell = 'throw { forbidden: JSON.stringify([doc._revisions, old && old._revisions]) };';
    const validate_doc_update = `function (doc, old) { if (doc.tell) { ${tell} } }`;
    await ask('PUT', `${database}/_design/tell`, admin, { validate_doc_update });
    const told = async (method: string, path: string, body: object) => {
      const answer = (await ask(method, database + path, desk, body)).body;
      return JSON.parse((Array.isArray(answer) ? answer[0] : answer).reason);
    };
    const none = { start: 0, ids: [] };
    expect(await told('PUT', '/x', { tell: 1 })).toEqual([none, null]);
    const first = (await ask('PUT', `${database}/x`, desk, {})).body.rev as string;
    const second = (await ask('PUT', `${database}/x`, desk, { _rev: first })).body.rev as string;
    const ids = [second, first].map((rev) => rev.slice(2));
    const both = { start: 2, ids };
    expect(await told('PUT', '/x', { _rev: second, tell: 1 })).toEqual([both, both]);
    const _revisions = { start: 3, ids: ['0123456789abcdef0123456789abcdef', ...ids] };
    const docs = [{ _id: 'x', _rev: `3-${_revisions.ids[0]}`, _revisions, tell: 1 }];
    expect(await told('POST', '/_bulk_docs', { docs, new_edits: false })).toEqual([_revisions, both]);
    await ask('DELETE', database, admin);
  });

  test('what a check throws beside its word about the document is the server’s own trouble, as CouchDB answers it', async () => {
    const database = '/agency-7100003';
    await ask('PUT', database, admin, {});
    await ask('PUT', `${database}/_security`, admin, { admins: { roles: [] }, members: { roles: ['site'] } });
    const validate_doc_update = `function (doc) {
      if (doc.breaks) doc.nothing.there = 1;
      if (doc.says) throw doc.says;
    }`;
    await ask('PUT', `${database}/_design/tell`, admin, { validate_doc_update });
    const docs = [
      { _id: 'a', breaks: true },
      { _id: 'b', says: { forbidden: 'no' } },
      { _id: 'c', says: { unauthorized: 'who' } },
      { _id: 'd', says: { other: 'words' } },
      { _id: 'e', says: 'text' },
      { _id: 'f' },
    ];
    const { status, body } = await ask('POST', `${database}/_bulk_docs`, desk, { docs });
    expect(status).toBe(201);
    expect(body).toEqual([
      { id: 'a', error: 'TypeError', reason: expect.any(String) },
      { id: 'b', error: 'forbidden', reason: 'no' },
      { id: 'c', error: 'unauthorized', reason: 'who' },
      { id: 'd', error: 'unknown_error', reason: 'words' },
      { id: 'e', error: 'unknown_error', reason: 'text' },
      { ok: true, id: 'f', rev: expect.any(String) },
    ]);
    const single = docs.map((doc) => statusOf('PUT', `${database}/${doc._id}x`, desk, { ...doc, _id: `${doc._id}x` }));
    expect(await Promise.all(single)).toEqual([500, 403, 401, 500, 500, 201]);
    await ask('DELETE', database, admin);
  });

  test('design documents come from the administrator alone, also in bulk', async () => {
    const docs = [{ _id: '_design/x', views: {} }, { _id: 'two' }];
    await ask('POST', `/${PAPERS}/_bulk_docs`, desk, { docs });
    await ask('POST', `/${PAPERS}`, desk, { _id: '_design/y' });
    const { body } = await ask('GET', `/${PAPERS}/_all_docs`, admin);
    expect(body.rows.map(({ id }: { id: string }) => id)).not.toContain('_design/x');
    expect(body.rows.map(({ id }: { id: string }) => id)).not.toContain('_design/y');
  });

  test('is still there after requests that make no sense', async () => {
    const paths = [
      '/%',
      '/..%2f..%2fetc',
      '//',
      '/_up/',
      '/_config',
      '/_replicate',
      '/_log',
      '/a b',
      '/A',
      '/_users/%00',
      '/x/y/z/',
    ];
    for (const authorization of [undefined, desk, admin])
      for (const path of paths)
        for (const method of ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'PATCH'])
          expect(
            await fetch(registry.url + path, { method, headers: authorization ? { authorization } : {} }),
          ).toBeTruthy();
    for (const bad of [
      'GET',
      'GET / HTTP/9\r\n\r\n',
      `PUT /${PAPERS}/q HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{`,
    ])
      await sendRaw(bad);
    for (const body of [
      '{',
      '[]',
      'null',
      '"x"',
      '{"docs":5}',
      '{"docs":[null]}',
      '{"docs":[{"_id":5}]}',
      '{"_rev":"x"}',
    ])
      for (const path of [
        '/_session',
        `/${PAPERS}`,
        `/${PAPERS}/_bulk_docs`,
        `/${PAPERS}/_find`,
        `/${PAPERS}/_revs_diff`,
      ])
        await fetch(registry.url + path, {
          method: 'POST',
          headers: { authorization: desk, 'content-type': 'application/json' },
          body,
        });
    expect(await statusOf('GET', `/${PAPERS}/${one._id}`, desk)).toBe(200);
  });

  test('a second one in the same folder does not start, and leaves the address alone', async () => {
    const port = readFileSync(join(folder, 'port.json'), 'utf8');
    const child = spawn(process.execPath, [join(import.meta.dirname, 'index.ts'), `--folder=${folder}`]);
    let said = '';
    child.stderr.on('data', (data) => {
      said += String(data);
    });
    const [code] = await once(child, 'exit');
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringContaining('does another registry work in this folder?'),
    });
    expect(readFileSync(join(folder, 'port.json'), 'utf8')).toBe(port);
    expect(await statusOf('GET', '/_up')).toBe(200);
  });

  test('keeps papers and credentials over a restart', async () => {
    await registry.close();
    registry = await startEmbeddedRegistry({ folder, port: 0 });
    expect(await statusOf('GET', `/${PAPERS}/${one._id}`, desk)).toBe(200);
    expect(await statusOf('GET', '/_all_dbs', admin)).toBe(200);
  });
});

/** Sends bytes that are no proper request and waits until the server is done with them. */
function sendRaw(text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(registry.url).port), '127.0.0.1', () => socket.end(text));
    socket.resume();
    socket.once('error', () => resolve());
    socket.once('close', () => resolve());
  });
}
