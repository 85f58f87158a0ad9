import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SiteEntry } from '../../shared/books/office-records.ts';
import { readOfficeState } from '../../shared/books/office-state.ts';
import type { Grant, SiteRequest } from '../../shared/centre/enrolment.ts';
import { checkLog } from '../../shared/domain/log/check.ts';
import { ADDRESS, type Computer, computerOf, joined, nodeVerify } from '../../test/computers.ts';
import { type Server, startServer } from '../../test/registry-server.ts';
import { paperOf as newPaper } from '../authority/papers.ts';
import { type Couch, couchAt } from '../deploy/couch.ts';
import { addAgency, addStaff, hasAgency } from './agency.ts';
import { paperOf, readRecords } from './office-records.ts';
import { readRegistryKey } from './registry-key.ts';
import { grantSite, revokeSite } from './site.ts';
import { readStatus } from './status.ts';
import { yearAt } from './year.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense provisioning '));
const AGENCY = '2370201';
const agency = {
  agency: AGENCY,
  name: { kk: 'Аудан әкімінің аппараты', ru: 'Аппарат акима района' },
  zone: 'Asia/Atyrau',
};
const year = yearAt(Date.now());
let registry: Server;
let couch: Couch;

const computer = (name: string, overrides: Partial<SiteRequest> = {}) => computerOf(AGENCY, name, overrides);

async function granted(asking: Computer): Promise<Grant> {
  return (await joined(couch, asking)).grant;
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
  await registry.claim(AGENCY, '2370210');
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
