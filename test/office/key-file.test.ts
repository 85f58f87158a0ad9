import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forkChild } from '../../main/host/fork-child.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { requireTool } from '../tools.ts';
import { lockOf, printedCode, setUpWithVault, stateOf, totalOf, vaultOf } from './locks.ts';
import {
  appeal,
  first,
  PASSPHRASE,
  problemOf,
  readyOffice,
  setUp,
  startChild,
  startOffice,
  temporaryProfile,
} from './offices.ts';

const canRun = requireTool('pdftoppm', 'zbarimg');

describe('the passphrase', () => {
  test('is changed by whoever knows it, and by nobody else', async () => {
    const { client, profile, close } = await readyOffice();
    const change = (current: string, next: string) => client.keys.changePassphrase({ current, next });
    expect((await problemOf(change('басқа тіркес', 'жаңа тіркес'))).code).toBe('wrongPassphrase');
    expect((await problemOf(change(PASSPHRASE, 'қысқа'))).code).toBe('passphraseTooShort');
    await change(PASSPHRASE, 'жаңа тіркес');
    await close();
    const again = startOffice(profile);
    expect((await problemOf(again.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('wrongPassphrase');
    await again.client.office.unlock({ passphrase: 'жаңа тіркес' });
  });
});

describe.runIf(canRun)('the key itself', () => {
  test('is changed: the papers are there, the old code and what the old key opens are not', async () => {
    const { client, register, profile, close } = await readyOffice();
    const long = 'Құрметті әкім! '.repeat(5_000).trimEnd();
    const { number } = await register(appeal((it) => Object.assign(it.paper, { text: long })));
    const old = await printedCode(client);
    expect((await problemOf(client.keys.changeKey({ passphrase: 'басқа тіркес' }))).code).toBe('wrongPassphrase');
    expect(await totalOf(client)).toBe(1);
    await client.keys.changeKey({ passphrase: PASSPHRASE });
    expect((await first(client.keys.watch())).recovery).toMatchObject({ serial: 2, confirmed: false });
    expect((await first(client.papers.card({ number }))).text).toBe(long);
    expect((await register(appeal())).number.slice(7, 17)).toBe('2601000002');
    const fresh = await printedCode(client);
    await close();
    expect(readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((path) => /\.db$/.test(path))).toEqual([
      join('office', 'kense.db'),
    ]);
    const office = startOffice(profile);
    await stateOf(office.client, 'locked');
    const passphrase = 'жаңа тіркес';
    expect((await problemOf(office.client.office.recover({ code: old, passphrase }))).code).toBe('wrongRecovery');
    await office.client.office.recover({ code: fresh, passphrase });
    expect(await totalOf(office.client)).toBe(2);
  });

  test('that cannot be changed stays: the office opens again by itself with the old key, and goes on', async () => {
    let broken = false;
    const { client, register, profile, close } = await readyOffice({
      startChild: () => (broken ? forkChild(join(profile, 'no such program.js')) : startChild()),
    });
    await register(appeal());
    const code = await printedCode(client);
    broken = true;
    expect((await problemOf(client.keys.changeKey({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    expect((await first(client.keys.watch())).recovery).toMatchObject({ serial: 1 });
    expect((await register(appeal())).number.slice(7, 17)).toBe('2601000002');
    await close();
    const office = startOffice(profile);
    await stateOf(office.client, 'locked');
    await office.client.office.recover({ code, passphrase: 'жаңа тіркес' });
    expect(await totalOf(office.client)).toBe(2);
  });

  test('whose store cannot take the place of the old one stays too: what is registered since is there at every later start', async () => {
    const { client, register, profile, close } = await readyOffice();
    await register(appeal());
    const aside = join(profile, 'set-aside');
    writeFileSync(aside, 'a file where the folder should be');
    expect((await problemOf(client.keys.changeKey({ passphrase: PASSPHRASE }))).code).not.toBe('storeDamaged');
    await register(appeal());
    await close();
    rmSync(aside);
    const office = startOffice(profile);
    await stateOf(office.client, 'locked');
    await office.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await totalOf(office.client)).toBe(2);
    expect((await office.register(appeal())).number.slice(7, 17)).toBe('2601000003');
  });

  test('changed under a vault, another account needs the new code', async () => {
    const profile = temporaryProfile();
    const [day, night] = [vaultOf('day'), vaultOf('night')];
    const office = startOffice(profile, day.ports);
    await office.client.office.setUp(setUpWithVault);
    await office.close();
    const other = startOffice(profile, night.ports);
    await stateOf(other.client, 'locked');
    await other.close();
    const again = startOffice(profile, day.ports);
    await stateOf(again.client, 'ready');
    await again.client.keys.changeKey({ passphrase: '' });
    expect((await first(again.client.keys.watch())).accounts).toEqual(['day']);
    await again.close();
    const reopened = startOffice(profile, day.ports);
    await stateOf(reopened.client, 'ready');
    await reopened.close();
    expect(await lockOf(startOffice(profile, night.ports).client)).toMatchObject({ why: 'otherAccount' });
  });
});

describe('the key file', () => {
  const harms: [string, (path: string) => void][] = [
    ['missing', (path) => rmSync(path)],
    ['empty', (path) => writeFileSync(path, '')],
    ['cut off', (path) => writeFileSync(path, readFileSync(path).subarray(0, 100))],
    [
      'changed in one letter',
      (path) =>
        writeFileSync(
          path,
          readFileSync(path, 'utf8').replace(/"data":"(.)/, (_, a) => `"data":"${a === 'A' ? 'B' : 'A'}`),
        ),
    ],
  ];

  test.each(harms)('%s is no loss: its copy opens the office and mends it', async (_, harm) => {
    const { profile, close, register } = await readyOffice();
    await register(appeal());
    await close();
    const { keyFile, keyCopy } = placeOf(profile, 'office');
    const whole = readFileSync(keyFile);
    for (const path of [keyFile, keyCopy]) {
      harm(path);
      const office = startOffice(profile);
      await stateOf(office.client, 'locked');
      await office.client.office.unlock({ passphrase: PASSPHRASE });
      expect(await totalOf(office.client)).toBe(1);
      await office.close();
      expect([keyFile, keyCopy].map((file) => readFileSync(file).equals(whole))).toEqual([true, true]);
    }
  });

  test('and its copy both damaged are told in words, and nothing is written over them', async () => {
    const { profile, close } = await readyOffice();
    await close();
    const { keyFile, keyCopy } = placeOf(profile, 'office');
    for (const path of [keyFile, keyCopy]) writeFileSync(path, 'nothing');
    const office = startOffice(profile);
    expect(await stateOf(office.client, 'failed')).toMatchObject({ problem: 'storeKey' });
    expect((await problemOf(office.client.office.setUp(setUp))).code).toBe('fault');
    expect(readFileSync(keyFile, 'utf8')).toBe('nothing');
  });

  test('of a newer program is not taken for a damaged one', async () => {
    const { profile, close } = await readyOffice();
    await close();
    const { keyFile, keyCopy } = placeOf(profile, 'office');
    for (const path of [keyFile, keyCopy]) writeFileSync(path, JSON.stringify({ version: 3, wraps: [] }));
    expect(await stateOf(startOffice(profile).client, 'failed')).toMatchObject({ problem: 'storeNewer' });
  });

  test('of the first format opens, and is brought up to date with its account named', async () => {
    const profile = temporaryProfile();
    const clerk = vaultOf('clerk');
    const office = startOffice(profile, clerk.ports);
    await office.client.office.setUp(setUpWithVault);
    await office.close();
    const { keyFile, keyCopy } = placeOf(profile, 'office');
    const { wraps } = JSON.parse(readFileSync(keyFile, 'utf8'));
    writeFileSync(keyFile, JSON.stringify({ version: 1, wraps: [{ by: 'vault', data: wraps[0].data }] }));
    rmSync(keyCopy);
    const again = startOffice(profile, clerk.ports);
    await stateOf(again.client, 'ready');
    expect(await first(again.client.keys.watch())).toEqual({ by: 'vault', accounts: ['clerk'] });
    expect(existsSync(keyCopy)).toBe(true);
    await again.client.keys.renewCode();
    expect((await first(again.client.keys.watch())).recovery).toMatchObject({ serial: 1 });
  });

  test('holds neither key, nor code, nor passphrase in the clear', async () => {
    const { profile, client } = await readyOffice();
    const text = readFileSync(join(profile, 'office', 'key.json'), 'utf8');
    const code = canRun ? (await printedCode(client)).replaceAll('-', '') : '';
    for (const secret of [PASSPHRASE, code].filter((one) => one !== '')) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, -2));
    }
  });
});
