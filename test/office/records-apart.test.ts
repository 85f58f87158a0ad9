import { expect, test } from 'vitest';
import { signerOf } from '../../main/office/open/site.ts';
import { couchAt, read } from '../../registry/deploy/couch.ts';
import { writeRecords } from '../../registry/provisioning/office-records.ts';
import { readRegistryKey } from '../../registry/provisioning/registry-key.ts';
import { revokeSite } from '../../registry/provisioning/site.ts';
import { headsOf } from '../../shared/domain/log/graph.ts';
import { hashOf, type Paper, sealLine } from '../../shared/domain/log/line.ts';
import { inClosedOffice } from './closed-store.ts';
import { first, problemOf } from './offices.ts';
import {
  AGENCY,
  appealNow,
  enrolledDesk,
  enrolmentOf,
  journalShows,
  overviewOf,
  startRegistry,
  statusOf,
  until,
} from './registry.ts';

/** What holds at every desk at once: who works here, what the office is called, whose computers are trusted. */

test('a computer whose trust was taken back is told so, and keeps working', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  const { site } = await enrolmentOf(desk);
  expect(await revokeSite(registry.couch, site, 'ұрланды')).toBeUndefined();
  await desk.client.sync.retry();
  const paper = await desk.register(appealNow());
  const { waiting } = await statusOf(desk, ({ state }) => state.is === 'signInNeeded');
  expect(waiting.papers).toBe(1);
  await journalShows(desk, [paper.number]);
});

test('staff, settings and sites that change elsewhere hold here at once', async () => {
  const registry = await startRegistry();
  const desk = await enrolledDesk(registry, 'Әбенова');
  // Somebody who writes at the same moment gets the conflict, and gives the command again.
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  await registry.addStaff({ id: 'kim', name: 'Ким А. В.', post: { kk: 'маман', ru: 'специалист' } });
  const [name] = [{ kk: 'Жаңа атау', ru: 'Новое имя' }];
  const change = { _id: 'settings', book: 'settings', entry: {}, do: 'set', data: { field: 'name', value: name } };
  await writeRecords(registry.couch, await readRegistryKey(registry.couch), AGENCY, [change]);
  const directory = await until(desk.client.directory.watch(), ({ staff, body }) => {
    return staff.length === 2 && body.name.ru === name!.ru;
  });
  expect(directory.staff.map(({ id }) => id)).toContain('kim');
  await desk.client.desk.saveSettings({ ...directory.settings, clerk: 'kim' });
  const { number } = await desk.register(appealNow());
  const { history } = await first(desk.client.papers.card({ number }));
  expect(history[0]!.by.name).toBe('Ким А. В.');
});

test('a site of the agency that writes more than it may, in whoever’s name, changes nothing here; what does not count is shown', async () => {
  const registry = await startRegistry();
  const [desk, other] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  await statusOf(desk, ({ state }) => state.is === 'upToDate');
  const { site } = await enrolmentOf(other, (now) => now.desk === '02');
  await statusOf(other, ({ state }) => state.is === 'upToDate');
  await other.close();
  // With the credentials and the key of the one site, and with no program in between.
  const { user, password, sign } = await inClosedOffice(other.profile, async ({ site: own }) => {
    return { user: own.grant!.user, password: own.grant!.password, sign: signerOf(own) };
  });
  const asSite = couchAt(registry.url, { name: user, password });
  const stamp = (n: number) => `${(Date.now() + n).toString(16).padStart(12, '0')}-0000-${site}`;
  const by = { id: 'registry', name: 'Kense', post: { kk: 'тізілім', ru: 'реестр' } };
  const write = async (id: string, data: Record<string, unknown>, n: number, sig?: string) => {
    const path = `agency-${AGENCY}-office/${encodeURIComponent(id)}`;
    const stored = (await read(registry.couch, path)) as unknown as Paper & { _rev: string };
    const { _rev, book, entry, log } = stored ?? { book: id.split(':')[0], entry: {}, log: [] };
    const parents = headsOf(log).map((head) => log.find((line) => line.id === head)!.hash);
    const identity = { id, book, entryHash: hashOf(entry) };
    const at = new Date().toISOString();
    const open = { id: stamp(n), v: 1, at, by, site, n, after: headsOf(log), do: 'set', data };
    const line = { ...sealLine(identity, open, parents, sign), ...(sig !== undefined && { sig }) };
    return asSite.demand('PUT', path, { ...(_rev && { _rev }), book, entry, log: [...log, line] });
  };
  const boss = { name: 'Ақ Басшы', post: by.post, administrator: true };
  await write('staff:invented', boss, 101, 'A'.repeat(86));
  await write('settings', { field: 'zone', value: 'Asia/Almaty' }, 102);
  await write('staff:boss', boss, 103);
  const { staff, body } = await until(desk.client.directory.watch(), (now) =>
    now.staff.some(({ id }) => id === 'boss'),
  );
  expect(staff.find(({ id }) => id === 'boss')).toEqual({ id: 'boss', name: boss.name, post: boss.post });
  expect(staff.some(({ id }) => id === 'invented')).toBe(false);
  expect(body.zone).toBe('Asia/Atyrau');
  const { exchanges } = await overviewOf(desk, ({ exchanges }) => exchanges[1]!.troubles.length > 0);
  expect(exchanges[1]!.troubles).toMatchObject([{ kind: 'aside', id: 'staff:invented', why: 'unproved' }]);
});

test('a person who is revoked at one desk is signed out at the other, and cannot sign in there any more', async () => {
  const registry = await startRegistry();
  const [a, b] = [await enrolledDesk(registry, 'Әбенова'), await enrolledDesk(registry, 'Бекова')];
  for (const desk of [a, b]) await statusOf(desk, ({ state }) => state.is === 'upToDate');
  const chief = (await first(a.client.session.watch())).people.find(({ name }) => name.startsWith('Әбенова'))!;
  const { name, post } = chief;
  // No administrator yet: only the registry names the first.
  expect(
    await problemOf(a.client.staff.save({ id: chief.id, name, post, phone: '', roles: ['administrator'] })),
  ).toMatchObject({
    code: 'administratorFirst',
  });
  await registry.addStaff({ id: chief.id, name, post, administrator: true });
  await until(a.client.staff.watch(), ({ hasAdministrator }) => hasAdministrator);
  const [own, second] = ['ақ қайың 1926', 'екінші құпия'];
  await a.client.session.changePassword({ current: '', next: own });
  const { id } = await a.client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: [] });
  const { password } = await a.client.staff.givePassword({ person: id });
  // The password travels: at the other desk people sign in from now on, with what was given here.
  await until(b.client.session.watch(), ({ people }) => people.some((one) => one.id === id && one.password));
  expect(await problemOf(b.register(appealNow()))).toMatchObject({ code: 'notSignedIn' });
  await b.client.session.signIn({ person: id, by: 'password', secret: password });
  await b.client.session.changePassword({ current: password, next: second });
  await b.client.session.setPin({ password: second, pin: '1926' });
  await b.client.session.signIn({ person: id, by: 'pin', secret: '1926' });
  await b.register(appealNow());
  // What was changed there holds here too; the PIN does not travel.
  await until(a.client.staff.watch(), ({ people }) => people.some((one) => one.id === id && one.password && !one.once));
  expect((await first(a.client.session.watch())).people.find((one) => one.id === id)).toMatchObject({ pin: false });

  const journal = (
    await b.client.papers.journal({ book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 9 })
  )[Symbol.asyncIterator]();
  await journal.next();
  await a.client.staff.setLeft({ person: id, on: '2026-01-01', substitute: chief.id });
  await until(b.client.session.watch(), ({ person, people }) => !person && people.every((one) => one.id !== id));
  expect(await problemOf(journal.next())).toMatchObject({ code: 'notSignedIn' });
  for (const by of ['pin', 'password'] as const)
    expect(
      await problemOf(b.client.session.signIn({ person: id, by, secret: by === 'pin' ? '1926' : second })),
    ).toMatchObject({
      code: 'unknownPerson',
    });
  await b.client.session.signIn({ person: chief.id, by: 'password', secret: own });
});
