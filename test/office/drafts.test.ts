import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { indexKey } from '../../main/store/index-key.ts';
import { LONGEST_DRAFT, MOST_DRAFTS } from '../../shared/contract/drafts.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, assets, first, PASSPHRASE, problemOf, readyOffice, startOffice, temporaryProfile } from './offices.ts';

const CHILD = join(import.meta.dirname, '../suites/office-child.ts');
const form = (summary: string) => ({ 'applicant.type': 'individual', 'paper.summary': summary });
const vault = { wrap: async (secret: Uint8Array) => secret, unwrap: async (secret: Uint8Array) => secret };

/** The office of the profile again, after it was closed. */
async function reopened(profile: string) {
  const office = startOffice(profile);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  return office;
}

describe('drafts', () => {
  test('are there again after a restart, letter for letter, the one saved last first', async () => {
    const { client, clock, close, profile } = await readyOffice();
    const [parked, current] = [crypto.randomUUID(), crypto.randomUUID()];
    const odd = { ...form(' 12.\u0000\u202E ٣ '), 'some.field.of.tomorrow': 'kept' };
    await client.drafts.save({ id: parked, version: 3, form: odd });
    clock.now += 60_000;
    await client.drafts.save({ id: current, version: 3, form: form('екінші') });
    await close();
    const again = await reopened(profile);
    expect(await first(again.client.drafts.watch())).toEqual([
      { id: current, savedAt: '2026-12-01T09:06:00.000Z', version: 3, form: form('екінші') },
      { id: parked, savedAt: '2026-12-01T09:05:00.000Z', version: 3, form: odd },
    ]);
  });

  test('are live', async () => {
    const { client } = await readyOffice();
    const id = crypto.randomUUID();
    const watch = (await client.drafts.watch())[Symbol.asyncIterator]();
    expect((await watch.next()).value).toEqual([]);
    await client.drafts.save({ id, version: 1, form: form('a') });
    expect((await watch.next()).value).toMatchObject([{ id, form: form('a') }]);
    await client.drafts.remove({ id });
    expect((await watch.next()).value).toEqual([]);
    await watch.return?.();
  });

  test('of a registered paper are gone at once, and nothing saved late brings them back', async () => {
    const { client, register, close, profile } = await readyOffice();
    const id = crypto.randomUUID();
    await client.drafts.save({ id, version: 1, form: form('a') });
    expect((await problemOf(register({}, id))).code).toBe('invalidEntry');
    expect(await first(client.drafts.watch())).toMatchObject([{ id }]);
    await register(appeal(), id);
    expect(await first(client.drafts.watch())).toEqual([]);
    await client.drafts.save({ id, version: 1, form: form('b') });
    expect(await first(client.drafts.watch())).toEqual([]);
    await close();
    const again = await reopened(profile);
    await again.client.drafts.save({ id, version: 1, form: form('c') });
    expect(await first(again.client.drafts.watch())).toEqual([]);
  });

  test('hold a pasted text of 5 MB whole, and say in words what they cannot hold', async () => {
    const { client, close, profile } = await readyOffice();
    const id = crypto.randomUUID();
    const long = { ...form('a'), 'paper.text': 'Құрметті әкім! '.repeat(5_000_000 / 15) };
    await client.drafts.save({ id, version: 1, form: long });
    await client.drafts.save({ id, version: 2, form: { ...long, 'paper.summary': 'b' } });
    const longer = { ...long, 'paper.text': 'x'.repeat(LONGEST_DRAFT) };
    expect((await problemOf(client.drafts.save({ id, version: 3, form: longer }))).code).toBe('draftTooLong');
    await close();
    const again = await reopened(profile);
    const [draft] = await first(again.client.drafts.watch());
    expect([draft!.version, draft!.form['paper.summary']]).toEqual([2, 'b']);
    expect(draft!.form['paper.text']).toBe(long['paper.text']);
    await again.client.drafts.remove({ id });
    await again.close();
    await inClosedOffice(profile, async (_office, { connection }) => {
      // Nothing of it stays behind in the file.
      const sizes = connection.all('SELECT n FROM catalogue WHERE collection = ?', [Buffer.from('local')]);
      for (const [n] of sizes)
        expect(Number(connection.get(`SELECT sum(length(body)) FROM t${n}`)?.[0])).toBeLessThan(10_000);
    });
  });

  test('are as many as a desk can look after', async () => {
    const { client } = await readyOffice();
    const ids = Array.from({ length: MOST_DRAFTS }, () => crypto.randomUUID());
    for (const id of ids) await client.drafts.save({ id, version: 1, form: form('a') });
    const more = client.drafts.save({ id: crypto.randomUUID(), version: 1, form: form('a') });
    expect((await problemOf(more)).code).toBe('tooManyDrafts');
    await client.drafts.save({ id: ids[0]!, version: 2, form: form('b') });
    expect(await first(client.drafts.watch())).toHaveLength(MOST_DRAFTS);
  });

  test('that are damaged are told of with what is left of them, and stand in nobody’s way', async () => {
    const { client, close, profile } = await readyOffice();
    const [whole, torn, foreign, shortened] = Array.from({ length: 4 }, () => crypto.randomUUID());
    for (const id of [whole!, torn!, shortened!])
      await client.drafts.save({ id, version: 1, form: { ...form('a'), 'paper.text': 'ұзын '.repeat(5_000) } });
    await close();
    await inClosedOffice(profile, async (_office, { connection, local }) => {
      const tables = connection.all('SELECT n FROM catalogue WHERE collection = ?', [Buffer.from('local')]);
      const spoil = (key: string) => {
        for (const [n] of tables)
          connection.run(`UPDATE t${n} SET body = ? WHERE id = ?`, [Buffer.from('torn'), indexKey(key)]);
      };
      spoil(`draft:${torn}`);
      spoil(`draft-part:${shortened}:1`);
      await local.insert({
        id: `draft:${foreign}`,
        value: { version: 'x', form: { 'paper.summary': 'қалды', odd: 1 } },
      });
    });

    const again = await reopened(profile);
    const drafts = await first(again.client.drafts.watch());
    const byId = Object.fromEntries(drafts.map((draft) => [draft.id, draft]));
    expect(byId[whole!]!.damaged).toBeUndefined();
    expect(byId[torn!]).toMatchObject({ damaged: true, form: {} });
    expect(byId[foreign!]).toMatchObject({ damaged: true, form: { 'paper.summary': 'қалды' } });
    expect(byId[shortened!]).toMatchObject({ damaged: true, form: form('a') });
    await again.client.drafts.save({ id: torn!, version: 2, form: form('жаңа') });
    await again.client.drafts.remove({ id: foreign! });
    await again.close();
    const third = await reopened(profile);
    const left = await first(third.client.drafts.watch());
    expect(left.map(({ id, damaged = false }) => [id, damaged]).sort()).toEqual(
      [
        [whole, false],
        [torn, false],
        [shortened, true],
      ].sort(),
    );
  });

  test('survive an office that is killed: whatever it had acknowledged, and nothing that became a paper', async () => {
    const profile = temporaryProfile();
    const expected = new Map<string, number>();
    const registered = new Set<string>();
    for (const kills of [9, 24, 40]) {
      const child = spawn(process.execPath, [CHILD, profile, assets], { stdio: ['ignore', 'pipe', 'inherit'] });
      let heard = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        const answer = JSON.parse(line) as { saved?: string; version?: number; removed?: string; registered?: string };
        if (answer.saved) expected.set(answer.saved, answer.version!);
        if (answer.removed) expected.delete(answer.removed);
        if (answer.registered) registered.add(answer.registered);
        if (++heard === kills) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      const { client, close } = startOffice(profile, { vault });
      const drafts = await first(client.drafts.watch());
      for (const { id, version, form, damaged } of drafts) {
        expect(damaged).toBeUndefined();
        expect(form['paper.text']).toMatch(new RegExp(`^(${id} ${version} )+$`));
      }
      const versions = new Map(drafts.map(({ id, version }) => [id, version]));
      for (const [id, version] of expected) {
        if (registered.has(id)) expect(versions.has(id)).toBe(false);
        // What was under way when it was killed may have gone on: a later version, a paper.
        else if (versions.has(id)) expect(versions.get(id)).toBeGreaterThanOrEqual(version);
        else expect(id).toBe([...expected.keys()].at(-1));
      }
      expected.clear();
      for (const { id, version } of drafts) expected.set(id, version);
      await close();
    }
    expect(registered.size).toBeGreaterThan(0);
  });
});
