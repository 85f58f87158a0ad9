import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { forkChild } from '../../main/host/fork-child.ts';
import { holdProfile } from '../../main/machine/profile-lock.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { recoveryGroups } from '../../shared/domain/keys/recovery-code.ts';
import { codesOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
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
const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
type Client = ReturnType<typeof startOffice>['client'];

async function stateOf(client: Client, phase: string) {
  for await (const state of await client.office.watch()) if (state.phase === phase) return state;
  throw new Error('the office closed');
}

const lockOf = async (client: Client) => {
  const state = await stateOf(client, 'locked');
  return state.phase === 'locked' ? state.lock : undefined;
};

const totalOf = async (client: Client) => (await first(client.papers.journal(wholeJournal))).total;

/** What a scanner reads from the printed sheet. */
async function printedCode(client: Client): Promise<string> {
  const { pdf } = await client.keys.sheet();
  const [read] = await codesOf(Buffer.from(pdf, 'base64'), 'mono');
  return read!.replace('QR-Code:', '');
}

/** A vault of one account: it opens only what it has wrapped itself, and nothing after its password was reset by force. */
function vaultOf(account: string) {
  const pattern = account.charCodeAt(0);
  const scramble = async (secret: Uint8Array) => secret.map((byte) => byte ^ pattern);
  const lost = { now: false };
  return {
    lost,
    ports: {
      account,
      vault: {
        wrap: async (secret: Uint8Array) => Buffer.from([pattern, ...(await scramble(secret))]),
        unwrap: async (wrapped: Uint8Array) => {
          if (lost.now || wrapped[0] !== pattern) throw new Error('no such key');
          return scramble(wrapped.subarray(1));
        },
      },
    },
  };
}

const setUpWithVault = { ...setUp, passphrase: undefined };

describe.runIf(canRun)('the recovery code', () => {
  test('is made at set-up, printed, confirmed by its last group alone, and stays the same over a restart', async () => {
    const { client, profile, close } = await readyOffice();
    expect(await first(client.keys.watch())).toEqual({
      by: 'passphrase',
      accounts: [],
      recovery: { serial: 1, madeAt: '2026-12-01T09:05:00.000Z', confirmed: false },
    });
    const code = await printedCode(client);
    const groups = recoveryGroups(code.replaceAll('-', ''));
    expect((await problemOf(client.keys.confirmSheet({ group: groups[0]! }))).code).toBe('wrongRecovery');
    expect((await problemOf(client.keys.confirmSheet({ group: '' }))).code).toBe('wrongRecovery');
    await client.keys.confirmSheet({ group: ` ${groups[7]!.slice(0, 3)} ${groups[7]!.slice(3)}` });
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await first(again.client.keys.watch())).recovery).toMatchObject({ serial: 1, confirmed: true });
    expect(await printedCode(again.client)).toBe(code);
  });

  test('opens an office whose passphrase is forgotten; the new passphrase replaces it', async () => {
    const { client, register, profile, close } = await readyOffice();
    await register(appeal());
    const code = await printedCode(client);
    await close();
    const office = startOffice(profile);
    expect(await lockOf(office.client)).toMatchObject({ by: 'passphrase', recovery: { serial: 1 } });
    const recover = (code: string, passphrase?: string) =>
      problemOf(office.client.office.recover({ code, ...(passphrase !== undefined && { passphrase }) }));
    expect((await recover('123', 'жаңа тіркес')).code).toBe('wrongRecovery');
    expect(
      (
        await recover(
          code.replace(/^./, (digit) => String((Number(digit) + 1) % 10)),
          'жаңа тіркес',
        )
      ).code,
    ).toBe('wrongRecovery');
    expect((await recover(code, 'қысқа')).code).toBe('passphraseTooShort');
    expect(await lockOf(office.client)).toMatchObject({ by: 'passphrase' });
    await office.client.office.recover({ code, passphrase: 'жаңа тіркес' });
    expect(await totalOf(office.client)).toBe(1);
    await office.close();
    const again = startOffice(profile);
    expect((await problemOf(again.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('wrongPassphrase');
    await again.client.office.unlock({ passphrase: 'жаңа тіркес' });
    expect(await totalOf(again.client)).toBe(1);
  });

  test('made anew, the one before opens nothing', async () => {
    const { client, profile, close } = await readyOffice();
    const old = await printedCode(client);
    await client.keys.confirmSheet({ group: old.slice(-6) });
    await client.keys.renewCode();
    expect((await first(client.keys.watch())).recovery).toMatchObject({ serial: 2, confirmed: false });
    const fresh = await printedCode(client);
    await close();
    const office = startOffice(profile);
    await stateOf(office.client, 'locked');
    const passphrase = 'жаңа тіркес';
    expect((await problemOf(office.client.office.recover({ code: old, passphrase }))).code).toBe('wrongRecovery');
    await office.client.office.recover({ code: fresh, passphrase });
    await stateOf(office.client, 'ready');
  });

  test('is not made for the demo, whose papers are invented', async () => {
    const { client } = startOffice(temporaryProfile());
    await client.office.openDemo();
    expect(await first(client.keys.watch())).toEqual({ by: 'nothing', accounts: [] });
    expect((await problemOf(client.keys.sheet())).code).toBe('noRecoveryCode');
  });
});

describe.runIf(canRun)('a vault', () => {
  test('that lost the key is told apart, and the code puts the key back into it', async () => {
    const profile = temporaryProfile();
    const clerk = vaultOf('clerk');
    const office = startOffice(profile, clerk.ports);
    await office.client.office.setUp(setUpWithVault);
    await office.register(appeal());
    const code = await printedCode(office.client);
    await office.close();

    clerk.lost.now = true;
    const lost = startOffice(profile, clerk.ports);
    expect(await lockOf(lost.client)).toMatchObject({ by: 'recovery', why: 'vaultLost', newPassphrase: false });
    clerk.lost.now = false;
    await lost.client.office.recover({ code });
    expect(await totalOf(lost.client)).toBe(1);
    await lost.close();
    const again = startOffice(profile, clerk.ports);
    await stateOf(again.client, 'ready');
    expect((await first(again.client.keys.watch())).accounts).toEqual(['clerk']);
  });

  test('that comes back by itself needs no code: another try opens', async () => {
    const profile = temporaryProfile();
    const clerk = vaultOf('clerk');
    const office = startOffice(profile, clerk.ports);
    await office.client.office.setUp(setUpWithVault);
    await office.close();
    clerk.lost.now = true;
    const later = startOffice(profile, clerk.ports);
    await stateOf(later.client, 'locked');
    clerk.lost.now = false;
    await later.client.office.retry();
    await stateOf(later.client, 'ready');
  });

  test('of another account needs the code once; afterwards both accounts open by themselves', async () => {
    const profile = temporaryProfile();
    const [day, night] = [vaultOf('day'), vaultOf('night')];
    const office = startOffice(profile, day.ports);
    await office.client.office.setUp(setUpWithVault);
    const code = await printedCode(office.client);
    await office.close();
    const other = startOffice(profile, night.ports);
    expect(await lockOf(other.client)).toMatchObject({ by: 'recovery', why: 'otherAccount' });
    await other.client.office.recover({ code });
    expect((await first(other.client.keys.watch())).accounts.toSorted()).toEqual(['day', 'night']);
    await other.close();
    for (const { ports } of [day, night]) {
      const again = startOffice(profile, ports);
      await stateOf(again.client, 'ready');
      await again.close();
    }
  });

  test('is not there on the computer to which the profile was copied: the code opens, a fresh desk code follows', async () => {
    const profile = temporaryProfile();
    const office = startOffice(profile, vaultOf('clerk').ports);
    await office.client.office.setUp(setUpWithVault);
    await office.register(appeal());
    const code = await printedCode(office.client);
    await office.close();
    const copy = temporaryProfile();
    cpSync(profile, copy, { recursive: true });
    const vaultless = startOffice(copy, { machine: 'another computer' });
    expect(await lockOf(vaultless.client)).toMatchObject({ by: 'recovery', why: 'noVault', newPassphrase: true });
    expect((await problemOf(vaultless.client.office.recover({ code }))).code).toBe('passphraseTooShort');
    await vaultless.close();
    const there = startOffice(copy, { ...vaultOf('someone').ports, machine: 'another computer' });
    expect(await lockOf(there.client)).toMatchObject({ by: 'recovery', why: 'otherComputer' });
    await there.client.office.recover({ code });
    expect((await there.register(appeal())).number.slice(7, 17)).toBe('2602000001');
  });
});

describe('a profile that two accounts share', () => {
  test('is used by one at a time; nothing of it is touched meanwhile, and the other goes on when it is free', async () => {
    const profile = temporaryProfile();
    const [day, night] = [vaultOf('day'), vaultOf('night')];
    const hold = { holdProfile: () => holdProfile(profile) };
    const office = startOffice(profile, { ...day.ports, ...hold });
    await office.client.office.setUp(setUpWithVault);
    const other = startOffice(profile, { ...night.ports, ...hold });
    expect(await stateOf(other.client, 'failed')).toMatchObject({ problem: 'storeInUse', ways: [] });
    await other.client.office.retry();
    expect(await stateOf(other.client, 'failed')).toMatchObject({ problem: 'storeInUse' });
    expect((await problemOf(other.client.office.setUp(setUpWithVault))).code).toBe('storeInUse');
    await office.register(appeal());
    await office.close();
    await other.client.office.retry();
    expect(await lockOf(other.client)).toMatchObject({ why: 'otherAccount' });
  });

  test.runIf(process.platform === 'linux')('lets the others of the group write every file of it', async () => {
    const profile = temporaryProfile();
    const umask = process.umask(0o007);
    onTestFinished(() => void process.umask(umask));
    const office = startOffice(profile, { holdProfile: () => holdProfile(profile) });
    await office.client.office.setUp(setUp);
    await office.register(appeal());
    await office.client.safety.backUpNow();
    const modes = readdirSync(profile, { recursive: true, encoding: 'utf8' }).map((path) => ({
      path,
      mode: statSync(join(profile, path)).mode & 0o060,
    }));
    expect(modes.length).toBeGreaterThan(10);
    expect(modes.filter(({ mode }) => mode !== 0o060)).toEqual([]);
  });
});

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
