import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteEntry } from '../../shared/books/office-records.ts';
import { readOfficeState } from '../../shared/books/office-state.ts';
import {
  type FormerDesk,
  type Grant,
  openAnswer,
  type SiteRequest,
  signFormer,
  signRequest,
} from '../../shared/centre/enrolment.ts';
import { checkLog } from '../../shared/domain/log/check.ts';
import type { Verify } from '../../shared/domain/log/line.ts';
import { remove } from '../../test/given-server.ts';
import { startFront } from '../../test/registry-front.ts';
import { type Server, startServer } from '../../test/registry-server.ts';
import { paperOf as newPaper } from '../authority/papers.ts';
import { type Couch, couchAt, NotWhole } from '../deploy/couch.ts';
import { addAgency, addStaff, hasAgency } from './agency.ts';
import { returnDeskCode, takeDeskCode } from './desk-codes.ts';
import { keepDoor } from './door.ts';
import { paperOf, readRecords } from './office-records.ts';
import { readRegistryKey } from './registry-key.ts';
import { addDatabases } from './set-up.ts';
import { grantSite, revokeSite } from './site.ts';
import { readStatus } from './status.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense provisioning '));
const AGENCY = '2370201';
const agency = {
  agency: AGENCY,
  name: { kk: 'Аудан әкімінің аппараты', ru: 'Аппарат акима района' },
  zone: 'Asia/Atyrau',
};
const ADDRESS = 'https://registry.example';
let registry: Server;
let couch: Couch;

const year = new Date().getUTCFullYear();

const nodeVerify: Verify = (publicKey, bytes, signature) =>
  verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), signature);

/** A computer that asks to join. */
function computer(name: string, overrides: Partial<SiteRequest> = {}) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { x, d } = privateKey.export({ format: 'jwk' });
  const site = randomBytes(6).toString('hex');
  const askedAt = new Date().toISOString();
  const asked = { site, publicKey: String(x), agency: AGENCY, name, issuesNumbers: true, askedAt, ...overrides };
  const signs = (bytes: Uint8Array) => sign(null, bytes, privateKey);
  return { site, publicKey: String(x), privateKey: String(d), sign: signs, request: signRequest(asked, signs) };
}

/** The same computer after its store was renewed: it names what it was, and the codes that it knows to be in use. */
function renewed(before: ReturnType<typeof computer>, desk: FormerDesk, taken: string[] = []) {
  const { site: was, publicKey } = before;
  const next = computer(before.request.name, { agency: before.request.agency });
  const former = [signFormer({ site: was, publicKey, desk }, next.publicKey, before.sign)];
  const { kense: _kense, v: _v, sig: _sig, ...asked } = next.request;
  const more = { former, ...(taken.length > 0 && { taken }) };
  return { ...next, request: signRequest({ ...asked, ...more }, next.sign) };
}

async function granted({ request, privateKey }: ReturnType<typeof computer>): Promise<Grant> {
  const result = await grantSite(couch, request, ADDRESS);
  if (!result.ok) throw new Error(result.problem);
  return openAnswer(result.answer, privateKey, nodeVerify)!;
}

/** The server as a command has it that ends before it has written to this place. */
function cutOffAt(place: string): Couch {
  const stop = (method: string, path: string) => {
    if (method === 'PUT' && path.includes(place)) throw new Error('cut off');
  };
  return {
    ...couch,
    async ask(method, path, body) {
      stop(method, path);
      return couch.ask(method, path, body);
    },
    async demand(method, path, body) {
      stop(method, path);
      return couch.demand(method, path, body);
    },
  };
}

/** What the agency's desks read from the records. */
async function officeState() {
  const records = [...(await readRecords(couch, AGENCY)).values()].map(paperOf);
  return readOfficeState(records, { centre: (await readRegistryKey(couch)).siteOf(AGENCY), verify: nodeVerify });
}

const asSite = ({ user, password }: Grant): Couch => couchAt(registry.url, { name: user, password });

beforeAll(async () => {
  registry = await startServer(folder);
  couch = registry.couch;
  await registry.claim(AGENCY, '2370209', '2370210', '2370211');
  await addAgency(couch, agency);
}, 60_000);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('an agency', () => {
  test('is made once; made again, nothing is written', async () => {
    expect(await addAgency(couch, agency)).toEqual([]);
    expect(await addAgency(couch, { ...agency, zone: 'Asia/Almaty' })).toEqual([
      'record settings',
      `directory/agency:${AGENCY}`,
    ]);
    expect(await addAgency(couch, agency)).toHaveLength(2);
    expect((await officeState()).settings).toEqual({
      name: agency.name,
      region: '23',
      agency: '70201',
      zone: 'Asia/Atyrau',
    });
  });

  test('that was cut off while it was made is none yet, and is made whole by the same command', async () => {
    const other = { ...agency, agency: '2370210' };
    await expect(addAgency(cutOffAt('-office/settings'), other)).rejects.toThrow('cut off');
    expect(await hasAgency(couch, other.agency)).toBe(false);
    expect(await addAgency(couch, other)).toEqual(['record settings', 'directory/agency:2370210']);
    expect(await hasAgency(couch, other.agency)).toBe(true);
  });

  test('has its first administrator entered by the registry, in a log that can be verified', async () => {
    const person = {
      id: 'seitova',
      name: 'Сейтова А. Б.',
      post: { kk: 'маман', ru: 'специалист' },
      administrator: true,
    };
    expect(await addStaff(couch, AGENCY, person)).toEqual(['record staff:seitova']);
    expect(await addStaff(couch, AGENCY, person)).toEqual([]);
    // Another post, and nothing said of what she may do.
    const { administrator: _, ...moved } = { ...person, post: { kk: 'бас маман', ru: 'главный специалист' } };
    expect(await addStaff(couch, AGENCY, moved)).toEqual(['record staff:seitova']);
    expect((await officeState()).administrators).toEqual(new Set(['seitova']));
    expect(await addStaff(couch, AGENCY, { ...moved, administrator: false })).toEqual(['record staff:seitova']);
    expect((await officeState()).administrators).toEqual(new Set());
    expect(await addStaff(couch, AGENCY, person)).toEqual(['record staff:seitova']);
    const records = await readRecords(couch, AGENCY);
    const { id, ...wanted } = person;
    expect((await officeState()).staff.get(id)).toEqual(wanted);
    const keyOfSite = (site: string) => (records.get(`site:${site}`)?.entry as SiteEntry | undefined)?.publicKey;
    for (const record of records.values()) expect(checkLog(paperOf(record), keyOfSite, nodeVerify)).toEqual([]);
    // One running number a line over all records, without gaps.
    const numbers = [...records.values()].flatMap(({ log }) => log.map(({ n }) => n)).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });
});

describe('a computer', () => {
  test('that asks gets a desk code and credentials that work; asked again, the same', async () => {
    const desk = computer('1-терезе');
    const grant = await granted(desk);
    expect(grant).toMatchObject({
      url: ADDRESS,
      user: `site-${desk.site}`,
      agency: AGENCY,
      desk: { code: '01', from: year },
    });
    expect(await granted(desk)).toEqual(grant);
    const paper = newPaper(desk.site, AGENCY, 1, 1, year);
    expect([201, 202]).toContain((await asSite(grant).ask('PUT', `agency-${AGENCY}/${paper._id}`, paper)).status);
    expect((await asSite(grant).ask('GET', 'directory/terms')).status).toBe(200);
    const record = (await readRecords(couch, AGENCY)).get(`site:${desk.site}`)!;
    const { publicKey } = desk.request;
    const grantedAt = record.log[0]!.at;
    expect((await officeState()).sites.get(desk.site)).toEqual({
      publicKey,
      name: '1-терезе',
      desk: '01',
      deskFrom: year,
      grantedAt,
      revokedAt: '',
    });
    expect(record.log.map(({ site }) => site)).toEqual([grant.registry.site]);
  });

  test('of a head gets credentials without a desk code', async () => {
    const grant = await granted(computer('Басшы', { issuesNumbers: false }));
    expect(grant.desk).toBeUndefined();
    expect(grant.roles).toEqual(['site', `agency-${AGENCY}`]);
  });

  test('that is revoked may nothing more, never comes back, and leaves its desk code to nobody this year', async () => {
    const desk = computer('2-терезе');
    const grant = await granted(desk);
    expect(await revokeSite(couch, desk.site, 'ұрланды')).toBeUndefined();
    expect(await revokeSite(couch, desk.site, 'ұрланды')).toBeUndefined();
    expect([401, 403]).toContain((await asSite(grant).ask('GET', `agency-${AGENCY}/_all_docs`)).status);
    expect(await grantSite(couch, desk.request, ADDRESS)).toEqual({ ok: false, problem: 'revoked' });
    const record = (await readRecords(couch, AGENCY)).get(`site:${desk.site}`)!;
    expect(record.log.map((line) => line.do)).toEqual(['grant', 'revoke']);
    expect((await granted(computer('3-терезе'))).desk?.code).not.toBe(grant.desk?.code);
  });

  test('whose revoking was cut off gets nothing back; the command given again does the rest', async () => {
    const desk = computer('6-терезе');
    const grant = await granted(desk);
    await expect(revokeSite(cutOffAt('registry/desk'), desk.site, 'ұрланды')).rejects.toThrow('cut off');
    expect(await grantSite(couch, desk.request, ADDRESS)).toEqual({ ok: false, problem: 'revoked' });
    expect([401, 403]).toContain((await asSite(grant).ask('GET', `agency-${AGENCY}/_all_docs`)).status);
    expect(await revokeSite(couch, desk.site, 'ұрланды')).toBeUndefined();
    expect((await officeState()).sites.get(desk.site)?.revokedAt).toMatch(/^\d{4}-/);
  });

  test.each([
    ['signed by another', 'badSignature', (request: SiteRequest) => ({ ...request, name: 'x' })],
    ['with a key that is none', 'badSignature', (request: SiteRequest) => ({ ...request, publicKey: 'A'.repeat(43) })],
  ])('whose request is %s is refused: %s', async (_what, problem, change) => {
    expect(await grantSite(couch, change(computer('4').request), ADDRESS)).toEqual({ ok: false, problem });
  });

  test('of an agency that is not here, or under a name that another key has, is refused', async () => {
    const known = computer('5');
    await granted(known);
    const stranger = computer('5', { agency: '2300077' });
    expect(await grantSite(couch, stranger.request, ADDRESS)).toEqual({ ok: false, problem: 'unknownAgency' });
    const other = computer('5', { site: known.site });
    expect(await grantSite(couch, other.request, ADDRESS)).toEqual({ ok: false, problem: 'otherKey' });
    expect(await revokeSite(couch, 'zzzzzzzzzzzz', '')).toBe('unknownSite');
  });

  test('shows in the status with its desk code and what it wrote last', async () => {
    const { papers, sites } = (await readStatus(couch)).find((status) => status.agency === AGENCY)!;
    expect(papers).toBe(1);
    expect(sites.find(({ name }) => name === '1-терезе')).toMatchObject({
      desk: '01',
      had: '',
      lines: 1,
      revokedAt: '',
    });
    expect(sites.find(({ name }) => name === '1-терезе')?.lastAt).toMatch(/^\d{4}-/);
    const revoked = { desk: '', had: '02', revokedAt: expect.stringMatching(/^\d{4}-/) };
    expect(sites.find(({ name }) => name === '2-терезе')).toMatchObject(revoked);
  });
});

describe('a computer of a registry that is no more', () => {
  const own = '2370211';
  const of = { agency: own };
  const now = { from: year, until: year };
  const yy = String(year).slice(2);
  beforeAll(async () => void (await addAgency(couch, { ...agency, agency: own })));

  async function joined(asking: ReturnType<typeof computer>, until?: number) {
    const result = await grantSite(couch, asking.request, ADDRESS, { until });
    if (!result.ok) throw new Error(result.problem);
    return { ...result, grant: openAnswer(result.answer, asking.privateKey, nodeVerify)! };
  }
  const lost = (name: string) => computer(name, of);
  const again = (before: ReturnType<typeof computer>, code: string, taken: string[] = []) =>
    renewed(before, { code, ...now }, taken);

  test('keeps the codes it had, so that its papers come in; nobody is granted one that it names', async () => {
    const before = lost('А');
    const asking = again(before, '01', [`${yy}01`, `${yy}02`, `${yy}03`]);
    const { desk, grant, former } = await joined(asking);
    expect({ desk, former }).toEqual({
      desk: { code: '04', from: year },
      former: { entered: [{ site: before.site, desk: { code: '01', ...now } }], refused: [] },
    });
    expect(grant.roles).toContain(`desk-${own}-01-${yy}-${yy}`);
    const paper = newPaper(before.site, own, 1, 1, year);
    expect((await asSite(grant).ask('PUT', `agency-${own}/${paper._id}`, paper)).status).toBeLessThan(300);
    expect(await joined(asking)).toMatchObject({ desk, former: { entered: [], refused: [] } });
    expect((await joined(lost('Б'))).desk?.code).toBe('05');
  });

  test('gets no code that another site has here, nor one under which another has signed; a stranger claims nobody’s name', async () => {
    const holder = lost('В');
    const { desk, grant } = await joined(holder);
    const taken = { code: desk!.code, ...now };
    const claiming = lost('Г');
    const liar = await joined(again(claiming, taken.code));
    expect(liar.former).toEqual({ entered: [], refused: [{ site: claiming.site, desk: taken }] });
    expect(liar.grant.roles.filter((role) => role.startsWith(`desk-${own}-${taken.code}`))).toEqual([]);
    // What lies under a code that no document of the registry knows any more.
    const paper = newPaper('signer000001', own, 50, 1, year);
    await couch.demand('PUT', `agency-${own}/${paper._id}`, paper);
    expect((await joined(again(lost('Ғ'), '50'))).former.refused).toMatchObject([{ desk: { code: '50', ...now } }]);
    // The name of one that the registry trusts, with a key of one's own: it counts for nothing.
    const impostor = { ...lost('Д'), site: holder.site };
    const theirs = await joined(again(impostor, taken.code));
    expect(theirs.former).toEqual({ entered: [], refused: [] });
    expect(theirs.grant.roles.filter((role) => role.startsWith(`desk-${own}-${taken.code}`))).toEqual([]);
    expect((await joined(holder)).grant).toEqual({ ...grant, records: expect.any(Array) });
  });

  test('of whose last year the next holder’s code is not: years of another are nobody else’s', async () => {
    const codes = `registry/${encodeURIComponent(`desk:${own}:60`)}`;
    await couch.demand('PUT', codes, { holdings: [{ site: 'laterholder1', from: year + 1 }] });
    const before = lost('Е');
    const { grant } = await joined(renewed(before, { code: '60', from: year - 1, until: year + 1 }));
    const lastYear = String(year - 1).slice(2);
    expect(grant.roles).toContain(`desk-${own}-60-${lastYear}-${yy}`);
  });

  test('is known to a registry that was set back by what the office’s records say: no code is granted twice', async () => {
    const [kept, gone] = [lost('Ж'), lost('З')];
    await joined(kept);
    const { desk } = await joined(gone);
    for (const id of [`site:${gone.site}`, `desk:${own}:${desk!.code}`]) await remove(couch, 'registry', id);
    expect((await joined(lost('И'))).desk?.code).not.toBe(desk!.code);
    expect((await joined(gone)).desk).toEqual(desk);
    expect(await revokeSite(couch, gone.site, '')).toBeUndefined();
    for (const id of [`site:${gone.site}`, `desk:${own}:${desk!.code}`]) await remove(couch, 'registry', id);
    const back = await joined(again(gone, desk!.code));
    expect(back.former.refused).toMatchObject([{ desk: { code: desk!.code, ...now } }]);
    expect(await grantSite(couch, gone.request, ADDRESS)).toEqual({ ok: false, problem: 'revoked' });
  });

  test('is revoked with the names that it has brought; one that names no code of its own brings its key alone', async () => {
    const head = lost('Л');
    const { site: was, publicKey } = head;
    const next = lost('Л');
    const { kense: _kense, v: _v, sig: _sig, ...asked } = next.request;
    const former = [signFormer({ site: was, publicKey }, next.publicKey, head.sign)];
    const { former: brought } = await joined({ ...next, request: signRequest({ ...asked, former }, next.sign) });
    expect(brought.entered).toEqual([{ site: was }]);
    const records = async () => [...(await readRecords(couch, own)).values()].map(paperOf);
    const centre = (await readRegistryKey(couch)).siteOf(own);
    const sites = async () => readOfficeState(await records(), { centre, verify: nodeVerify }).sites;
    expect((await sites()).get(was)).toMatchObject({ publicKey, desk: '', revokedAt: '' });
    await revokeSite(couch, next.site, '');
    expect((await sites()).get(was)?.revokedAt).toMatch(/^\d{4}-/);
  });

  test('withholds no code for decades: of a year far ahead an administrator says which was the last', async () => {
    const before = lost('П');
    const asking = renewed(before, { code: '70', from: year, until: 2099 }, ['9970', '9971']);
    expect(await grantSite(couch, asking.request, ADDRESS)).toEqual({ ok: false, problem: 'laterYears' });
    const { former, grant } = await joined(asking, year + 3);
    expect(former.entered).toEqual([{ site: before.site, desk: { code: '70', from: year, until: year + 3 } }]);
    expect(grant.roles).toContain(`desk-${own}-70-${yy}-${String(year + 3).slice(2)}`);
    const code = (of: string) => couch.demand('GET', `registry/${encodeURIComponent(`desk:${own}:${of}`)}`);
    expect(await code('70')).toMatchObject({ holdings: [{ site: before.site, from: year, until: year + 3 }] });
    expect(await code('71')).toMatchObject({ named: year + 3 });
  });

  test('loses the roles of a former name as soon as that is revoked, and nothing else', async () => {
    const before = lost('Н');
    const { desk } = await joined(before);
    const next = again(before, desk!.code);
    const { grant } = await joined(next);
    const roles = async () => {
      const { body } = await asSite(grant).ask('GET', '_session');
      return (body.userCtx as { roles: string[] }).roles;
    };
    const role = `desk-${own}-${desk!.code}-${yy}-${yy}`;
    expect(await roles()).toContain(role);
    await revokeSite(couch, before.site, '');
    expect(new Set(await roles())).toEqual(new Set(grant.roles.filter((one) => one !== role)));
    const paper = newPaper(before.site, own, Number(desk!.code), 1, year);
    expect((await asSite(grant).ask('PUT', `agency-${own}/${paper._id}`, paper)).status).toBe(403);
  });

  test('is revoked also at a registry that was set back and knows it by the office’s records alone', async () => {
    const gone = lost('О');
    await joined(gone);
    await remove(couch, 'registry', `site:${gone.site}`);
    expect(await revokeSite(couch, gone.site, '')).toBeUndefined();
    expect(await grantSite(couch, gone.request, ADDRESS)).toEqual({ ok: false, problem: 'revoked' });
    expect(await couch.demand('GET', `registry/site:${gone.site}`)).toMatchObject({
      publicKey: gone.publicKey,
      name: 'О',
      revokedAt: expect.stringMatching(/^\d{4}-/),
    });
    const { site } = (await readRegistryKey(couch)).siteOf(own);
    expect(await revokeSite(couch, site, '')).toBe('unknownSite');
  });

  test('whose numbers of a year ahead have not come names that year: they come in, and its code is nobody else’s till then', async () => {
    const before = lost('К');
    const { desk } = await joined(before);
    const ahead = year + 10;
    const taken = [`${String(ahead).slice(2)}${desk!.code}`];
    const { grant } = await joined(renewed(before, { code: desk!.code, from: year, until: ahead }, taken), ahead);
    expect(grant.roles).toContain(`desk-${own}-${desk!.code}-${yy}-${String(ahead).slice(2)}`);
    await revokeSite(couch, before.site, '');
    const stored = await couch.demand('GET', `registry/${encodeURIComponent(`desk:${own}:${desk!.code}`)}`);
    expect(stored).toMatchObject({ named: ahead, holdings: [{ until: year }] });
  });
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
