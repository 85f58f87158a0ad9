import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { remakeDatabase, removeDatabase } from '../../test/databases.ts';
import { type EmbeddedRegistry, startEmbeddedRegistry } from '../embedded/server.ts';
import { deployDirectory, deployPlaces } from '../provisioning/directory.ts';
import { type Couch, couchAt, NoAnswerYet, RegistryError, read } from './couch.ts';
import { deployDatabase } from './deploy.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense deploy '));
let registry: EmbeddedRegistry;
let couch: Couch;
/** What was asked of the server that changes something, or a view. */
const asked: string[] = [];

const database = { name: 'agency-2300042', kind: 'papers', agency: '2300042' };
const { name } = database;
const lines = `${name}/_design/lines`;

beforeAll(async () => {
  registry = await startEmbeddedRegistry({ folder, port: 0, agencies: [] });
  const plain = couchAt(registry.url, registry.administrator);
  const noting = (call: Couch['ask']): Couch['ask'] => {
    return (method, path, body) => {
      if (method !== 'GET' || path.includes('/_view/')) asked.push(`${method} ${path.replace(/\?.*/, '')}`);
      return call(method, path, body);
    };
  };
  couch = {
    ...plain,
    ask: noting(plain.ask),
    demand: noting(plain.demand as Couch['ask']) as unknown as Couch['demand'],
  };
}, 60_000);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('deploying a database', () => {
  test('sets who may read before the first document, and writes nothing the second time', async () => {
    expect(await deployDatabase(couch, database)).toEqual([
      `made ${name}`,
      `security ${name}`,
      `design ${name}/check`,
      `design ${name}/lines`,
    ]);
    expect(asked.slice(0, 2)).toEqual([`PUT ${name}`, `PUT ${name}/_security`]);
    asked.length = 0;
    expect(await deployDatabase(couch, database)).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('is not taken in by a server that has not forgotten yet what was removed', async () => {
    const other = { ...database, name: 'agency-2300043', agency: '2300043' };
    const forgetful = slowToForget(couch, 3);
    const steps = ['made', 'security'].map((step) => `${step} ${other.name}`);
    expect((await deployDatabase(forgetful, other)).slice(0, 2)).toEqual(steps);
    await forgetful.ask('DELETE', other.name);
    expect((await forgetful.ask('GET', other.name)).status).toBe(200);
    expect((await deployDatabase(forgetful, other)).slice(0, 2)).toEqual(steps);
    await forgetful.demand('PUT', `${other.name}/one`, {});
    await remakeDatabase(forgetful, other.name);
    expect(await couch.demand('GET', other.name)).toMatchObject({ doc_count: 0 });
    await removeDatabase(forgetful, other.name);
    expect((await forgetful.ask('GET', other.name)).status).toBe(404);
  });

  test('indexes a changed view beside the old one, then switches', async () => {
    const stored = await couch.demand('GET', lines);
    const old = { ...stored, views: { lines_by_site: { map: 'function (doc) { emit(doc._id, 1); }' } } };
    await couch.demand('PUT', lines, old);
    asked.length = 0;
    expect(await deployDatabase(couch, database)).toEqual([`design ${name}/lines`]);
    expect(asked).toEqual([
      `PUT ${lines}%3Astaged`,
      `GET ${lines}%3Astaged/_view/in_conflict`,
      `PUT ${lines}`,
      `DELETE ${lines}%3Astaged`,
      `POST ${name}/_view_cleanup`,
    ]);
    expect((await couch.demand('GET', lines)).views).toEqual(stored.views);
  });

  test('waits for an index that takes longer than any question may, as long as the registry is there', async () => {
    const stored = await couch.demand('GET', lines);
    await couch.demand('PUT', lines, { ...stored, views: { lines_by_site: { map: 'function (doc) { emit(1); }' } } });
    let slow = 3;
    let looked = 0;
    const busy: Couch = {
      ...couch,
      ask(method, path, body) {
        if (path.includes('/_view/') && slow-- > 0) return Promise.reject(new NoAnswerYet('at work', 0));
        return couch.ask(method, path, body);
      },
      demand(method, path, body) {
        if (path === name) looked++;
        return couch.demand(method, path, body);
      },
    };
    expect(await deployDatabase(busy, database)).toEqual([`design ${name}/lines`]);
    expect(looked).toBe(3);
    expect((await couch.demand('GET', lines)).views).toEqual(stored.views);
  });

  test('tells a registry that has not answered yet from one that is away', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
    const { port } = silent.address() as AddressInfo;
    const there = couchAt(`http://127.0.0.1:${port}`, registry.administrator, 50);
    await expect(there.ask('GET', '_up')).rejects.toBeInstanceOf(NoAnswerYet);
    silent.closeAllConnections();
    await new Promise((done) => silent.close(done));
    const away = await there.ask('GET', '_up').catch((error: unknown) => error);
    expect(away).toBeInstanceOf(RegistryError);
    expect(away).not.toBeInstanceOf(NoAnswerYet);
  });

  test('goes on where a run was cut off', async () => {
    const { _rev, ...stored } = await couch.demand('GET', lines);
    await couch.demand('PUT', `${lines}%3Astaged`, { ...stored, _id: '_design/lines:staged' });
    expect(await deployDatabase(couch, database)).toEqual([]);
    expect(await read(couch, `${lines}%3Astaged`)).toBeUndefined();
  });

  test('takes back what somebody changed by hand', async () => {
    await couch.demand('PUT', `${name}/_security`, {
      admins: { names: ['x'], roles: [] },
      members: { names: [], roles: [] },
    });
    const check = await couch.demand('GET', `${name}/_design/check`);
    await couch.demand('PUT', `${name}/_design/check`, { ...check, validate_doc_update: 'function () {}' });
    expect(await deployDatabase(couch, database)).toEqual([`security ${name}`, `design ${name}/check`]);
  });
});

/** As CouchDB, which goes by what it knows of a removed database's parts for a while: for so many questions. */
function slowToForget(couch: Couch, questions: number): Couch {
  const left = new Map<string, number>();
  const ask: Couch['ask'] = async (method, path, body) => {
    const [name = '', below] = path.split('/');
    if (method === 'DELETE' && below === undefined) left.set(name, questions);
    else if (below === '_security' && left.get(name)) return { status: 404, body: { error: 'not_found' } };
    else if (below === undefined && left.get(name)) {
      left.set(name, left.get(name)! - 1);
      return method === 'GET' ? { status: 200, body: {} } : { status: 412, body: { error: 'file_exists' } };
    }
    return couch.ask(method, path, body);
  };
  return { ...couch, ask };
}

describe('the directory', () => {
  test('has law, calendar, subjects, bodies and places with their versions', async () => {
    for (const id of ['terms', 'calendar', 'subjects', 'bodies', 'places'])
      expect(await read(couch, `directory/${id}`)).toMatchObject({
        version: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      });
  });

  test('has places in pieces that together are the classifier, and no others', async () => {
    const shipped = readFileSync(join(import.meta.dirname, '../../assets/places/places.tsv'), 'utf8');
    const classifier = async () => {
      const { content } = (await couch.demand('GET', 'directory/places')) as { content: { pieces: string[] } };
      const { rows } = await couch.demand(
        'GET',
        'directory/_all_docs?include_docs=true&startkey="places:"&endkey="places;"',
      );
      const texts = new Map((rows as { id: string; doc: { text: string } }[]).map(({ id, doc }) => [id, doc.text]));
      expect([...texts.keys()]).toEqual([...content.pieces].sort());
      return content.pieces.map((id) => texts.get(id)).join('');
    };
    expect(await classifier()).toBe(shipped);
    const next = shipped.replace('Семей', 'Семипалатинск');
    expect(await deployPlaces(couch, '2999-01-01', next)).toEqual(['directory/places 2999-01-01']);
    expect(await classifier()).toBe(next);
    expect(await deployPlaces(couch, '2999-01-01', next)).toEqual([]);
    // A registry of last year takes nothing back.
    expect(await deployDirectory(couch)).toEqual([]);
    expect(await classifier()).toBe(next);
    expect(await deployPlaces(couch, '2999-01-02', shipped)).toEqual(['directory/places 2999-01-02']);
    expect(await classifier()).toBe(shipped);
  });

  test('keeps a newer version that is there, and takes a newer one that comes', async () => {
    const stored = await couch.demand('GET', 'directory/terms');
    await couch.demand('PUT', 'directory/terms', { ...stored, version: '2999-01-01' });
    expect(await deployDirectory(couch)).toEqual([]);
    const newer = await couch.demand('GET', 'directory/terms');
    expect(newer.version).toBe('2999-01-01');
    await couch.demand('PUT', 'directory/terms', { ...newer, version: '2020-01-01' });
    expect(await deployDirectory(couch)).toEqual([`directory/terms ${stored.version}`]);
  });
});
