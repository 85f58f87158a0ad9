import { expect, test } from 'vitest';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { writeStubs } from '../../main/office/safety/purge.ts';
import { removedVoid, voidId } from '../../main/office/safety/stubs.ts';
import { acting, type Office, withPaper } from './acting.ts';
import { inClosedOffice, lineFromElsewhere } from './closed-store.ts';
import { appeal, first, PASSPHRASE, startOffice } from './offices.ts';

const day = '2026-12-01';
const void26 = { why: 'бланк бүлінген', on: day };
const nextYear = 40 * 86_400_000;

const contested = async ({ client }: Pick<Office, 'client'>) =>
  (await first(client.control.list({ list: 'contested', offset: 0, limit: 50 }))).rows.map(({ number }) => number);

/** The same office when the year is over. */
async function inNextYear(profile: string) {
  const office = startOffice(profile);
  office.clock.now += nextYear;
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  const purge = async () => {
    office.clock.now += 3_600_000;
    await office.client.safety.backUpNow();
    return office.client.safety.purge({ year: 2026, passphrase: PASSPHRASE });
  };
  return { ...office, purge };
}

test('a closed paper whose lines contradict each other stays until somebody has settled it', async () => {
  const { number, profile, register, close, client } = await withPaper();
  const other = (await register(appeal())).number;
  for (const one of [number, other]) await acting({ client }, one).act('withdraw', { on: day, how: 'арызымен' });
  await close();
  const assigned = { do: 'assign', v: 1, data: { executor: { id: '', name: 'Ахметов Дәурен' } } };
  await inClosedOffice(profile, (office) => lineFromElsewhere(office, number, assigned));
  const later = await inNextYear(profile);
  expect(await contested(later)).toEqual([number]);
  expect(await later.client.safety.closedYears()).toEqual([{ year: 2026, closed: 1, open: 1 }]);
  expect(await later.purge()).toEqual({ removed: 1 });
  await later.client.office.unlock({ passphrase: PASSPHRASE });
  expect(await contested(later)).toEqual([number]);
  const [topic] = (await acting(later, number).card()).present.contradictions.map((one) => one.topic);
  await acting(later, number).act('settle', { topic, note: 'келісілді' });
  expect(await later.purge()).toEqual({ removed: 1 });
});

test('a void number on whose account something is closed stays with it until that is opened again', async () => {
  const { act, number, profile, register, close, client } = await withPaper();
  const duplicate = acting({ client }, (await register(appeal())).number);
  await duplicate.act('linkDuplicate', { number, on: day });
  await act('spoil', void26, { seen: [' hasDuplicates'] });
  const closed = (await duplicate.card()).row.number;
  await close();
  const later = await inNextYear(profile);
  expect(await later.client.safety.closedYears()).toEqual([{ year: 2026, closed: 0, open: 2 }]);
  expect(await later.purge()).toEqual({ removed: 0 });
  expect(await contested(later)).toEqual([closed]);
});

test('what has become unfinished since a purge was stopped stays at the next one', async () => {
  const { number, profile, register, close, client } = await withPaper();
  const { number: closed } = await register(appeal());
  const { number: other } = await register(appeal());
  await acting({ client }, closed).act('linkDuplicate', { number, on: day });
  await acting({ client }, other).act('withdraw', { on: day, how: 'арызымен' });
  await close();
  await inClosedOffice(profile, async (office) => {
    // Stubs are written, the papers are still here.
    expect(await writeStubs(office, 2026)).toBe(2);
    await hangLine(office, number, () => ({ do: 'spoil', v: 1, data: void26 }));
  });
  const later = await inNextYear(profile);
  expect(await later.purge()).toEqual({ removed: 1 });
  await later.client.office.unlock({ passphrase: PASSPHRASE });
  expect(await contested(later)).toEqual([closed]);
});

test('what another desk has closed on account of a void number that was removed from here is asked about', async () => {
  const { act, number, profile, register, close } = await withPaper();
  const { number: duplicate } = await register(appeal());
  await act('spoil', void26);
  await close();
  const later = await inNextYear(profile);
  expect(await later.purge()).toEqual({ removed: 1 });
  await later.client.office.unlock({ passphrase: PASSPHRASE });
  await later.close();
  const line = { do: 'linkDuplicate', v: 1, data: { number, on: day } };
  await inClosedOffice(profile, (office) => hangLine(office, duplicate, () => line));
  const again = await inNextYear(profile);
  expect(await contested(again)).toEqual([duplicate]);
  expect((await acting(again, duplicate).card()).present.voidFirst).toBe(number);
});

test('a number that was removed as void and has come here again as a sound one is void no more', async () => {
  const { act, number, profile, register, close, client } = await withPaper();
  const duplicate = acting({ client }, (await register(appeal())).number);
  await duplicate.act('linkDuplicate', { number, on: day });
  await act('withdraw', { on: day, how: 'арызымен' });
  await close();
  await inClosedOffice(profile, async (_office, store) => {
    await store.local.upsert({ id: voidId(number), value: {} });
  });
  const later = await inNextYear(profile);
  expect(await contested(later)).toEqual([]);
  expect(await later.client.safety.closedYears()).toEqual([{ year: 2026, closed: 2, open: 0 }]);
  await later.close();
  await inClosedOffice(profile, async (office, store) => {
    expect(await writeStubs(office, 2026)).toBe(2);
    expect(removedVoid(store)).toEqual([]);
  });
});
