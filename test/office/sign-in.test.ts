import { describe, expect, test } from 'vitest';
import type { Session } from '../../shared/contract/session.ts';
import type { Role } from '../../shared/domain/life/rights.ts';
import { codesOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { inClosedStore } from './closed-store.ts';
import { appeal, type Client, first, PASSPHRASE, problemOf, readyOffice, startOffice } from './offices.ts';
import { until } from './registry.ts';

const canRead = requireTool('pdftoppm', 'zbarimg');

const OWN = 'ақ қайың 1926';
const post = { kk: 'маман', ru: 'специалист' };

const sessionOf = (client: Client, fits: (now: Session) => boolean = () => true) => until(client.session.watch(), fits);
const idOf = async (client: Client, name: string) =>
  (await sessionOf(client)).people.find((person) => person.name.startsWith(name))!.id;

/** An office whose first person is its administrator and has the first password; nobody else has roles. */
async function officeWithPasswords() {
  const office = await readyOffice();
  const { client } = office;
  const chief = await idOf(client, 'Сейтова');
  await client.staff.save({ id: chief, name: 'Сейтова Айнұр Болатқызы', post, phone: '', roles: ['administrator'] });
  await client.session.changePassword({ current: '', next: OWN });
  return { ...office, chief };
}

/** Somebody new with a password of their own, who has not signed in. */
async function addPerson(client: Client, name: string, roles: Role[], password: string) {
  const { id } = await client.staff.save({ id: '', name, post, phone: '', roles });
  const once = await client.staff.givePassword({ person: id });
  const { person: before } = await sessionOf(client);
  await client.session.signIn({ person: id, by: 'password', secret: once.password });
  await client.session.changePassword({ current: once.password, next: password });
  await client.session.signIn({ person: before!.id, by: 'password', secret: OWN });
  return id;
}

describe('signing in', () => {
  test('is not asked for as long as nobody has a password; the first one is the administrator’s', async () => {
    const { client, register } = await readyOffice();
    expect(await sessionOf(client)).toMatchObject({ asked: false, person: { name: 'Сейтова Айнұр Болатқызы' } });
    expect(await problemOf(client.session.changePassword({ current: '', next: OWN }))).toMatchObject({
      code: 'administratorFirst',
    });
    const { id } = await client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: [] });
    expect(await problemOf(client.staff.givePassword({ person: id }))).toMatchObject({ code: 'administratorFirst' });
    const roles: Role[] = ['clerk'];
    expect(await problemOf(client.staff.save({ id, name: 'Ким А. В.', post, phone: '', roles }))).toMatchObject({
      code: 'administratorFirst',
    });
    await client.session.choose({ person: id });
    const { number } = await register(appeal());
    const { history } = await first(client.papers.card({ number }));
    expect(history[0]!.by.name).toBe('Ким А. В.');
  });

  test('opens the desk to who knows the password, and to nobody else; what is written carries that name', async () => {
    const { client, register, profile, close, chief } = await officeWithPasswords();
    const kim = await addPerson(client, 'Ким А. В.', [], 'екінші құпия');
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await sessionOf(again.client)).toMatchObject({ asked: true, roles: [], administrator: false });
    expect((await sessionOf(again.client)).person).toBeUndefined();
    expect(await problemOf(again.register(appeal()))).toMatchObject({ code: 'notSignedIn' });
    expect(await problemOf(first(again.client.directory.watch()))).toMatchObject({ code: 'notSignedIn' });
    const { signIn } = again.client.session;
    expect(await problemOf(signIn({ person: kim, by: 'password', secret: OWN }))).toMatchObject({
      code: 'wrongPassword',
    });
    expect(await problemOf(signIn({ person: kim, by: 'pin', secret: '1234' }))).toMatchObject({ code: 'pinOff' });
    await signIn({ person: kim, by: 'password', secret: 'екінші құпия' });
    const { number } = await again.register(appeal());
    const { history } = await first(again.client.papers.card({ number }));
    expect(history[0]!.by).toMatchObject({ id: kim, name: 'Ким А. В.' });
    await signIn({ person: chief, by: 'password', secret: OWN });
    expect((await first(again.client.directory.watch())).settings.clerk).toBe(chief);
    expect(await problemOf(register(appeal()))).toBeDefined();
  });

  test('with a password that somebody else has made goes no further than changing it', async () => {
    const { client } = await officeWithPasswords();
    const { id } = await client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: [] });
    const { password } = await client.staff.givePassword({ person: id });
    await client.session.signIn({ person: id, by: 'password', secret: password });
    expect(await sessionOf(client)).toMatchObject({ mustChange: true, person: { id }, roles: [] });
    expect(await problemOf(first(client.desk.watch()))).toMatchObject({ code: 'notSignedIn' });
    const change = (next: string) => client.session.changePassword({ current: password, next });
    expect(await problemOf(change('қысқа'))).toMatchObject({ code: 'passwordTooShort' });
    expect(await problemOf(change(password))).toMatchObject({ code: 'passwordSame' });
    await change('екінші құпия');
    expect(await sessionOf(client)).toMatchObject({ mustChange: false, person: { id } });
    await first(client.desk.watch());
  });

  test('is slow on guessing and closes at last, also after a restart in the middle of a try', async () => {
    const { client, clock, profile, close, chief } = await officeWithPasswords();
    await client.session.lock();
    const wrong = (of: Client) =>
      problemOf(of.session.signIn({ person: chief, by: 'password', secret: 'басқа құпия' }));
    for (let i = 0; i < 3; i++) expect(await wrong(client)).toMatchObject({ code: 'wrongPassword' });
    expect(await wrong(client)).toMatchObject({ code: 'triesWait' });
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    const { people } = await sessionOf(again.client);
    expect(people.find(({ id }) => id === chief)?.waitUntil).toBe(new Date(clock.now + 5_000).toISOString());
    expect(await wrong(again.client)).toMatchObject({ code: 'triesWait' });
    again.clock.now -= 3_600_000; // setting the clock back or waiting is no way round
    expect(await wrong(again.client)).toMatchObject({ code: 'triesWait' });
    again.clock.now += 3_600_000 + 5_001;
    const { signIn } = again.client.session;
    await signIn({ person: chief, by: 'password', secret: OWN });
    await again.client.session.lock();
    await again.close();
    // As if seventeen more tries had been made: each would take the better part of a second.
    await inClosedStore(
      profile,
      async ({ local }) => {
        const document = await local.findOne(`tries:password:${chief}`).exec();
        const value = { ...(document!.toJSON().value as object), wrong: 19 };
        await document!.incrementalPatch({ value });
      },
      PASSPHRASE,
    );
    const last = startOffice(profile);
    last.clock.now += 86_400_000;
    await last.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await wrong(last.client)).toMatchObject({ code: 'wrongPassword' });
    const right = () => last.client.session.signIn({ person: chief, by: 'password', secret: OWN });
    last.clock.now += 86_400_000;
    expect(await problemOf(right())).toMatchObject({ code: 'triesOver' });
    expect((await sessionOf(last.client)).people[0]).toMatchObject({ closed: true });
  });

  test('with a PIN works at this computer alone, and ends after five wrong ones or with a new password', async () => {
    const { client, clock, chief } = await officeWithPasswords();
    const pin = (secret: string) => client.session.signIn({ person: chief, by: 'pin', secret });
    expect(await problemOf(client.session.setPin({ password: OWN, pin: '12a4' }))).toMatchObject({ code: 'pinForm' });
    for (const pin of ['0000', '1234', '1212'])
      expect(await problemOf(client.session.setPin({ password: OWN, pin }))).toMatchObject({ code: 'pinTrivial' });
    expect(await problemOf(client.session.setPin({ password: 'басқа', pin: '1926' }))).toMatchObject({
      code: 'wrongPassword',
    });
    await client.session.setPin({ password: OWN, pin: '1926' });
    await client.session.lock();
    await pin('1926');
    for (let i = 0; i < 5; i++) {
      expect(await problemOf(pin('0000'))).toMatchObject({ code: 'wrongPassword' });
      clock.now += 86_400_000;
    }
    expect(await problemOf(pin('1926'))).toMatchObject({ code: 'pinOff' });
    const password = (secret: string) => client.session.signIn({ person: chief, by: 'password', secret });
    await password(OWN);
    await client.session.setPin({ password: OWN, pin: '2026' });
    await pin('2026');
    await client.session.changePassword({ current: OWN, next: 'жаңа құпия сөз' });
    expect(await problemOf(pin('2026'))).toMatchObject({ code: 'pinOff' });
  });

  test.runIf(canRead)('comes back for an administrator by the recovery code, and for nobody else', async () => {
    const { client, chief } = await officeWithPasswords();
    const { id: kim } = await client.staff.save({ id: '', name: 'Ким А. В.', post, phone: '', roles: [] });
    const { pdf } = await client.keys.sheet();
    const [read] = await codesOf(Buffer.from(pdf, 'base64'), 'mono');
    const code = read!.replace('QR-Code:', '');
    await client.session.lock();
    const byCode = (person: string, typed: string) =>
      client.session.newPasswordByCode({ person, code: typed, next: 'жаңа құпия сөз' });
    expect((await sessionOf(client)).recovery).toBe(true);
    expect(await problemOf(byCode(chief, '123456'))).toMatchObject({ code: 'wrongRecovery' });
    expect(await problemOf(byCode(kim, code))).toMatchObject({ code: 'notAllowed' });
    await byCode(chief, code);
    expect(await sessionOf(client)).toMatchObject({ person: { id: chief }, mustChange: false });
    await client.session.lock();
    const password = (secret: string) => client.session.signIn({ person: chief, by: 'password', secret });
    expect(await problemOf(password(OWN))).toMatchObject({ code: 'wrongPassword' });
    await password('жаңа құпия сөз');
  });
});

describe('a session', () => {
  test('ends when nobody has touched anything for as long as the desk says, and a snapshot says so', async () => {
    const { client, clock } = await officeWithPasswords();
    const { settings } = await first(client.directory.watch());
    await client.desk.saveSettings({ ...settings, lockAfter: 15 });
    clock.now += 14 * 60_000;
    await client.session.touch();
    clock.now += 14 * 60_000;
    await first(client.desk.watch());
    const open = client.papers.journal({ book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 9 });
    const journal = (await open)[Symbol.asyncIterator]();
    await journal.next();
    clock.now += 60_001;
    await sessionOf(client, ({ person }) => person === undefined);
    expect(await problemOf(journal.next())).toMatchObject({ code: 'notSignedIn' });
    expect(await problemOf(client.session.touch())).toMatchObject({ code: 'notSignedIn' });
  });
});
