import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readOfficeState } from '../../shared/books/office-state.ts';
import { type Grant, signFormer, signRequest } from '../../shared/centre/enrolment.ts';
import { ADDRESS, type Computer, computerOf, joined as joinedAt, nodeVerify, renewed } from '../../test/computers.ts';
import { remove } from '../../test/given-server.ts';
import { type Server, startServer } from '../../test/registry-server.ts';
import { paperOf as newPaper } from '../authority/papers.ts';
import { type Couch, couchAt } from '../deploy/couch.ts';
import { addAgency } from './agency.ts';
import { enterGone } from './gone.ts';
import { paperOf, readRecords } from './office-records.ts';
import { readRegistryKey } from './registry-key.ts';
import { grantSite, revokeSite } from './site.ts';
import { yearAt } from './year.ts';

const folder = mkdtempSync(join(tmpdir(), 'kense provisioning '));
const year = yearAt(Date.now());
let registry: Server;
let couch: Couch;

beforeAll(async () => {
  registry = await startServer(folder);
  couch = registry.couch;
  await registry.claim('2370211');
}, 60_000);

afterAll(async () => {
  await registry.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a computer of a registry that is no more', () => {
  const own = '2370211';
  const _of = { agency: own };
  const now = { from: year, until: year };
  const yy = String(year).slice(2);
  beforeAll(async () => {
    const name = { kk: 'Аудан әкімінің аппараты', ru: 'Аппарат акима района' };
    await addAgency(couch, { agency: own, name, zone: 'Asia/Atyrau' });
  });

  const lost = (name: string) => computerOf(own, name);
  const joined = (asking: Computer, until?: number) => joinedAt(couch, asking, until);
  const asSite = ({ user, password }: Grant): Couch => couchAt(registry.url, { name: user, password });
  const again = (before: Computer, code: string, taken: string[] = []) => renewed(before, { code, ...now }, taken);

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

  test('is not entered as one that is gone while the office’s records know it at work, or with another key', async () => {
    const lives = lost('Й');
    const { desk } = await joined(lives);
    const codes = `desk:${own}:${desk!.code}`;
    for (const id of [`site:${lives.site}`, codes]) await remove(couch, 'registry', id);
    const { site, publicKey } = lives;
    const named = { site, publicKey, name: 'Й', desks: [{ code: desk!.code, ...now }] };
    expect(await enterGone(couch, own, named)).toBe('goneIsHere');
    expect(await joined(lives)).toMatchObject({ desk });
    await remove(couch, 'registry', `site:${site}`);
    expect(await revokeSite(couch, site, '')).toBeUndefined();
    await remove(couch, 'registry', `site:${site}`);
    expect(await enterGone(couch, own, { ...named, publicKey: lost('Й').publicKey })).toBe('goneIsHere');
    for (let i = 0; i < 2; i++) expect(await enterGone(couch, own, named)).toBeUndefined();
    expect(await couch.demand('GET', `registry/${encodeURIComponent(codes)}`)).toMatchObject({
      holdings: [{ site, until: year }],
    });
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
