import { cpSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holdProfile } from '../../main/machine/profile-lock.ts';
import { recoveryGroups } from '../../shared/domain/keys/recovery-code.ts';
import { requireTool } from '../tools.ts';
import { lockOf, printedCode, setUpWithVault, stateOf, totalOf, vaultOf } from './locks.ts';
import { appeal, first, PASSPHRASE, problemOf, readyOffice, setUp, startOffice, temporaryProfile } from './offices.ts';

const canRun = requireTool('pdftoppm', 'zbarimg');

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
