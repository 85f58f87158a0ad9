import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store } from '../../main/office/open/open-store.ts';
import type { PrintJob } from '../../main/office/ports.ts';
import { PrintError } from '../../main/office/ports.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { createRegistrar } from '../../main/office/services/register.ts';
import { StoreError } from '../../main/store/errors.ts';
import { allLines, inClosedOffice } from './closed-store.ts';
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
    expect(await phaseOf(again.client, 'locked')).toMatchObject({ demo: false, lock: { by: 'passphrase' } });
    expect((await problemOf(again.client.office.unlock({ passphrase: 'another one' }))).code).toBe('wrongPassphrase');
    expect(await phaseOf(again.client, 'locked')).toMatchObject({ demo: false, lock: { by: 'passphrase' } });
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
    expect(await phaseOf(lost.client, 'locked')).toMatchObject({ demo: false, lock: { why: 'vaultLost' } });
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

/** Opens the office of a profile again. */
async function reopened(profile: string, ports: Parameters<typeof startOffice>[1] = {}) {
  const office = startOffice(profile, ports);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  return office;
}

describe('a store that is older than its mark', () => {
  test('restored as a whole folder, goes on under a fresh desk code: no number twice', async () => {
    const { register, profile, close } = await readyOffice();
    const draft = crypto.randomUUID();
    const before = await register(appeal(), draft);
    await close();
    cpSync(join(profile, 'office'), join(profile, 'backup'), { recursive: true });
    const since = await reopened(profile);
    const issued = [await since.register(appeal()), await since.register(appeal())];
    await since.close();
    rmSync(join(profile, 'office'), { recursive: true });
    cpSync(join(profile, 'backup'), join(profile, 'office'), { recursive: true });

    const restored = await reopened(profile);
    // A form that was sent before stands under the old code, and is no second paper.
    expect((await restored.register(appeal(), draft)).number).toBe(before.number);
    const fresh = await restored.register(appeal());
    expect(fresh.number.slice(7, 17)).toBe('2602000001');
    expect(issued.map(({ number }) => number)).not.toContain(fresh.number);
    const card = await first(restored.client.papers.card({ number: fresh.number }));
    expect(card.findings).toEqual([]);
    expect(restored.messages.join()).toContain('fresh desk code');
    await restored.close();
    expect((await (await reopened(profile)).register(appeal())).number.slice(7, 17)).toBe('2602000002');
  });

  test('copied to another computer, goes on there under a fresh desk code', async () => {
    const { register, profile, close } = await readyOffice();
    await register(appeal());
    await close();
    const copy = temporaryProfile();
    cpSync(profile, copy, { recursive: true });
    const there = await reopened(copy, { machine: 'another computer' });
    expect((await there.register(appeal())).number.slice(7, 17)).toBe('2602000001');
    expect((await (await reopened(profile)).register(appeal())).number.slice(7, 17)).toBe('2601000002');
  });

  test('a lost or damaged mark proves nothing, so the desk code is fresh too', async () => {
    const harms = [
      (path: string) => rmSync(path),
      (path: string) => writeFileSync(path, 'x'.repeat(statSync(path).size)),
    ];
    for (const harm of harms) {
      const { register, profile, close } = await readyOffice();
      await register(appeal());
      await close();
      harm(join(profile, 'marks', 'office'));
      expect((await (await reopened(profile)).register(appeal())).number.slice(7, 17)).toBe('2602000001');
    }
  });

  test('copied without its mark before its first paper, it does not share its desk code with the one it was copied from', async () => {
    const { profile, close } = await readyOffice();
    await close();
    const copy = temporaryProfile();
    cpSync(join(profile, 'office'), join(copy, 'office'), { recursive: true });
    expect((await (await reopened(profile)).register(appeal())).number.slice(7, 17)).toBe('2601000001');
    expect((await (await reopened(copy)).register(appeal())).number.slice(7, 17)).toBe('2602000001');
  });

  test('after a renewal, running numbers never repeat and order is kept, whatever the clock and the mark did', async () => {
    const { register, profile, close } = await readyOffice();
    for (let i = 0; i < 5; i++) await register(appeal());
    await close();
    const markFile = join(profile, 'marks', 'office');
    rmSync(markFile);
    const renewed = await reopened(profile);
    await renewed.register(appeal());
    const oneWriteBehind = readFileSync(markFile);
    await renewed.register(appeal());
    await renewed.close();
    writeFileSync(markFile, oneWriteBehind);
    const again = await reopened(profile);
    again.clock.now -= 600_000;
    const last = await again.register(appeal());
    const { rows } = await first(again.client.papers.journal(wholeJournal));
    expect(rows[0]!.number).toBe(last.number);
    await again.close();
    const lines = (await allLines(profile)).map(({ site, n }) => `${site} ${n}`);
    expect(new Set(lines).size).toBe(8);
  });
});

describe('a mark that cannot be written', () => {
  test('leaves the paper registered, and no further number is taken until it can', async () => {
    const { register, profile, close } = await readyOffice();
    await register(appeal());
    await close();
    let broken = true;
    const failing = (store: Store): Store => ({
      ...store,
      mark: {
        get value() {
          return store.mark.value;
        },
        write: (value) => {
          if (broken) throw new StoreError('failed', 'EIO');
          store.mark.write(value);
        },
        close: () => store.mark.close(),
      },
    });
    await inClosedOffice(
      profile,
      async (office) => {
        const { register: take } = await createRegistrar(office);
        const draft = crypto.randomUUID();
        const taken = await take({ draft, intake: appeal() });
        expect(await take({ draft, intake: appeal() })).toEqual(taken);
        await expect(take({ draft: crypto.randomUUID(), intake: appeal() })).rejects.toThrow('EIO');
        broken = false;
        const next = await take({ draft: crypto.randomUUID(), intake: appeal() });
        expect([taken, next].map(({ number }) => number.slice(11, 17))).toEqual(['000002', '000003']);
      },
      { change: failing },
    );
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
    expect((await problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    expect(await phaseOf(office.client, 'failed')).toMatchObject({ demo: false });
    expect((await problemOf(office.register(appeal()))).code).toBe('notOpen');
    writeFileSync(path, whole);
    await office.client.office.retry();
    await office.client.office.unlock({ passphrase: PASSPHRASE });
    expect((await first(office.client.papers.journal(wholeJournal))).total).toBe(1);
  });

  test('whose papers are gone is not made anew, and one whose key is gone is not taken for no office', async () => {
    const { register, profile, close } = await readyOffice();
    await register(appeal());
    await close();
    const { keyFile, keyCopy } = placeOf(profile, 'office');
    const database = join(profile, 'office', 'kense.db');
    const [papers, key] = [readFileSync(database), readFileSync(keyFile)];
    rmSync(database);
    const office = startOffice(profile);
    expect((await problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    expect(existsSync(database)).toBe(false);
    await office.close();
    writeFileSync(database, papers);
    for (const path of [keyFile, keyCopy]) rmSync(path);
    const keyless = startOffice(profile);
    expect(await phaseOf(keyless.client, 'failed')).toMatchObject({ problem: 'storeKey' });
    expect((await problemOf(keyless.client.office.setUp(setUp))).code).toBe('fault');
    await keyless.close();
    writeFileSync(keyFile, key);
    expect((await first((await reopened(profile)).client.papers.journal(wholeJournal))).total).toBe(1);
  });
});

describe('the files of an office', () => {
  test('an office whose founding was interrupted is none, and can be founded', async () => {
    const profile = temporaryProfile();
    mkdirSync(join(profile, 'office'), { recursive: true });
    writeFileSync(join(profile, 'office', 'unfinished'), '');
    writeFileSync(join(profile, 'office', 'kense.db'), 'half a file');
    const { client } = startOffice(profile);
    await phaseOf(client, 'absent');
    await client.office.setUp(setUp);
    await phaseOf(client, 'ready');
  });

  test.runIf(process.platform === 'linux')(
    'are let go when it closes, so that a folder can be removed on any system',
    async () => {
      const { profile, close, client } = await readyOffice();
      await first(client.desk.watch());
      await close();
      const open = readdirSync('/proc/self/fd').flatMap((fd) => {
        try {
          return [readlinkSync(`/proc/self/fd/${fd}`)];
        } catch {
          return []; // the descriptor of this very listing
        }
      });
      expect(open.filter((path) => path.startsWith(profile))).toEqual([]);
    },
  );
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
