import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { databaseIn } from '../../main/office/open/open-store.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { keyByPassphrase } from '../../main/office/profile/keyring.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { hexOf, runInChild } from '../../main/office/safety/in-child.ts';
import { writeStubs } from '../../main/office/safety/purge.ts';
import { createRegistrar } from '../../main/office/services/register.ts';
import { readCatalogue } from '../../main/store/care/salvage.ts';
import { type Connection, openConnection } from '../../main/store/connection.ts';
import { removeRow } from '../../main/store/keys.ts';
import { inClosedOffice, inClosedStore } from './closed-store.ts';
import {
  appeal,
  attach,
  type Client,
  first,
  PASSPHRASE,
  problemOf,
  readyOffice,
  startChild,
  startOffice,
  temporaryProfile,
  USUAL_TIME,
} from './offices.ts';
import { png } from './some-files.ts';

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
async function cutOffProfile(damage: string[] = []) {
  const { register, profile, close } = await readyOffice();
  for (let i = 0; i < 2; i++) await register(appeal());
  await close();
  await inDatabase(profile, damage);
  const open = await reopened(profile);
  for (let i = 0; i < 3; i++) await open.register(appeal());
  const copy = temporaryProfile();
  cpSync(profile, copy, { recursive: true });
  return { profile: copy, wal: join(copy, 'office', 'kense.db-wal'), database: join(copy, 'office', 'kense.db') };
}

test('numbers that the mark knows and whose papers are gone are named to the clerk, until a backup has brought the papers', async () => {
  const { register, profile, close } = await readyOffice();
  for (let i = 0; i < 2; i++) await register(appeal());
  await close();
  const before = await reopened(profile);
  const lost: string[] = [];
  for (let i = 0; i < 3; i++) lost.push((await before.register(appeal())).number);
  await before.client.safety.backUpNow();
  expect((await first(before.client.safety.watch())).missing).toEqual([]);
  const copy = temporaryProfile();
  cpSync(profile, copy, { recursive: true });
  writeFileSync(join(copy, 'office', 'kense.db-wal'), '');
  await before.close();
  const papers = await inClosedStore(profile, async (store) =>
    (await store.papers.find().exec()).map((document) => document.toMutableJSON() as StoredPaper),
  );
  const another = temporaryProfile();
  cpSync(copy, another, { recursive: true });
  await inClosedOffice(another, async (office, store) => {
    expect(office.missing.view()).toMatchObject([{ count: 3 }]);
    const told = new Promise<void>((resolve) => void office.safetyChanged.listen(resolve));
    await store.papers.bulkUpsert(papers.filter(({ id }) => lost.includes(id)));
    await told;
    expect(office.missing.view()).toEqual([]);
  });
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

/** 510 papers in more than 16 MB: of such a store only the 500 newest are looked at before it opens. */
async function makeLargeProfile() {
  const { client, register, profile, close } = await readyOffice();
  const numbers: string[] = [];
  for (let i = 0; i < 510; i++) {
    const intake = appeal();
    intake.applicant.name = `Маркер${i} Айгүл`;
    numbers.push((await register(intake)).number);
  }
  await client.safety.backUpNow();
  await close();
  await inDatabase(profile, [PADDING]);
  return { profile, numbers };
}

const PADDING = 'CREATE TABLE padding (bytes BLOB) STRICT; INSERT INTO padding VALUES (randomblob(17000000))';

/** Changes a closed database from outside; `{n}` is the number of the papers' table. */
async function inDatabase(
  profile: string,
  sql: string[],
  database = databaseIn(join(profile, 'office')),
  use: (connection: Connection) => void = () => {},
): Promise<void> {
  const { key } = await keyByPassphrase(placeOf(profile, 'office'), PASSPHRASE);
  const connection = openConnection(database, key);
  const { n } = readCatalogue(connection).find(({ collection }) => collection === 'papers')!;
  for (const statement of sql) connection.exec(statement.replaceAll('{n}', String(n)));
  use(connection);
  connection.close();
  await releaseHandles();
}

describe('a store too large to be looked at as a whole', () => {
  const OLDEST = 'row = (SELECT min(row) FROM t{n})';
  const rebuilt = async (client: Client) => {
    for await (const { scan } of await client.safety.watch()) if (scan.outOfStep.length === 0) return;
  };

  test('is read by the idle scan, which finds what is not in step with old documents; it is made anew', async () => {
    const { profile, numbers } = await makeLargeProfile();
    await inDatabase(profile, [
      `UPDATE t{n} SET i0 = x'00', v0 = NULL WHERE ${OLDEST}`,
      'UPDATE c{n}_0 SET n = n + 1',
      // Its words stand in the full text, or wait for it.
      `DELETE FROM f{n} WHERE rowid = (SELECT min(row) FROM t{n})`,
      `DELETE FROM f{n}_waiting WHERE ${OLDEST}`,
    ]);
    writeFileSync(join(profile, 'office', 'open'), '');
    const { client, register, close } = await reopened(profile);
    expect((await client.papers.find({ text: 'Маркер0', limit: 5 })).map(({ number }) => number)).toEqual([]);
    await register(appeal()); // goes on while it is read
    for await (const { scan } of await client.safety.watch()) if (scan.outOfStep.length === 3) break;
    expect((await first(client.safety.watch())).scan.damaged).toEqual([]);
    await client.office.mend({ by: 'rebuild' });
    await rebuilt(client);
    expect((await client.papers.find({ text: 'Маркер0', limit: 5 })).map(({ number }) => number)).toEqual([numbers[0]]);
    await close();

    // A backup finds the same kind of fault, is a backup all the same, and the next opening mends it.
    await inDatabase(profile, [PADDING]);
    await inDatabase(profile, [`UPDATE t{n} SET lwt = lwt + 1 WHERE row = (SELECT min(row) FROM t{n})`]);
    const again = await reopened(profile, { now: () => USUAL_TIME + 60_000 });
    await again.client.safety.backUpNow();
    expect((await first(again.client.safety.watch())).scan.outOfStep).toEqual(['index']);
    await again.close();
    const mended = await reopened(profile, { now: () => USUAL_TIME + 120_000 });
    await mended.client.safety.backUpNow();
    expect((await first(mended.client.safety.watch())).scan.outOfStep).toEqual([]);
    await mended.close();

    // On a fresh computer all of a restored backup is looked at, however large it is.
    const stick = temporaryProfile();
    cpSync(join(profile, 'backups'), stick, { recursive: true });
    const there = startOffice(temporaryProfile());
    const [found] = await there.client.office.backupsIn({ folder: stick });
    await inDatabase(
      profile,
      [`UPDATE t{n} SET body = zeroblob(60) WHERE row = (SELECT min(row) FROM t{n})`, PADDING],
      databaseIn(found!.id),
    );
    await there.client.office.restore({ backup: found!.id });
    expect((await problemOf(there.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
  });
});

describe('a rescue', () => {
  const papersIn = async (client: Client) => (await first(client.papers.journal(wholeJournal))).rows.length;
  /** An office with three papers and no backup, damaged: it does not open. */
  async function damagedOffice(damage: (profile: string) => Promise<void>) {
    const { register, profile, close } = await readyOffice();
    for (let i = 0; i < 3; i++) await register(appeal());
    await close();
    await damage(profile);
    writeFileSync(join(profile, 'office', 'open'), '');
    const office = startOffice(profile);
    expect((await problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    return office;
  }

  test('knows papers by what is in them, whatever the catalogue calls their table', async () => {
    const { client, register } = await damagedOffice((profile) =>
      inDatabase(profile, ["UPDATE catalogue SET collection = CAST('paperz' AS BLOB) WHERE n = {n}"]),
    );
    await client.office.mend({ by: 'rescue' });
    expect(await papersIn(client)).toBe(3);
    expect((await register(appeal())).number.slice(7, 17)).toBe('2602000001');
  });

  test('finds the papers where nothing of the catalogue can be read', async () => {
    const { client } = await damagedOffice(async (profile) => {
      let page = 0;
      await inDatabase(profile, [], undefined, (connection) => {
        page = Number(connection.get("SELECT rootpage FROM sqlite_schema WHERE name = 'catalogue'")?.[0]);
      });
      flip(join(profile, 'office', 'kense.db'), (index) => index === (page - 1) * PAGE);
    });
    await client.office.mend({ by: 'rescue' });
    expect(await papersIn(client)).toBe(3);
  });

  test('says so when nothing is left of the papers', async () => {
    const { client } = await damagedOffice((profile) => inDatabase(profile, ['UPDATE t{n} SET body = zeroblob(60)']));
    expect((await problemOf(client.office.mend({ by: 'rescue' }))).code).toBe('nothingRescued');
  });

  test('takes no place in the order of changes from the damaged file', async () => {
    const { client } = await damagedOffice((profile) =>
      inDatabase(profile, [
        'DROP INDEX t{n}_sequence',
        'CREATE INDEX t{n}_sequence ON t{n} (sequence)',
        'UPDATE t{n} SET sequence = 2',
        'UPDATE t{n} SET body = zeroblob(60) WHERE row = (SELECT min(row) FROM t{n})',
      ]),
    );
    await client.office.mend({ by: 'rescue' });
    expect(await papersIn(client)).toBe(2);
  });
});

describe('files beside the papers', () => {
  const blobsUnder = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && /^[0-9a-f]{64}$/.test(one.name))
      .map((one) => join(one.parentPath, one.name))
      .sort();
  async function withFiles() {
    const office = await readyOffice();
    const { number } = await office.register(appeal());
    for (const size of [9, 8]) await attach(office.client, number, `${size}.png`, png(size, size));
    return office;
  }

  test('are read back when they are copied; a damaged copy is made anew, a damaged file takes no good place', async () => {
    const { client, profile, clock } = await withFiles();
    await client.safety.backUpNow();
    const [scans, backups] = [join(profile, 'office', 'scans'), join(profile, 'backups')];
    const copies = blobsUnder(backups);
    // As if the backup that wrote it had been cut off, and the stick had lost a bit.
    for (const { id } of await client.office.backupsIn({ folder: '' })) writeFileSync(join(id, 'scans.txt'), '');
    const sound = readFileSync(copies[0]!);
    flip(copies[0]!, (index) => index === 40);
    flip(blobsUnder(scans)[1]!, (index) => index === 40);
    clock.now += 60_000;
    const made = await client.safety.backUpNow();
    expect(readFileSync(copies[0]!).equals(sound)).toBe(true);
    expect(readFileSync(join(made.id, 'scans.txt'), 'utf8').split('\n')).toHaveLength(2);
    // A copy that is new and damaged at its source is none.
    for (const copy of copies) rmSync(copy);
    for (const { id } of await client.office.backupsIn({ folder: '' })) writeFileSync(join(id, 'scans.txt'), '');
    clock.now += 60_000;
    const last = await client.safety.backUpNow();
    expect(readFileSync(join(last.id, 'scans.txt'), 'utf8').split('\n')).toHaveLength(1);
  });

  test('that a backup has lost keep nobody from restoring the papers, and are named', async () => {
    const { client, profile } = await withFiles();
    const made = await client.safety.backUpNow();
    const [gone] = blobsUnder(join(profile, 'backups'));
    rmSync(gone!);
    await client.office.restore({ backup: made.id });
    expect((await first(client.papers.journal(wholeJournal))).rows).toHaveLength(1);
    expect((await first(client.safety.watch())).scan.damaged).toEqual([basename(gone!)]);
  });
});

describe('damage that an office meets by itself', () => {
  test('while it opens: the store is looked over, and the sign of a stop in mid-work stays until it is sound', async () => {
    const { register, profile, close } = await readyOffice();
    for (let i = 0; i < 3; i++) await register(appeal());
    await close();
    // The last number is read when the office is taken up, not when its file is opened.
    await inDatabase(profile, ['UPDATE t{n} SET body = zeroblob(60) WHERE row = (SELECT max(row) FROM t{n})']);
    expect(existsSync(join(profile, 'office', 'open'))).toBe(false);
    const { client, messages } = startOffice(profile);
    expect((await problemOf(client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    expect(messages.join()).toContain('the store is damaged {"document":1}');
    expect(existsSync(join(profile, 'office', 'open'))).toBe(true);
    await client.office.mend({ by: 'rescue' });
    expect((await first(client.papers.journal(wholeJournal))).rows).toHaveLength(2);
  });

  test('while it is open: a number that the mark knows is not given again, and the mark is not lowered', async () => {
    const { register, profile, close } = await readyOffice();
    for (let i = 0; i < 3; i++) await register(appeal());
    await close();
    await inClosedOffice(profile, async (office, { connection, mark }) => {
      const { n } = readCatalogue(connection).find(({ collection }) => collection === 'papers')!;
      connection.run(`UPDATE t${n} SET id = CAST('x' AS BLOB) WHERE row = (SELECT max(row) FROM t${n})`);
      const { register: take } = await createRegistrar(office);
      await expect(take({ draft: 'short', intake: appeal() })).rejects.toMatchObject({ code: 'damaged' });
      expect(mark.value?.used).toEqual({ '01': { 2026: 3 } });
      const { n: lines } = mark.value!;
      office.noteIssued({ desk: '01', year: 2026, sequence: 2 }, 1, '');
      expect(mark.value).toMatchObject({ used: { '01': { 2026: 3 } }, n: lines });
      expect(office.scan.view().outOfStep).toEqual(['index']);
    });
  });

  test('lines that the mark knows and that are gone make the store go on as a new site, though it has every number', async () => {
    const { register, profile, close } = await readyOffice();
    const { number } = await register(appeal());
    await close();
    const copy = temporaryProfile();
    cpSync(profile, copy, { recursive: true });
    const open = await reopened(profile);
    await attach(open.client, number, 'кейін.png', png(9, 9));
    await open.close();
    cpSync(join(profile, 'marks', 'office'), join(copy, 'marks', 'office'));
    const older = await reopened(copy);
    expect((await older.register(appeal())).number.slice(7, 17)).toBe('2602000001');
    const newer = await reopened(profile);
    expect((await newer.register(appeal())).number.slice(7, 17)).toBe('2601000002');
  });
});

test('a removed paper takes its lines along: the site goes on as the same one behind them', async () => {
  const { client, register, profile, close } = await readyOffice();
  const { number } = await register(appeal());
  await register(appeal());
  await attach(client, number, 'соңғы.png', png(9, 9)); // the last line of all
  await close();
  await inClosedOffice(profile, async (office, { papers, connection }) => {
    const paper = await papers.findOne(number).exec(true);
    await paper.incrementalModify((data) => ({ ...data, state: { ...data.state, open: false } }));
    expect(await writeStubs(office, 2026)).toBe(1);
    removeRow(connection, 'papers', number);
  });
  const again = await reopened(profile);
  expect((await again.register(appeal())).number.slice(7, 17)).toBe('2601000003');
});

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

  test.each([
    ['an index', ['UPDATE t{n} SET lwt = lwt + 1 WHERE row = (SELECT min(row) FROM t{n})']],
    ['every page', []],
  ])('stays as it was found where %s is damaged too, until somebody decides', async (what, damage) => {
    const { profile, wal, database } = await cutOffProfile(damage);
    const half = halfway(wal);
    flip(wal, (index) => index === half);
    if (what === 'every page') flip(database, (index) => index % PAGE === 2000);
    const found = [wal, database].map((path) => readFileSync(path));
    const { key } = await keyByPassphrase(placeOf(profile, 'office'), PASSPHRASE);
    const looked = {
      folder: join(profile, 'office'),
      key: hexOf(key),
      thorough: true,
      aside: join(profile, 'set-aside'),
    };
    const { damage: seen, walAside } = await runInChild(startChild, 'check', looked);
    expect([Object.keys(seen), walAside]).toEqual([[what === 'an index' ? 'index' : 'pages'], true]);
    expect([wal, database].map((path, i) => readFileSync(path).equals(found[i]!))).toEqual([true, true]);
  });

  test('is nothing to be kept when it is whole, or has only been cut', async () => {
    const { profile, wal } = await cutOffProfile();
    writeFileSync(wal, readFileSync(wal).subarray(0, halfway(wal)));
    await reopened(profile);
    expect(existsSync(join(profile, 'set-aside')) ? readdirSync(join(profile, 'set-aside')) : []).toEqual([]);
  });
});
