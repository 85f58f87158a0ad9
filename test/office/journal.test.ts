import { describe, expect, test } from 'vitest';
import { hangLine } from '../../main/office/open/hang-line.ts';
import type { Named } from '../../shared/books/fields.ts';
import type { JournalSelection } from '../../shared/contract/journal.ts';
import { acting } from './acting.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

const HOUR = 3_600_000;
const everything: JournalSelection = { book: 'appeals', from: '2000-01-01', to: '2099-12-31' };

describe('a journal', () => {
  test('is filtered by kind, way, subject of any level, executor and both together', async () => {
    const { client, register } = await readyOffice();
    const nur = { id: (await first(client.directory.watch())).staff[0]!.id, name: 'Нұрлан' };
    const summaries = async (filter: Partial<JournalSelection>) =>
      (await first(client.papers.journal({ ...everything, ...filter, offset: 0, limit: 50 }))).rows.map(
        ({ summary }) => summary,
      );
    const take = (summary: string, change: { kind?: string; way?: 'post'; subject?: string; executor?: Named }) =>
      register(
        appeal((it) => {
          const { executor, ...paper } = change;
          Object.assign(it.paper, { summary, ...paper });
          if (executor !== undefined) it.handling.executor = executor;
        }),
      );
    await take('а', { subject: '01' });
    await take('б', { subject: '01.01', way: 'post' });
    await take('в', { subject: '01.01.02', executor: nur });
    await take('г', { subject: '02', executor: nur, way: 'post' });
    await take('д', { kind: 'complaint' });
    expect(await summaries({})).toEqual(['д', 'г', 'в', 'б', 'а']);
    expect(await summaries({ subject: '01' })).toEqual(['в', 'б', 'а']);
    expect(await summaries({ subject: '01.01' })).toEqual(['в', 'б']);
    expect(await summaries({ way: 'post' })).toEqual(['г', 'б']);
    expect(await summaries({ executor: nur.id })).toEqual(['г', 'в']);
    expect(await summaries({ executor: nur.id, way: 'post', status: 'inWork' })).toEqual(['г']);
    expect(await summaries({ kind: 'complaint', subject: '01' })).toEqual([]);
  });

  test('shows the official number, finds it before what only mentions it, and tells what has none yet', async () => {
    const { client, register } = await readyOffice();
    const official = 'ЖТ-2026-00000017';
    const { number } = await register(appeal());
    await register(appeal((it) => (it.paper.summary = `${official} туралы`)));
    const shown = async (filter: Partial<JournalSelection>) =>
      (await first(client.papers.journal({ ...everything, ...filter, offset: 0, limit: 50 }))).rows.map(
        (row) => row.official,
      );
    await acting({ client }, number).act('linkOfficial', { number: official });
    expect(await shown({})).toEqual(['', official]);
    expect(await shown({ official: 'given' })).toEqual([official]);
    expect(await shown({ official: 'none', kind: 'application' })).toEqual(['']);
    // A number that was spoiled is not entered there any more, and is shown only to whoever asks for void ones.
    const spoiled = await register(appeal());
    await acting({ client }, spoiled.number).act('spoil', { why: 'бланк бүлінген', on: '2026-12-01' });
    expect(await shown({ official: 'none' })).toHaveLength(1);
    expect(await shown({ official: 'none', status: 'void' })).toHaveLength(1);
    const found = await client.papers.find({ text: 'жт 2026 00000017', limit: 5 });
    expect(found.map((row) => row.official)).toEqual([official, '']);
  });

  test('names the executor as the card does, also where names were typed and where a line had no effect', async () => {
    const { register, close, profile } = await readyOffice();
    const { number } = await register(appeal((it) => (it.handling.executor = { id: '', name: 'Ахметов Дәурен' })));
    await close();
    await inClosedOffice(profile, async (office) => {
      await hangLine(office, number, () => ({ do: 'assign', v: 1, data: { executor: { id: '', name: 'Серік' } } }));
      // It is closed: nobody is given the paper any more.
      const withdrawn = { how: 'арызымен', on: '2026-12-01' };
      await hangLine(office, number, () => ({ do: 'withdraw', v: 1, data: withdrawn }));
      await hangLine(office, number, () => ({ do: 'assign', v: 1, data: { executor: { id: '', name: 'Нұрлан' } } }));
    });
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    const { row, present, history } = await first(again.client.papers.card({ number }));
    expect(history.at(-1)).toMatchObject({ effect: 'refused' });
    expect(present.state).toMatchObject({ executorName: 'Серік' });
    expect(row.executorName).toBe('Серік');
    const { rows } = await first(again.client.papers.journal({ ...everything, offset: 0, limit: 1 }));
    expect(rows[0]).toMatchObject({ executorName: 'Серік' });
  });

  test('shows what is overdue, due today and due within three days, by the agency’s day', async () => {
    const { client, register, clock } = await readyOffice();
    const { dueOn } = await register(appeal());
    expect(dueOn).toBe('2026-12-22');
    const total = async (due: JournalSelection['due']) =>
      (await first(client.papers.journal({ ...everything, due, offset: 0, limit: 1 }))).total;
    const all = async () => [await total('overdue'), await total('today'), await total('soon')];
    clock.now = Date.parse('2026-12-18T06:00:00Z');
    expect(await all()).toEqual([0, 0, 0]);
    clock.now = Date.parse('2026-12-19T06:00:00Z');
    expect(await all()).toEqual([0, 0, 1]);
    clock.now = Date.parse('2026-12-22T18:59:00Z');
    expect(await all()).toEqual([0, 1, 1]);
    clock.now += HOUR;
    expect(await all()).toEqual([1, 0, 0]);
  });

  test('shows numbers whole to who takes papers (test/office/rights.test.ts: to whom not)', async () => {
    const { client, register } = await readyOffice();
    await register(appeal((it) => (it.applicant.idNumber = '850412400123')));
    await register(
      appeal((it) => Object.assign(it.applicant, { type: 'legalEntity', idNumber: '210140000006', name: 'ЖШС' })),
    );
    await register(appeal((it) => (it.applicant.idNumber = '1234')));
    const { rows } = await first(client.papers.journal({ ...everything, offset: 0, limit: 10 }));
    expect(rows.map(({ idNumber }) => idNumber)).toEqual(['1234', '210140000006', '850412400123']);
  });
});

describe('views of a journal', () => {
  const id = '3c0c1f2e-8f6f-4a52-9c1f-0b8f3cf4a111';

  test('are kept at the desk with their filter and columns, and the columns chosen last', async () => {
    const { client, close, profile } = await readyOffice();
    await client.views.saveColumns({ columns: ['number', 'place'] });
    await client.views.save({ id, name: '  Жер  ', filter: { period: 'week', subject: '01' }, columns: ['number'] });
    await client.views.save({ id, name: 'Жер мәселесі', filter: { subject: '01' }, columns: ['number', 'due'] });
    await close();
    const again = startOffice(profile);
    await again.client.office.unlock({ passphrase: PASSPHRASE });
    expect(await first(again.client.views.watch())).toEqual({
      columns: ['number', 'place'],
      views: [{ id, name: 'Жер мәселесі', filter: { subject: '01' }, columns: ['number', 'due'] }],
    });
    await again.client.views.remove({ id });
    expect((await first(again.client.views.watch())).views).toEqual([]);
  });
});
