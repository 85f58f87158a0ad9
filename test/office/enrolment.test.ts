import { generateKeyPairSync, sign } from 'node:crypto';
import { cpSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRegistryKey } from '../../registry/provisioning/registry-key.ts';
import { grantSite, revokeSite } from '../../registry/provisioning/site.ts';
import { yearAt } from '../../registry/provisioning/year.ts';
import { signRequest, siteRequestSchema } from '../../shared/centre/enrolment.ts';
import { fingerprintOf } from '../../shared/centre/fingerprint.ts';
import { first, PASSPHRASE, problemOf, readyOffice, setUp, startOffice, temporaryProfile } from './offices.ts';
import {
  AGENCY,
  appealNow,
  BODY,
  enrolledDesk,
  enrolmentOf,
  joinByFile,
  joinWith,
  overviewOf,
  startDesk,
  startRegistry,
  statusOf,
} from './registry.ts';

const asked = { agency: AGENCY, name: '1-терезе', issuesNumbers: true, address: '' };

test('an office on trial becomes a desk of the agency by request and answer, as two files', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'trial', agency: '2300000', registry: '' });
  await desk.client.enrolment.request(asked);
  const { text } = await desk.client.enrolment.file();
  expect(JSON.parse(text)).toMatchObject({ kense: 'site-request', agency: AGENCY, name: '1-терезе' });
  expect((await enrolmentOf(desk)).request).toMatchObject({ agency: AGENCY, address: '' });
  await joinWith(desk, await registry.answer(text));
  const year = yearAt(Date.now());
  const joined = await enrolmentOf(desk, ({ stands }) => stands === 'member');
  expect(joined).toMatchObject({ agency: AGENCY, desk: '01', deskFrom: year, registry: registry.url, papers: 0 });
  expect(joined.request).toBeUndefined();
  const directory = await first(desk.client.directory.watch());
  expect(directory.body).toMatchObject({ name: BODY, region: '23', agency: AGENCY.slice(2), channels: setUp.channels });
  expect(directory.staff).toMatchObject([{ name: setUp.clerk.name, post: setUp.clerk.post }]);
  const { number } = await desk.register(appealNow());
  expect(number.slice(0, 11)).toBe(`${AGENCY}${String(year).slice(2)}01`);
  // Nothing of the empty trial is left, and the sheet in the safe still opens the office.
  expect(existsSync(join(desk.profile, 'set-aside'))).toBe(true);
  expect(readdirSync(join(desk.profile, 'set-aside'))).toEqual([]);
  await desk.close();
  const again = startDesk(desk.profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  expect(await enrolmentOf(again)).toMatchObject({ stands: 'member', desk: '01', papers: 1 });
  expect((await again.register(appealNow())).number.slice(11, 17)).toBe('000002');
});

test('papers on trial stay samples in a folder set aside; begun forms come along', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  const { number } = await desk.register(appealNow());
  expect(number.slice(2, 7)).toBe('00000');
  const draft = {
    id: crypto.randomUUID(),
    version: 1,
    form: { 'paper.summary': 'Көше жарығы', 'paper.text': 'ұ'.repeat(20_000) },
  };
  await desk.client.drafts.save(draft);
  await joinByFile(desk, registry);
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'member', papers: 0 });
  expect(await first(desk.client.drafts.watch())).toMatchObject([{ id: draft.id, form: draft.form }]);
  expect((await problemOf(first(desk.client.papers.card({ number })))).code).toBe('unknownPaper');
  expect(readdirSync(join(desk.profile, 'set-aside'))).toEqual([expect.stringMatching(/^office-/)]);
});

test('whoever the registry knows by name is the same person at the desk; whoever it does not gets a name of his own', async () => {
  const registry = await startRegistry();
  await registry.addStaff({ id: 'seitova', name: setUp.clerk.name, post: { kk: 'маман', ru: 'специалист' } });
  const desk = await readyOffice({ now: Date.now });
  await joinByFile(desk, registry);
  const directory = await first(desk.client.directory.watch());
  expect(directory.staff.map(({ id }) => id)).toEqual(['seitova']);
  expect(directory.settings.clerk).toBe('seitova');
  const other = await enrolledDesk(registry, 'Өміров');
  const ids = (await first(other.client.directory.watch())).staff.map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain('clerk-1');
});

test('an answer that is none, another computer’s, another request’s or altered is told apart, and changes nothing', async () => {
  const registry = await startRegistry();
  const [desk, other] = [await readyOffice({ now: Date.now }), await readyOffice({ now: Date.now })];
  const join = async (answer: string) => (await problemOf(joinWith(desk, answer))).code;
  expect(await join('{}')).toBe('noRequest');
  for (const office of [desk, other]) await office.client.enrolment.request(asked);
  const answer = await registry.answer((await desk.client.enrolment.file()).text);
  const theirs = await registry.answer((await other.client.enrolment.file()).text);
  for (const text of ['', 'жауап', '{}', JSON.stringify({ ...JSON.parse(answer), v: 2 })])
    expect(await join(text === '' ? ' ' : text)).toBe('answerUnreadable');
  expect(await join(theirs)).toBe('answerForeign');
  const altered = JSON.parse(answer);
  altered.box.sealed = altered.box.sealed.replace(/^./, (letter: string) => (letter === 'A' ? 'B' : 'A'));
  expect(await join(JSON.stringify(altered))).toBe('answerAltered');
  // The other's answer under this computer's name.
  expect(await join(JSON.stringify({ ...JSON.parse(theirs), site: JSON.parse(answer).site }))).toBe('answerAltered');
  await desk.client.enrolment.request(asked);
  expect(await join(answer)).toBe('answerForeign');
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'trial' });
  await desk.client.enrolment.withdraw();
  expect(await join(answer)).toBe('noRequest');
});

test('joining that is cut off after the new office is whole goes on at the next start, wherever it was cut off', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  const at = (...path: string[]) => join(desk.profile, ...path);
  const { number } = await desk.register(appealNow());
  await desk.client.enrolment.request(asked);
  const answer = await registry.answer((await desk.client.enrolment.file()).text);
  await desk.close();
  cpSync(at('office'), at('trial'), { recursive: true });
  cpSync(at('marks', 'office'), at('trial-mark'));
  const joining = startDesk(desk.profile);
  await joining.client.office.unlock({ passphrase: PASSPHRASE });
  await joinWith(joining, answer);
  await joining.close();
  // The new folder is in its place, its mark is not yet in its own.
  renameSync(at('marks', 'office'), at('office', 'mark'));
  cpSync(at('trial-mark'), at('marks', 'office'));
  const second = startDesk(desk.profile);
  await second.client.office.unlock({ passphrase: PASSPHRASE });
  expect(await enrolmentOf(second)).toMatchObject({ stands: 'member', desk: '01' });
  await second.close();
  // The new folder is whole and not yet in its place.
  renameSync(at('marks', 'office'), at('office', 'mark'));
  cpSync(at('trial-mark'), at('marks', 'office'));
  renameSync(at('office'), at('office.next'));
  writeFileSync(at('office.next', 'ready'), 'office-trial');
  renameSync(at('trial'), at('office'));
  const third = startDesk(desk.profile);
  await third.client.office.unlock({ passphrase: PASSPHRASE });
  expect(await enrolmentOf(third)).toMatchObject({ stands: 'member', desk: '01', papers: 0 });
  expect((await third.register(appealNow())).number.slice(9, 17)).toBe('01000001');
  expect(readdirSync(at('set-aside'))).toContain('office-trial');
  expect(number.slice(2, 7)).toBe('00000');
});

test('over the network the request waits at the registry until an administrator has answered', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  const { enrolment } = desk.client;
  const nowhere = enrolment.request({ ...asked, address: 'http://127.0.0.1:9' });
  expect((await problemOf(nowhere)).code).toBe('registryUnreachable');
  expect((await enrolmentOf(desk)).request).toBeUndefined();
  await enrolment.request({ ...asked, address: registry.url });
  expect((await problemOf(joinWith(desk, ''))).code).toBe('notAnswered');
  await registry.answerAll();
  await joinWith(desk, '');
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'member', desk: '01' });
});

test('nothing is joined before somebody has compared the registry; another one’s answer to the same request is not taken then', async () => {
  const [registry, strangers] = [await startRegistry(), await startRegistry({ own: true })];
  const desk = await readyOffice({ now: Date.now });
  const { enrolment } = desk.client;
  await enrolment.request(asked);
  const request = (await enrolmentOf(desk)).request!;
  expect(request.fingerprint).toMatch(/^\d{6}( \d{6}){3}$/);
  const { text } = await enrolment.file();
  const { publicKey } = (await readRegistryKey(registry.couch)).siteOf(AGENCY);
  const answer = await registry.answer(text);
  const offered = await enrolment.look({ answer });
  expect(offered).toEqual({ address: registry.url, fingerprint: fingerprintOf(publicKey) });
  // Whoever saw the request has answered it as well, and has put it in the answer's place meanwhile.
  const theirs = await strangers.answer(text);
  expect((await enrolment.look({ answer: theirs })).fingerprint).not.toBe(offered.fingerprint);
  const joined = enrolment.join({ answer: theirs, fingerprint: offered.fingerprint });
  expect((await problemOf(joined)).code).toBe('answerAltered');
  expect((await problemOf(enrolment.join({ answer, fingerprint: '' }))).code).toBe('answerAltered');
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'trial' });
  await enrolment.join({ answer, fingerprint: offered.fingerprint });
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'member', registry: registry.url });
});

test('a registry that is reached in the clear over a network is not joined', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  await desk.client.enrolment.request(asked);
  const request = siteRequestSchema.parse(JSON.parse((await desk.client.enrolment.file()).text));
  const granted = await grantSite(registry.couch, request, 'http://reestr.example');
  if (!granted.ok) throw new Error(granted.problem);
  expect((await problemOf(joinWith(desk, JSON.stringify(granted.answer)))).code).toBe('registryInClear');
  const byName = desk.client.enrolment.request({ ...asked, address: 'http://reestr.example' });
  expect((await problemOf(byName)).issues).toMatchObject([{ path: ['address'] }]);
});

test('what is no agency or no address is told at its field', async () => {
  const desk = await readyOffice();
  const wrong = desk.client.enrolment.request({ ...asked, agency: '99', name: ' ', address: 'реестр' });
  const { code, issues } = await problemOf(wrong);
  expect(code).toBe('invalidEntry');
  expect(issues!.map(({ path }) => path.join('.')).sort()).toEqual(['address', 'agency', 'name']);
});

test('a computer of a head reads and registers nothing', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  await joinByFile(desk, registry, 'Басшы', false);
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'withoutCode', desk: '' });
  expect((await problemOf(desk.register(appealNow()))).code).toBe('noDeskCode');
  expect((await first(desk.client.desk.watch())).desk).toBe('');
});

test('a restored office issues no number before the registry has granted another code, and none twice', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Сейтова');
  const before = await desk.register(appealNow());
  const backup = await desk.client.safety.backUpNow();
  const lost = await desk.register(appealNow());
  // A request that a copy of the store has taken along is of no use to it.
  await desk.client.office.restore({ backup: backup.id });
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'withoutCode', desk: '', agency: AGENCY });
  expect((await problemOf(desk.register(appealNow()))).code).toBe('noDeskCode');
  await desk.client.enrolment.request(asked);
  const answer = await registry.answer((await desk.client.enrolment.file()).text);
  await joinWith(desk, answer);
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'member', desk: '02' });
  const after = await desk.register(appealNow());
  expect([before, lost, after].map(({ number }) => number.slice(9, 17))).toEqual(['01000001', '01000002', '02000001']);
  expect((await problemOf(joinWith(desk, answer))).code).toBe('noRequest');
});

test('what a restored office had not sent under its old code arrives under the new one', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Сейтова');
  const { site } = await enrolmentOf(desk);
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  await registry.cut();
  const unsent = await desk.register(appealNow());
  const backup = await desk.client.safety.backUpNow();
  await desk.register(appealNow());
  await desk.client.office.restore({ backup: backup.id });
  await desk.client.enrolment.request(asked);
  const { text } = await desk.client.enrolment.file();
  await desk.close();
  // It does not meet the registry before it has its answer.
  await registry.comeBack();
  const answer = await registry.answer(text);
  // Whoever writes the old name into a request of his own gets nothing of it: its key has not signed for his.
  const { former } = JSON.parse(text);
  expect(former).toMatchObject([{ site }]);
  const keys = generateKeyPairSync('ed25519');
  const publicKey = String(keys.publicKey.export({ format: 'jwk' }).x);
  const { address: _address, ...wanted } = asked;
  const open = { site: 'zzzzzzzzzzzz', publicKey, ...wanted, askedAt: new Date().toISOString(), former };
  const forged = signRequest(open, (bytes) => sign(null, bytes, keys.privateKey));
  const granted = await grantSite(registry.couch, forged, registry.url);
  expect(granted.ok).toBe(true);
  const account = await registry.couch.demand('GET', '_users/org.couchdb.user%3Asite-zzzzzzzzzzzz');
  expect((account.roles as string[]).filter((role) => role.includes('-01-'))).toEqual([]);
  await registry.cut();
  const again = startDesk(desk.profile);
  await again.client.office.unlock({ passphrase: PASSPHRASE });
  await joinWith(again, answer);
  expect(await enrolmentOf(again)).toMatchObject({ stands: 'member', desk: '02' });
  const fresh = await again.register(appealNow());
  expect([unsent, fresh].map(({ number }) => number.slice(9, 11))).toEqual(['01', '02']);
  await registry.comeBack();
  await again.client.sync.retry();
  await statusOf(again, ({ state }) => state.is === 'upToDate' && state.refused === 0);
  for (const { number } of [unsent, fresh]) expect(await registry.paper(number)).toBeDefined();
});

test('an answer that waits cannot be taken by a copy of the profile on another computer', async () => {
  const registry = await startRegistry();
  const profile = temporaryProfile();
  const desk = startDesk(profile);
  await desk.client.office.setUp(setUp);
  await desk.client.enrolment.request(asked);
  const answer = await registry.answer((await desk.client.enrolment.file()).text);
  await desk.close();
  const copy = startOffice(profile, { now: Date.now, machine: 'another computer' });
  await copy.client.office.unlock({ passphrase: PASSPHRASE });
  expect((await problemOf(joinWith(copy, answer))).code).toBe('noRequest');
});

test('a computer whose trust was taken back asks anew: another name, another code; what it had not sent is shown', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Сейтова');
  const { site } = await enrolmentOf(desk);
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  await revokeSite(registry.couch, site, 'ұрланды');
  await desk.client.sync.retry();
  const unsent = await desk.register(appealNow());
  await statusOf(desk, ({ state }) => state.is === 'signInNeeded');
  await joinByFile(desk, registry, 'Сейтова');
  const joined = await enrolmentOf(desk, (now) => now.desk === '02');
  expect(joined).toMatchObject({ stands: 'member', papers: 1 });
  expect(joined.site).not.toBe(site);
  const sent = await desk.register(appealNow());
  await statusOf(desk, ({ state }) => state.is === 'upToDate' && state.refused === 1);
  expect(await registry.paper(sent.number)).toBeDefined();
  const { exchanges, revokedAt } = await overviewOf(desk, () => true);
  expect(exchanges[0]!.troubles).toMatchObject([{ kind: 'refused', id: unsent.number, reason: 'notOwnNumber' }]);
  expect(revokedAt).toBe('');
});

test('a backup that was made while the answer was awaited does not bring the desk code back', async () => {
  const registry = await startRegistry();
  const desk = await readyOffice({ now: Date.now });
  await desk.client.enrolment.request(asked);
  const answer = await registry.answer((await desk.client.enrolment.file()).text);
  const backup = await desk.client.safety.backUpNow();
  await joinWith(desk, answer);
  await desk.register(appealNow());
  await desk.client.office.restore({ backup: backup.id });
  expect(await enrolmentOf(desk)).toMatchObject({ stands: 'trial' });
  expect((await problemOf(joinWith(desk, answer))).code).toBe('noRequest');
});
