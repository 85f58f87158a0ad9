import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holdProfile } from '../../main/machine/profile-lock.ts';
import { releaseHandles } from '../../main/office/open/release-handles.ts';
import { placeOf } from '../../main/office/profile/place.ts';
import { fillProfile } from '../office/many-papers.ts';
import {
  appeal,
  first,
  PASSPHRASE,
  problemOf,
  setUp,
  startOffice,
  temporaryProfile,
  USUAL_TIME,
} from '../office/offices.ts';
import { smallDisk } from '../small-disk.ts';
import { requireMount } from '../tools.ts';

const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
type Client = ReturnType<typeof startOffice>['client'];

async function diskBecomes(client: Client, wanted: string): Promise<void> {
  for await (const { disk } of await client.safety.watch()) if (disk === wanted) return;
}
const numbersIn = async (client: Client) =>
  (await first(client.papers.journal(wholeJournal))).rows.map((row) => row.number).sort();

describe.runIf(requireMount())('a disk', () => {
  test('filled to the last byte refuses papers in words, is read, loses nothing, and works again when there is room', async () => {
    const disk = smallDisk();
    const office = startOffice(disk.profile);
    await office.client.office.setUp(setUp);
    const acknowledged: string[] = [];
    const outcomes = { acknowledged: 0, refused: 0, 'after room was made': 0 };
    for (let round = 0; round < 3; round++) {
      disk.fill();
      // What SQLite has reserved before still takes a paper or two.
      for (let refused = 0; refused < 3; ) {
        const call = office.register(appeal());
        const answer = await call.catch(() => undefined);
        if (answer) acknowledged.push(answer.number);
        else {
          expect((await problemOf(call)).code).toBe('diskFull');
          refused++;
          outcomes.refused++;
        }
      }
      await diskBecomes(office.client, 'full');
      expect(await numbersIn(office.client)).toEqual(acknowledged);
      disk.empty();
      await diskBecomes(office.client, 'ok');
      for (let i = 0; i < 5; i++) acknowledged.push((await office.register(appeal())).number);
      outcomes['after room was made'] += 5;
    }
    disk.fill();
    await office.close();
    disk.empty();
    const again = startOffice(disk.profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await numbersIn(again.client)).toEqual(acknowledged);
    acknowledged.push((await again.register(appeal())).number);
    expect(acknowledged.map((number) => number.slice(9, 17))).toEqual(
      acknowledged.map((_, i) => `01${String(i + 1).padStart(6, '0')}`),
    );
    outcomes.acknowledged = acknowledged.length;
    console.info('full disk:', JSON.stringify(outcomes));
  });

  test.each([
    { sign: 'none', left: 0, name: 'closed in order, of a disk without any room' },
    { sign: 'open', left: 400_000, name: 'stopped in mid-work' },
    { sign: 'rebuild', left: 400_000, name: 'of which something is to be computed anew' },
  ])('without room to look over or rebuild the store is read all the same: an office $name', async ({ sign, left }) => {
    const disk = smallDisk();
    const before = startOffice(disk.profile);
    await before.client.office.setUp(setUp);
    await before.close();
    await fillProfile(disk.profile, 200, { which: 'office', passphrase: PASSPHRASE, until: USUAL_TIME });
    await releaseHandles();
    if (sign !== 'none') writeFileSync(join(disk.profile, 'office', sign), '');
    disk.fill(left);
    const office = startOffice(disk.profile);
    await office.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await numbersIn(office.client)).toHaveLength(200);
    if (left === 0) expect((await first(office.client.safety.watch())).disk).toBe('full');
    if (left === 0) expect((await problemOf(office.register(appeal()))).code).toBe('diskFull');
    expect(await office.client.papers.find({ text: 'көше', limit: 5 })).toHaveLength(5);
    disk.empty();
    await office.close();
    const again = startOffice(disk.profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await numbersIn(again.client)).toHaveLength(200);
    expect((await again.register(appeal())).number.slice(11, 17)).toBe('000201');
    expect(readdirSync(join(disk.profile, 'office'))).not.toEqual(expect.arrayContaining(['rebuild']));
  });

  test('keeps its room for papers: a backup onto it is refused before it begins, onto a stick it is made', async () => {
    const disk = smallDisk();
    const office = startOffice(disk.profile);
    await office.client.office.setUp(setUp);
    expect((await problemOf(office.client.safety.backUpNow())).code).toBe('diskFull');
    const { backups } = await first(office.client.safety.watch());
    expect(backups).toMatchObject({ list: [], last: { problem: 'diskFull' } });
    expect(readdirSync(placeOf(disk.profile, 'office').backups)).toEqual([]);
    await office.register(appeal());
    const stick = temporaryProfile();
    await office.client.safety.saveBackups({ folder: stick, everyHours: 4 });
    expect(await office.client.safety.backUpNow()).toMatchObject({ papers: 1 });
    await office.close();
  });

  test.each([
    { how: 'closed', name: 'after the office was closed' },
    { how: 'killed', name: 'after it was stopped in mid-work' },
  ])(
    'that may only be read is read, $name; what would write is refused in words; written again, it goes on where it was',
    async ({ how }) => {
      const disk = smallDisk();
      const begun = crypto.randomUUID();
      const before = startOffice(disk.profile);
      await before.client.office.setUp(setUp);
      const { number } = await before.register(appeal());
      await before.client.drafts.save({ id: begun, version: 1, form: { name: 'Қасымов' } });
      const profile = how === 'closed' ? disk.profile : `${disk.profile} left behind`;
      // As it lies there while the office works: with its WAL and the sign of being open.
      if (how === 'killed') cpSync(disk.profile, profile, { recursive: true });
      await before.close();
      disk.remount('ro');
      const hold = { holdProfile: () => holdProfile(profile) };
      const { client, register, close } = startOffice(profile, hold);
      await client.office.unlock({ passphrase: PASSPHRASE });
      expect(await first(client.office.watch())).toMatchObject({ phase: 'ready' });
      expect((await first(client.safety.watch())).disk).toBe('readOnly');
      expect(await numbersIn(client)).toEqual([number]);
      expect((await client.papers.find({ text: 'әлімқ', limit: 5 })).map((row) => row.number)).toEqual([number]);
      expect((await first(client.papers.card({ number }))).row.number).toBe(number);
      expect((await first(client.drafts.watch())).map(({ id }) => id)).toEqual([begun]);
      for (const refused of [
        () => register(appeal()),
        () => client.drafts.save({ id: begun, version: 1, form: { name: 'Қасымова' } }),
        () => client.keys.changeKey({ passphrase: PASSPHRASE }),
      ])
        expect((await problemOf(refused())).code).toBe('diskReadOnly');
      expect(await numbersIn(client)).toEqual([number]);
      disk.remount('rw');
      // The office is closed and opened for that, which ends what watches it.
      expect((await problemOf(diskBecomes(client, 'never'))).code).toBe('notOpen');
      await diskBecomes(client, 'ok');
      expect((await register(appeal())).number.slice(7, 17)).toBe('2601000002');
      expect((await numbersIn(client)).length).toBe(2);
      await close();
    },
  );
});
