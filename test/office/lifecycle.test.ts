import { closeSync, cpSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PrintJob } from '../../main/office/ports.ts';
import { PrintError } from '../../main/office/ports.ts';
import { appeal, first, PASSPHRASE, problemOf, readyOffice, setUp, startOffice, temporaryProfile } from './offices.ts';

const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
const phaseOf = async (client: ReturnType<typeof startOffice>['client'], wanted: string) => {
  for await (const state of await client.office.watch()) if (state.phase === wanted) return state;
  throw new Error('the office closed');
};

describe('the first start', () => {
  test('nothing is there; a set-up office opens after a restart by its passphrase alone', async () => {
    const profile = temporaryProfile();
    const office = startOffice(profile);
    expect(await phaseOf(office.client, 'absent')).toEqual({ phase: 'absent', vault: false });
    expect((await problemOf(office.register(appeal()))).code).toBe('notOpen');
    expect((await problemOf(office.client.office.setUp({ ...setUp, passphrase: 'short' }))).code).toBe(
      'passphraseTooShort',
    );
    await office.client.office.setUp(setUp);
    const { number } = await office.register(appeal());
    await office.close();

    const again = startOffice(profile);
    expect(await phaseOf(again.client, 'locked')).toEqual({ phase: 'locked', demo: false });
    expect((await problemOf(again.client.office.unlock({ passphrase: 'another one' }))).code).toBe('wrongPassphrase');
    expect(await phaseOf(again.client, 'locked')).toEqual({ phase: 'locked', demo: false });
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await first(again.client.papers.journal(wholeJournal))).rows.map((row) => row.number)).toEqual([number]);
  });

  test('where there is a vault nobody is asked; a vault that lost the key is told in words', async () => {
    const profile = temporaryProfile();
    const vault = {
      wrap: async (secret: Uint8Array) => secret.map((byte) => byte ^ 0x5a),
      unwrap: async (secret: Uint8Array) => secret.map((byte) => byte ^ 0x5a),
    };
    const office = startOffice(profile, { vault });
    await office.client.office.setUp({ ...setUp, passphrase: undefined });
    await office.register(appeal());
    await office.close();
    const again = startOffice(profile, { vault });
    expect((await first(again.client.papers.journal(wholeJournal))).total).toBe(1);
    await again.close();
    const lost = startOffice(profile, { vault: { ...vault, unwrap: () => Promise.reject(new Error('reset')) } });
    expect(await phaseOf(lost.client, 'failed')).toMatchObject({ problem: 'vaultLost', demo: false });
  });

  test('the demo office is full of papers with samples’ numbers, and leaves nothing behind', async () => {
    const profile = temporaryProfile();
    const { client } = startOffice(profile);
    await client.office.openDemo();
    const journal = await first(client.papers.journal(wholeJournal));
    expect(journal.total).toBeGreaterThanOrEqual(60);
    expect(new Set(journal.rows.map((row) => row.number.slice(0, 7)))).toEqual(new Set(['2300000']));
    const card = await first(client.papers.card({ number: journal.rows[0]!.number }));
    expect(card).toMatchObject({ findings: [], readOnly: false });
    expect(await first(client.desk.watch())).toMatchObject({ sample: true, clockBehind: false, papers: journal.total });
    await client.office.leaveDemo();
    expect(await phaseOf(client, 'absent')).toBeDefined();
    await client.office.setUp(setUp);
    expect((await first(client.papers.journal(wholeJournal))).total).toBe(0);
  });
});

describe('a store that is older than its mark', () => {
  test('goes on under a fresh desk code: no number twice', async () => {
    const { register, profile, close } = await readyOffice();
    await register(appeal());
    await close();
    const old = `${profile}/old`;
    cpSync(join(profile, 'office'), old, { recursive: true });
    const since = startOffice(profile);
    await since.client.office.unlock({ passphrase: PASSPHRASE });
    const issued = [await since.register(appeal()), await since.register(appeal())];
    await since.close();
    // The old copy comes back, as after a restored backup; only the mark outside it knows better.
    const mark = readFileSync(join(profile, 'office', 'mark'));
    rmSync(join(profile, 'office'), { recursive: true });
    cpSync(old, join(profile, 'office'), { recursive: true });
    writeFileSync(join(profile, 'office', 'mark'), mark);

    const restored = startOffice(profile);
    await restored.client.office.unlock({ passphrase: PASSPHRASE });
    const fresh = await restored.register(appeal());
    expect(fresh.number.slice(7, 17)).toBe('2602000001');
    expect(issued.map(({ number }) => number)).not.toContain(fresh.number);
    const card = await first(restored.client.papers.card({ number: fresh.number }));
    expect(card.findings).toEqual([]);
    expect(restored.messages.join()).toContain('fresh desk code');
    await restored.close();
    const later = startOffice(profile);
    await later.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await later.register(appeal())).number.slice(7, 17)).toBe('2602000002');
  });

  test('a lost or damaged mark proves nothing, so the desk code is fresh too', async () => {
    for (const harm of [
      (path: string) => rmSync(path),
      (path: string) => writeFileSync(path, 'x'.repeat(statSync(path).size)),
    ]) {
      const { register, profile, close } = await readyOffice();
      await register(appeal());
      await close();
      harm(join(profile, 'office', 'mark'));
      const again = startOffice(profile);
      await again.client.office.unlock({ passphrase: PASSPHRASE });
      expect((await again.register(appeal())).number.slice(7, 17)).toBe('2602000001');
    }
  });
});

describe('a store that does not open', () => {
  test('is told in words, nothing is written to it, and another try is possible', async () => {
    const { register, profile, close } = await readyOffice();
    await register(appeal());
    await close();
    const path = join(profile, 'office', 'kense.db');
    const whole = readFileSync(path);
    const file = openSync(path, 'r+');
    writeSync(file, Buffer.alloc(4096, 7), 0, 4096, 0);
    closeSync(file);
    const office = startOffice(profile);
    expect(['storeDamaged', 'storeKey']).toContain(
      (await problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }))).code,
    );
    expect(await phaseOf(office.client, 'failed')).toMatchObject({ demo: false });
    expect((await problemOf(office.register(appeal()))).code).toBe('notOpen');
    writeFileSync(path, whole);
    await office.client.office.retry();
    await office.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await first(office.client.papers.journal(wholeJournal))).total).toBe(1);
  });
});

describe('the talon', () => {
  test('goes to the chosen printer with its size; a missing printer is told in words', async () => {
    const jobs: PrintJob[] = [];
    const printing = {
      list: async () => [{ name: 'roll', description: '', isDefault: true }],
      print: async (job: PrintJob) => {
        if (job.printer !== 'roll') throw new PrintError('printerMissing', job.printer);
        jobs.push(job);
      },
    };
    const { client, register } = await readyOffice({ printing });
    const { number } = await register(appeal());
    const { settings } = await first(client.directory.watch());
    await client.desk.saveSettings({ ...settings, printer: 'roll' });
    await client.talons.print({ number, format: 'a6' });
    expect(jobs).toMatchObject([{ printer: 'roll', widthMm: 105, heightMm: 148 }]);
    expect(Buffer.from(jobs[0]!.pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(jobs[0]!.title).not.toContain('лімқұлова');
    await client.desk.saveSettings({ ...settings, printer: 'gone' });
    expect((await problemOf(client.talons.print({ number, format: 'roll80' }))).code).toBe('printerMissing');
    expect((await problemOf(client.talons.render({ number: '230000026019999995', format: 'a6' }))).code).toBe(
      'unknownPaper',
    );
  });
});
