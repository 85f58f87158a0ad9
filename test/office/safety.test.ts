import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { forkChild } from '../../main/host/fork-child.ts';
import { databaseIn } from '../../main/office/open/open-store.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { keyByPassphrase } from '../../main/office/profile/keyring.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { hexOf, runInChild } from '../../main/office/safety/in-child.ts';
import { readCatalogue, soundRows } from '../../main/store/care/salvage.ts';
import { openConnection } from '../../main/store/connection.ts';
import { groupNumber } from '../../shared/domain/number/paper-number.ts';
import { inClosedOffice } from './closed-store.ts';
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
} from './offices.ts';
import { png } from './some-files.ts';

const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
const numbersIn = async (client: Client) =>
  (await first(client.papers.journal(wholeJournal))).rows.map((row) => row.number);
const phaseOf = async (client: Client, wanted: string) => {
  for await (const state of await client.office.watch()) if (state.phase === wanted) return state;
  throw new Error('the office closed');
};
const stepOf = async (client: Client, doing: string) => {
  for await (const state of await client.office.watch())
    if (state.phase === 'opening' && state.step?.doing === doing) return;
};
async function reopened(profile: string, ports: Parameters<typeof startOffice>[1] = {}) {
  const office = startOffice(profile, ports);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  return office;
}
const longText = (name: string) =>
  appeal((intake) => {
    intake.applicant.name = name;
    intake.paper.text = `${name} `.repeat(4_000);
  });

/** Changes the closed database of an office from outside. */
async function inDatabase(profile: string, sql: string[]): Promise<void> {
  const place = placeOf(profile, 'office');
  const { key } = await keyByPassphrase(place, PASSPHRASE);
  const connection = openConnection(databaseIn(place.folder), key);
  for (const statement of sql) connection.exec(statement);
  connection.close();
}

describe('backups', () => {
  test('are taken while papers come in, whole and verified; a stick that is not there is told in words', async () => {
    const { client, register, profile, clock } = await readyOffice();
    await register(longText('Әлімқұлова Айгүл'));
    let stop = false;
    const writers = [1, 2].map(async () => {
      let count = 0;
      while (!stop) {
        await register(appeal());
        count++;
      }
      return count;
    });
    const made = await client.safety.backUpNow();
    stop = true;
    const written = await Promise.all(writers);
    expect(made).toMatchObject({ verified: true, place: 'own' });
    expect(made.papers).toBeGreaterThanOrEqual(1);
    console.info('papers written while the backup ran:', written, 'in the backup:', made.papers);
    clock.now += 60_000;
    const stick = temporaryProfile();
    expect((await problemOf(client.safety.saveBackups({ folder: join(stick, 'gone'), everyHours: 4 }))).code).toBe(
      'backupFolderMissing',
    );
    await client.safety.saveBackups({ folder: stick, everyHours: 2 });
    mkdirSync(join(stick, '2026-01-01T00-00-00-000Z.part'));
    const second = await client.safety.backUpNow();
    expect(readdirSync(stick).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect((await client.office.backupsIn({ folder: stick })).map(({ id }) => id)).toEqual([second.id]);
    rmSync(stick, { recursive: true });
    expect((await problemOf(client.safety.backUpNow())).code).toBe('backupFolderMissing');
    expect((await first(client.safety.watch())).backups).toMatchObject({
      folder: stick,
      everyHours: 2,
      running: false,
      last: { problem: 'backupFolderMissing' },
    });
    expect(existsSync(join(profile, 'backups'))).toBe(true);
  });

  test('are restored here and on a fresh computer, long texts too, and no number is given twice', async () => {
    const { client, register, profile, close } = await readyOffice();
    const old = await register(longText('Қасымов Ерлан'));
    const made = await client.safety.backUpNow();
    const since = [await register(appeal()), await register(appeal())];
    await client.office.restore({ backup: made.id });
    expect(await numbersIn(client)).toEqual([old.number]);
    const fresh = await register(appeal());
    expect(fresh.number.slice(7, 17)).toBe('2602000001');
    expect(since.map(({ number }) => number)).not.toContain(fresh.number);
    // Its name is still read when it is gone already.
    symlinkSync(join(profile, 'gone'), join(profile, 'set-aside', 'on its way out'));
    expect((await first(client.safety.watch())).setAside).toHaveLength(1);
    const card = await first(client.papers.card({ number: old.number }));
    expect(card.text).toContain('Қасымов Ерлан');
    expect(card.findings).toEqual([]);
    await close();

    const stick = temporaryProfile();
    cpSync(join(profile, 'backups'), stick, { recursive: true });
    const there = startOffice(temporaryProfile(), { machine: 'another computer' });
    await phaseOf(there.client, 'absent');
    const [found] = await there.client.office.backupsIn({ folder: stick });
    await there.client.office.restore({ backup: found!.id });
    await there.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await numbersIn(there.client)).toEqual([old.number]);
    expect((await first(there.client.papers.card({ number: old.number }))).text).toContain('Қасымов Ерлан');
    expect((await there.register(appeal())).number.slice(7, 17)).toBe('2602000001');
    expect((await problemOf(there.client.office.restore({ backup: stick }))).code).toBe('backupDamaged');
    const copy = join(found!.id, 'kense.db');
    writeFileSync(
      copy,
      readFileSync(copy).map((byte, i) => (i % 4096 === 2000 ? byte ^ 1 : byte)),
    );
    expect((await problemOf(there.client.office.restore({ backup: found!.id }))).code).toBe('backupDamaged');
    expect(await numbersIn(there.client)).toHaveLength(2);
  });
});

test('a stick that has lost the small files of a backup keeps nobody from the papers, nor from the next backup', async () => {
  const { client, register, clock, profile, close } = await readyOffice();
  const { number } = await register(longText('Қасымов Ерлан'));
  const stick = temporaryProfile();
  await client.safety.saveBackups({ folder: stick, everyHours: 4 });
  const made = await client.safety.backUpNow();
  for (const lost of ['scans.txt', 'kense.db.keycheck']) rmSync(join(made.id, lost));
  clock.now += 60_000;
  await register(appeal());
  await client.safety.backUpNow();
  expect((await first(client.safety.watch())).backups.last).not.toHaveProperty('problem');
  await client.office.restore({ backup: made.id });
  expect(await numbersIn(client)).toEqual([number]);
  expect((await first(client.papers.card({ number }))).text).toContain('Қасымов Ерлан');
  await close();
  expect(existsSync(join(profile, 'office', 'kense.db.keycheck'))).toBe(true);
});

describe('a damaged store', () => {
  test('of which every document can be read is rebuilt without a question after an unclean stop', async () => {
    const { register, profile, close } = await readyOffice();
    const { number } = await register(appeal());
    await close();
    await inDatabase(profile, [
      "UPDATE t2 SET i0 = x'00', v0 = NULL",
      'UPDATE c2_0 SET n = 7',
      'DELETE FROM f2_waiting',
    ]);
    const { key } = await keyByPassphrase(placeOf(profile, 'office'), PASSPHRASE);
    const looked = { folder: join(profile, 'office'), key: hexOf(key), aside: join(profile, 'set-aside') };
    await releaseHandles();
    // Of a large store only the newest are looked at: they tell the same.
    expect((await runInChild(startChild, 'check', { ...looked, thorough: false })).damage).toEqual({
      index: 1,
      fullText: 1,
    });
    writeFileSync(join(profile, 'office', 'open'), '');
    const office = await reopened(profile);
    expect(office.messages.join()).toMatch(/damaged.*"index":1,"fullText":1,"counters":1/);
    expect((await office.client.papers.find({ text: 'Әлімқұлова', limit: 5 })).map((row) => row.number)).toEqual([
      number,
    ]);
    expect(await first(office.client.desk.watch())).toMatchObject({ desk: '01', papers: 1 });
    expect((await office.register(appeal())).number.slice(7, 17)).toBe('2601000002');
  });

  test('is rescued: what can be read, the last backup for the rest, put aside, under a fresh desk code', async () => {
    const { client, register, profile, close } = await readyOffice();
    const papers = [];
    for (let i = 0; i < 3; i++) papers.push(await register(longText(`Маркер ${i}`)));
    await client.safety.backUpNow();
    for (let i = 0; i < 3; i++) papers.push(await register(appeal()));
    await close();
    const [inBackup, notInBackup] = [papers[1]!.number, papers[4]!.number];
    const damage = (number: string) =>
      `UPDATE t2 SET body = zeroblob(41) WHERE id = x'${Buffer.from(number).toString('hex')}'`;
    await inDatabase(profile, [damage(inBackup), damage(notInBackup)]);
    writeFileSync(join(profile, 'office', 'open'), '');
    const office = startOffice(profile);
    expect((await problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
    expect(await phaseOf(office.client, 'failed')).toMatchObject({
      ways: ['rescue', 'restore'],
      backups: [{ papers: 3 }],
    });
    expect((await problemOf(office.client.office.mend({ by: 'rebuild' }))).code).toBe('storeDamaged');
    await office.client.office.mend({ by: 'rescue' });
    const left = papers.map(({ number }) => number).filter((number) => number !== notInBackup);
    expect((await numbersIn(office.client)).sort()).toEqual(left.sort());
    expect((await first(office.client.papers.card({ number: inBackup }))).text).toContain('Маркер 1');
    expect((await office.register(appeal())).number.slice(7, 17)).toBe('2602000001');
    expect(readdirSync(join(profile, 'set-aside'))).toHaveLength(1);
    expect(office.messages.join()).toContain('"lost":2');
  });
});

test('a child that ends without an answer is a finding; the office lives, and opens when it is well again', async () => {
  const { register, profile, close } = await readyOffice();
  await register(appeal());
  await close();
  writeFileSync(join(profile, 'office', 'open'), '');
  let broken = true;
  const office = startOffice(profile, {
    startChild: () => (broken ? forkChild(join(profile, 'no such program.js')) : startChild()),
  });
  expect((await problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('storeDamaged');
  expect(await phaseOf(office.client, 'failed')).toMatchObject({ ways: ['rescue'] });
  broken = false;
  await office.client.office.retry();
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  expect((await office.register(appeal())).number.slice(7, 17)).toBe('2601000002');
});

test('a check or a change of key that takes too long is stopped: the papers are as they were, and the next try goes through', async () => {
  const { register, profile, close } = await readyOffice();
  const { number } = await register(appeal());
  await close();
  writeFileSync(join(profile, 'office', 'open'), '');
  let answers = false;
  // A child that never comes to an end by itself.
  const hanging = () => ({ ...startChild(), send: () => undefined });
  const office = startOffice(profile, { startChild: () => (answers ? startChild() : hanging()) });
  const opening = problemOf(office.client.office.unlock({ passphrase: PASSPHRASE }));
  await stepOf(office.client, 'checking');
  await office.client.office.stop();
  expect((await opening).code).toBe('stopped');
  expect(await phaseOf(office.client, 'failed')).toMatchObject({ problem: 'stopped', ways: [] });
  answers = true;
  await office.client.office.retry();
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  answers = false;
  const changing = problemOf(office.client.keys.changeKey({ passphrase: PASSPHRASE }));
  await stepOf(office.client, 'changingKey');
  await office.client.office.stop();
  expect((await changing).code).toBe('stopped');
  expect(await numbersIn(office.client)).toEqual([number]);
  expect((await office.register(appeal())).number.slice(7, 17)).toBe('2601000002');
  expect(existsSync(join(profile, 'office.next'))).toBe(false);
  // Whoever closes the program meanwhile does not wait for the end of it either.
  const again = problemOf(office.client.keys.changeKey({ passphrase: PASSPHRASE }));
  await stepOf(office.client, 'changingKey');
  await office.close();
  expect((await again).code).toBe('stopped');
  answers = true;
  expect(await numbersIn((await reopened(profile)).client)).toHaveLength(2);
});

describe('a year that is over', () => {
  test('is removed from the desk without a trace in the feed; number, mark and the question where it is survive', async () => {
    const { client, register, profile, close } = await readyOffice();
    const closed = await register(longText('Жабықова'));
    const open = await register(appeal());
    await attach(client, closed.number, 'бірге кетеді.png', png(9, 9));
    await attach(client, open.number, 'қалады.png', png(8, 8));
    expect((await problemOf(client.safety.purge({ year: 2026, passphrase: PASSPHRASE }))).code).toBe('yearNotOver');
    await close();
    // Closing a paper is an act of its own; here only its state matters.
    await inClosedOffice(profile, async (_office, { papers }) => {
      const paper = await papers.findOne(closed.number).exec(true);
      await paper.incrementalModify((data) => ({
        ...data,
        state: { ...data.state, open: false, status: 'completed' },
      }));
    });
    const feedBefore = await feedOf(profile);
    const nextYear = startOffice(profile);
    nextYear.clock.now += 40 * 86_400_000;
    await nextYear.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await nextYear.client.safety.closedYears()).toEqual([{ year: 2026, closed: 1, open: 1 }]);
    expect((await problemOf(nextYear.client.safety.purge({ year: 2026, passphrase: PASSPHRASE }))).code).toBe(
      'notBackedUp',
    );
    await nextYear.client.safety.backUpNow();
    expect((await problemOf(nextYear.client.safety.purge({ year: 2026, passphrase: 'басқа тіркес' }))).code).toBe(
      'wrongPassphrase',
    );
    expect(await nextYear.client.safety.purge({ year: 2026, passphrase: PASSPHRASE })).toEqual({ removed: 1 });

    expect(await numbersIn(nextYear.client)).toEqual([open.number]);
    expect(await nextYear.client.papers.find({ text: 'Жабықова', limit: 5 })).toEqual([]);
    expect(await nextYear.client.papers.find({ text: groupNumber(closed.number), limit: 5 })).toMatchObject([
      { number: closed.number, status: 'completed', open: false, from: '', removedOn: '2027-01-10' },
    ]);
    expect((await problemOf(first(nextYear.client.papers.card({ number: closed.number })))).code).toBe('paperRemoved');
    // Of the files only that of the paper that stays.
    const files = readdirSync(join(profile, 'office', 'scans'), { recursive: true, withFileTypes: true });
    const kept = createHash('sha256').update(png(8, 8)).digest('hex');
    expect(files.filter((one) => one.isFile()).map(({ name }) => name)).toEqual([kept]);
    expect(await nextYear.client.scans.read({ sha256: kept, offset: 0 })).toMatchObject({ bytes: png(8, 8).length });
    expect(readdirSync(join(profile, 'set-aside'))).toEqual([]);
    await nextYear.close();
    // The feed is shorter by the paper, and nothing in it is newer than before.
    expect(await feedOf(profile)).toEqual(feedBefore.filter(([id]) => id !== closed.number));
    const again = await reopened(profile);
    expect((await again.register(appeal())).number.slice(7, 17)).toBe('2601000003');
  });
});

/** Papers in the order of their last change, and where the feed of changes stands. */
function feedOf(profile: string): Promise<[id: string, sequence: number][]> {
  return inClosedOffice(profile, async (_office, { connection }) => {
    const n = readCatalogue(connection).find(({ collection }) => collection === 'papers')!.n;
    return [...soundRows(connection, n)].map(({ id, sequence }) => [id, sequence]);
  });
}
