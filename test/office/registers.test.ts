import { describe, expect, test } from 'vitest';
import type { JournalColumn } from '../../shared/contract/journal.ts';
import { textOf } from '../papers/pdf.ts';
import { requireTool } from '../tools.ts';
import { acting } from './acting.ts';
import { fetched, outcome } from './made-register.ts';
import { appeal, first, problemOf, readyOffice } from './offices.ts';

const poppler = requireTool('pdftotext', 'pdfinfo', 'pdftoppm');
const selection = { book: 'appeals', from: '2026-12-01', to: '2026-12-31' };
const columns: JournalColumn[] = ['number', 'registered', 'from', 'summary', 'due'];

describe('a register', () => {
  test.runIf(poppler)('has each paper of the journal once, whatever comes in while it is made', async () => {
    const office = await readyOffice();
    for (let i = 0; i < 250; i++) await office.register(appeal((it) => (it.paper.summary = `Өтініш №${i}.`)));
    const { id } = await office.client.registers.start({ selection, columns, language: 'kk' });
    const later = office.register(appeal((it) => (it.paper.summary = 'Кейін келген')));
    const state = await outcome(office, id);
    await later;
    expect(state).toMatchObject({ phase: 'ready', papers: 250 });
    const text = await textOf(await fetched(office, id, state.phase === 'ready' ? state.bytes : 0));
    const summaries = [...text.matchAll(/Өтініш №(\d+)\./g)].map(([, number]) => Number(number));
    expect(summaries).toEqual(Array.from({ length: 250 }, (_, i) => 249 - i));
    expect(text).not.toContain('Кейін');
    expect(text).toContain('Барлығы: 250 құжат');
  });

  test.runIf(poppler)('is set by papers from all of it: no number and no term further on is parted', async () => {
    const office = await readyOffice();
    const papers = 1_020;
    for (let i = 0; i < papers; i++)
      await office.register(
        appeal((it) => {
          // The newest, with which the register begins, are all alike.
          it.applicant.name = i < 400 ? 'Мұхамеджанұлы Нұрсұлтан' : 'Ким А.';
          it.paper.summary = 'Көше жарығын орнату туралы өтініш, ескі тіректерді ауыстыру, жол жөндеу. '.repeat(2);
        }),
      );
    const request = { selection, columns: [...columns, 'place', 'subject', 'executor'] as JournalColumn[] };
    const { id } = await office.client.registers.start({ ...request, language: 'kk' });
    const state = await outcome(office, id);
    if (state.phase !== 'ready') throw new Error(state.phase);
    const words = new Set((await textOf(await fetched(office, id, state.bytes))).split(/\s+/));
    for (const whole of [String(papers), 'Мұхамеджанұлы', 'Нұрсұлтан']) expect(words).toContain(whole);
  });

  test.runIf(poppler)(
    'has the official number in a column of its own, and says when it was filtered by it',
    async () => {
      const office = await readyOffice();
      const { number } = await office.register(appeal());
      await office.register(appeal());
      await acting(office, number).act('linkOfficial', { number: 'ЖТ-2026-00000017' });
      const request = { columns: ['number', 'official', 'from'] as JournalColumn[], language: 'ru' as const };
      const of = { ...selection, official: 'given' as const };
      const { id } = await office.client.registers.start({ ...request, selection: of });
      const state = await outcome(office, id);
      if (state.phase !== 'ready') throw new Error(state.phase);
      expect(state.papers).toBe(1);
      const text = await textOf(await fetched(office, id, state.bytes));
      for (const said of ['Официальный номер: есть', 'ЖТ-2026-00000017']) expect(text).toContain(said);
    },
  );

  test.runIf(poppler)(
    'says whose it is, what it was filtered by, page by page, and who signs, in the clerk’s language',
    async () => {
      const office = await readyOffice();
      for (let i = 0; i < 48; i++)
        await office.register(
          appeal((it) => Object.assign(it.paper, { kind: i % 3 === 0 ? 'complaint' : 'application', way: 'post' })),
        );
      const request = { selection: { ...selection, way: 'post' as const }, columns, language: 'ru' as const };
      const { id } = await office.client.registers.start(request);
      const state = await outcome(office, id);
      if (state.phase !== 'ready') throw new Error(state.phase);
      const text = await textOf(await fetched(office, id, state.bytes));
      for (const said of [
        'Аппарат акима Тенизбойского района',
        'Журнал обращений',
        'Зарегистрировано с 01.12.2026 по 31.12.2026',
        'Отбор: Способ подачи: Почтой',
        'Составлено 01.12.2026 14:05, Сейтова А. Б.',
        'Всего: 48 документов',
        'По видам: Заявление — 32; Жалоба — 16',
        'главный специалист',
        'Сейтова Айнұр Болатқызы',
        ...Array.from({ length: state.pages }, (_, page) => `Страница ${page + 1} из ${state.pages}`),
      ])
        expect(text).toContain(said);
      expect(state.pages).toBeGreaterThan(1);
      expect(text.split('Краткое содержание').length - 1).toBe(state.pages);
    },
  );

  test.runIf(poppler)('of no papers says so', async () => {
    const office = await readyOffice();
    const { id } = await office.client.registers.start({ selection, columns, language: 'kk' });
    const state = await outcome(office, id);
    expect(state).toMatchObject({ phase: 'ready', papers: 0, pages: 1 });
    const text = await textOf(await fetched(office, id, state.phase === 'ready' ? state.bytes : 0));
    expect(text).toContain('Барлығы: 0 құжат');
  });

  test('that is cancelled is gone, and papers are taken as before', async () => {
    const office = await readyOffice();
    for (let i = 0; i < 120; i++) await office.register(appeal());
    const { id } = await office.client.registers.start({ selection, columns, language: 'kk' });
    const ended = outcome(office, id);
    await office.client.registers.cancel({ id });
    expect(await ended).toEqual({ phase: 'gone' });
    const { code } = await problemOf(office.client.registers.piece({ id, offset: 0, limit: 1 }));
    expect(code).toBe('registerGone');
    await office.register(appeal());
  });

  test('is not kept for ever: the fourth one takes the place of the first', async () => {
    const office = await readyOffice();
    await office.register(appeal());
    const ids: string[] = [];
    for (let i = 0; i < 4; i++) {
      ids.push((await office.client.registers.start({ selection, columns, language: 'kk' })).id);
      await outcome(office, ids[i]!);
    }
    const phases = await Promise.all(ids.map(async (id) => (await first(office.client.registers.watch({ id }))).phase));
    expect(phases).toEqual(['gone', 'ready', 'ready', 'ready']);
  });

  test('is printed on the desk’s printer of sheets, as a sheet that is fed upright', async () => {
    const jobs: object[] = [];
    const printing = {
      list: async () => [],
      print: async ({ pdf: _, ...job }: object & { pdf: Uint8Array }) => void jobs.push(job),
    };
    const office = await readyOffice({ printing });
    await office.client.desk.saveSettings({
      talonFormat: 'a6',
      printer: 'roll',
      printAtOnce: false,
      clerk: 'clerk-1',
      sheetPrinter: 'A4',
    });
    const { id } = await office.client.registers.start({ selection, columns, language: 'kk' });
    await outcome(office, id);
    await office.client.registers.print({ id });
    expect(jobs).toEqual([{ printer: 'A4', title: 'Kense', widthMm: 210, heightMm: 297 }]);
  });
});
