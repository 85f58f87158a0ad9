import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { appeal, first, PASSPHRASE, problemOf, readyOffice, startOffice, temporaryProfile } from './offices.ts';

// Several processes, one after another: on a computer with other work each takes its time.
vi.setConfig({ testTimeout: 120_000 });

const PAGE = 4096;
const FRAME = PAGE + 24;

/** One bit of each of these bytes. */
function flip(path: string, at: (index: number) => boolean): void {
  writeFileSync(
    path,
    readFileSync(path).map((byte, index) => (at(index) ? byte ^ 1 : byte)),
  );
}

async function reopened(profile: string, ports: Parameters<typeof startOffice>[1] = {}) {
  const office = startOffice(profile, ports);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  return office;
}

/** A profile as a power cut leaves it: two papers in the database file, the others in the WAL. */
async function cutOffProfile(others = 3) {
  const { register, profile, close } = await readyOffice();
  for (let i = 0; i < 2; i++) await register(appeal());
  await close();
  const open = await reopened(profile);
  for (let i = 0; i < others; i++) await open.register(appeal());
  const copy = temporaryProfile();
  cpSync(profile, copy, { recursive: true });
  return { profile: copy, wal: join(copy, 'office', 'kense.db-wal'), database: join(copy, 'office', 'kense.db') };
}

test('numbers that the mark knows and whose papers are gone are named to the clerk, until a backup has brought the papers', async () => {
  const { register, profile, close } = await readyOffice();
  for (let i = 0; i < 2; i++) await register(appeal());
  await close();
  const before = await reopened(profile);
  const lost = [];
  for (let i = 0; i < 3; i++) lost.push((await before.register(appeal())).number);
  await before.client.safety.backUpNow();
  expect((await first(before.client.safety.watch())).missing).toEqual([]);
  const copy = temporaryProfile();
  cpSync(profile, copy, { recursive: true });
  writeFileSync(join(copy, 'office', 'kense.db-wal'), '');
  const { client, register: registerNow } = await reopened(copy);
  expect((await first(client.safety.watch())).missing).toEqual([
    { desk: '01', year: 2026, count: 3, stretches: [{ from: lost[0], to: lost[2] }] },
  ]);
  const since = (await registerNow(appeal())).number;
  expect(since.slice(7, 17)).toBe('2602000001');
  await client.office.mend({ by: 'rescue' });
  for await (const { missing } of await client.safety.watch()) if (missing.length === 0) break;
  const { rows } = await first(client.papers.journal({ ...wholeJournal }));
  expect(rows.map(({ number }) => number)).toEqual(expect.arrayContaining([...lost, since]));
});

const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };

describe('a WAL that breaks off before its end', () => {
  const halfway = (wal: string) => {
    const frames = Math.floor((readFileSync(wal).length - 32) / FRAME);
    return 32 + Math.floor(frames / 2) * FRAME + 1000;
  };

  test('is kept aside before the office goes on without what stood behind the break', async () => {
    const { profile, wal } = await cutOffProfile();
    const half = halfway(wal);
    flip(wal, (index) => index === half);
    const found = readFileSync(wal);
    const { client } = await reopened(profile);
    const { setAside } = await first(client.safety.watch());
    expect(setAside.map(({ bytes }) => bytes)).toEqual([found.length]);
    const kept = join(profile, 'set-aside', setAside[0]!.name, 'kense.db-wal');
    expect(readFileSync(kept).equals(found)).toBe(true);
  });

  test('stays as it was found where something else is damaged too, until somebody decides', async () => {
    const { profile, wal, database } = await cutOffProfile();
    const half = halfway(wal);
    flip(wal, (index) => index === half);
    flip(database, (index) => index % PAGE === 2000);
    const found = [wal, database].map((path) => readFileSync(path));
    const { client } = startOffice(profile);
    expect((await problemOf(client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    expect([wal, database].map((path, i) => readFileSync(path).equals(found[i]!))).toEqual([true, true]);
  });

  test('is nothing to be kept when it is whole, or has only been cut', async () => {
    const { profile, wal } = await cutOffProfile();
    writeFileSync(wal, readFileSync(wal).subarray(0, halfway(wal)));
    await reopened(profile);
    expect(existsSync(join(profile, 'set-aside')) ? readdirSync(join(profile, 'set-aside')) : []).toEqual([]);
  });
});
