import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Grant } from '../../shared/centre/enrolment.ts';
import { ADDRESS, type Computer, computerOf, joined } from '../../test/computers.ts';
import { remove } from '../../test/given-server.ts';
import { startFront } from '../../test/registry-front.ts';
import { type Server, startServer } from '../../test/registry-server.ts';
import { paperOf as newPaper } from '../authority/papers.ts';
import { type Couch, couchAt, NotWhole } from '../deploy/couch.ts';
import { addAgency } from './agency.ts';
import { returnDeskCode, takeDeskCode } from './desk-codes.ts';
import { keepDoor } from './door.ts';
import { readRegistryKey } from './registry-key.ts';
import { addDatabases } from './set-up.ts';
import { grantSite } from './site.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense provisioning '));
const AGENCY = '2370212';
const agency = {
  agency: AGENCY,
  name: { kk: 'Аудан әкімінің аппараты', ru: 'Аппарат акима района' },
  zone: 'Asia/Atyrau',
};
let registry: Server;
let couch: Couch;

const computer = (name: string) => computerOf(AGENCY, name);

async function granted(asking: Computer): Promise<Grant> {
  return (await joined(couch, asking)).grant;
}

beforeAll(async () => {
  registry = await startServer(folder);
  couch = registry.couch;
  await registry.claim(AGENCY, '2370209');
  await addAgency(couch, agency);
}, 60_000);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a cluster of which only a part is there', () => {
  let front: Awaited<ReturnType<typeof startFront>>;
  let half: Couch;
  beforeAll(async () => {
    front = await startFront(registry.url, await keepDoor(couch));
    half = couchAt(front.url, registry.administrator);
  });
  afterAll(() => front.cut());

  test.each(['registry/desk', 'registry/site'])(
    'grants nothing by %s; whole again, the same command does',
    async (place) => {
      const desk = computer('қ');
      front.takeHalf(place);
      await expect(grantSite(half, desk.request, ADDRESS)).rejects.toThrow(NotWhole);
      if (place === 'registry/desk') await expect(grantSite(half, desk.request, ADDRESS)).rejects.toThrow(NotWhole);
      expect(await grantSite(couch, desk.request, ADDRESS)).toMatchObject({ ok: true });
      const { desk: code } = await granted(desk);
      expect(
        await couch.demand('GET', `registry/${encodeURIComponent(`desk:${AGENCY}:${code!.code}`)}`),
      ).not.toHaveProperty('unsure');
    },
  );

  test('makes up no secret', async () => {
    const stored = new Map<string, object>();
    let isWhole = false;
    const empty: Couch = {
      ...couch,
      async ask(method, path, body) {
        if (path !== 'registry/key') return couch.ask(method, path, body);
        if (method === 'GET') {
          const found = stored.get(path);
          return found ? { status: 200, body: found as Record<string, unknown> } : { status: 404, body: {} };
        }
        stored.set(path, { ...(body as object), _rev: '1-a' });
        return { status: isWhole ? 201 : 202, body: {} };
      },
      demand: async (method, path, body) =>
        path.includes('_all_docs') ? { rows: [] } : couch.demand(method, path, body),
    };
    for (let i = 0; i < 2; i++) await expect(readRegistryKey(empty)).rejects.toThrow(NotWhole);
    const { secret } = stored.get('registry/key') as { secret: string };
    isWhole = true;
    await readRegistryKey(empty);
    expect(stored.get('registry/key')).toEqual({ secret, _rev: '1-a' });
  });
});

describe('the user of a site', () => {
  test('gets its password back when another one was set, and one of two revisions in conflict', async () => {
    const desk = computer('Л');
    const { user, password } = await granted(desk);
    const path = `_users/org.couchdb.user:${user}`;
    const { derived_key: _key, salt: _salt, iterations: _iterations, ...stored } = await couch.demand('GET', path);
    await couch.demand('PUT', path, { ...stored, password: 'other' });
    const letIn = async () =>
      (await couchAt(registry.url, { name: user, password }).ask('GET', '_session')).status === 200;
    expect(await letIn()).toBe(false);
    await granted(desk);
    expect(await letIn()).toBe(true);
  });

  test('loses what stands there in conflict, as a cluster has it: nobody is let in beside it', async () => {
    const desk = computer('М');
    const { user } = await granted(desk);
    const path = `_users/org.couchdb.user%3A${user}`;
    const other = '1-00000000000000000000000000000000';
    const asked: string[] = [];
    const cluster: Couch = {
      ...couch,
      async ask(method, at, body) {
        const { status, body: stored } = await couch.ask(method, at, body);
        return { status, body: at === `${path}?conflicts=true` ? { ...stored, _conflicts: [other] } : stored };
      },
      async demand(method, at, body) {
        if (at.startsWith(path)) asked.push(`${method} ${at}`);
        return method === 'DELETE' ? {} : couch.demand(method, at, body);
      },
    };
    expect(await grantSite(cluster, desk.request, ADDRESS)).toMatchObject({ ok: true });
    expect(asked).toEqual([`DELETE ${path}?rev=${other}`]);
  });
});

describe('desk codes', () => {
  const own = '2370209';
  beforeAll(() => addDatabases(couch, own));

  test('asked for at one moment are all different', async () => {
    const sites = Array.from({ length: 8 }, (_, i) => `site0000000${i}`);
    const taken = await Promise.all(sites.map((site) => takeDeskCode(couch, own, site, 2026)));
    expect(new Set(taken.map((desk) => desk?.code)).size).toBe(8);
    expect(await takeDeskCode(couch, own, sites[0]!, 2027)).toEqual(taken[0]);
  });

  test('are never granted twice in a year, and end with 99', async () => {
    const codes = new Set<string>();
    for (let i = 8; i < 99; i++) codes.add((await takeDeskCode(couch, own, `site000000${i}`, 2026))!.code);
    expect(codes.size).toBe(91);
    await returnDeskCode(couch, own, 'site00000050', 2026);
    await returnDeskCode(couch, own, 'site00000060', 2026);
    // Its last holder has filled years to come.
    const ahead = newPaper('site00000060', own, 61, 1, 2031);
    expect(ahead._id.slice(9, 11)).toBe([...codes].sort()[52]);
    await couch.demand('PUT', `agency-${own}/${ahead._id}`, ahead);
    expect(await takeDeskCode(couch, own, 'late00000001', 2026)).toBeUndefined();
    // The centre has destroyed what there was under another: its numbers were given all the same.
    const gone = newPaper('site00000050', own, 51, 1, 2029);
    expect(gone._id.slice(9, 11)).toBe([...codes].sort()[42]);
    await couch.demand('PUT', `agency-${own}/${gone._id}`, gone);
    await remove(couch, `agency-${own}`, gone._id);
    expect(await takeDeskCode(couch, own, 'late00000001', 2027)).toBeUndefined();
    expect(await takeDeskCode(couch, own, 'late00000001', 2030)).toMatchObject({ code: '51', from: 2030 });
    expect(await takeDeskCode(couch, own, 'late00000002', 2027)).toBeUndefined();
  });
});
