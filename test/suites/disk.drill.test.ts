import { describe, expect, test, vi } from 'vitest';
import { appeal, first, PASSPHRASE, problemOf, setUp, startOffice } from '../office/offices.ts';
import { smallDisk } from '../small-disk.ts';
import { requireMount } from '../tools.ts';

// Several processes, one after another: on a computer with other work each takes its time.
vi.setConfig({ testTimeout: 120_000 });

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

  test('that may only be read is told in words; when it may be written the office opens and goes on where it was', async () => {
    const disk = smallDisk();
    const before = startOffice(disk.profile);
    await before.client.office.setUp(setUp);
    await before.register(appeal());
    await before.close();
    disk.remount('ro');
    const { client, register } = startOffice(disk.profile);
    expect((await problemOf(client.office.unlock({ passphrase: PASSPHRASE }))).code).toBe('diskReadOnly');
    expect(await first(client.office.watch())).toMatchObject({ phase: 'failed', problem: 'diskReadOnly', ways: [] });
    disk.remount('rw');
    await client.office.retry();
    await client.office.unlock({ passphrase: PASSPHRASE });
    expect((await register(appeal())).number.slice(7, 17)).toBe('2601000002');
  });
});
