import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { infoOf, textOf, wordsOf } from '../../../test/papers/pdf.ts';
import { requireTool } from '../../../test/tools.ts';
import { openFonts } from '../fonts.ts';
import type { FinishedRegister, RegisterFoot, RegisterHead, RegisterRow } from './content.ts';
import { createRegisterWriter } from './writer.ts';

const fonts = openFonts(fileURLToPath(new URL('../../../assets/fonts', import.meta.url)));
const poppler = requireTool('pdftotext', 'pdfinfo', 'pdftoppm');

const head: RegisterHead = {
  language: 'kk',
  madeAt: '2026-12-01T09:05:00.000Z',
  body: 'Атырау облысы әкімінің аппараты',
  title: 'Жолданымдар журналы',
  about: ['Тіркелген күні: 01.12.2026 – 31.12.2026'],
  columns: ['№', 'Нөмірі', 'Кімнен', 'Қысқаша мазмұны', 'Парақ'].map((title, index) => ({
    title,
    align: index === 0 || index === 4 ? 'right' : 'left',
  })),
  made: 'Құрастырылды: 01.12.2026 14:05, Сейтова А. Б.',
  page: { before: '', between: '-бет, барлығы ', after: ' бет' },
};
const captions = { post: 'лауазымы', sign: 'қолы', name: 'аты-жөні' };
const foot: RegisterFoot = {
  totals: ['Барлығы: 3 құжат'],
  signatures: [
    { role: 'Құрастырған', post: 'бас маман '.repeat(18), name: 'Сейтова Айнұр Болатқызы', captions },
    { role: 'Тексерген', post: '', name: '', captions },
  ],
};

const row = (index: number, summary: string): RegisterRow => [
  String(index),
  `230012\u00a0326010\u00a0${String(index).padStart(6, '0')}`,
  'Әлімқұлова Айгүл Серікқызы',
  summary,
  '2',
];

async function written(rows: RegisterRow[], change: Partial<RegisterHead> = {}): Promise<FinishedRegister> {
  const writer = createRegisterWriter({ ...head, ...change }, rows, fonts);
  writer.add(rows);
  return writer.end(foot);
}

describe.runIf(poppler)('a register', () => {
  test('is on A4 lying, its text can be searched, letters of Kazakh and what no font has included', async () => {
    const { pdf } = await written([row(1, 'Әңғұрқөһіүл ӘҢҒҰҚӨҺІҮ «жер» №5 👩‍👩‍👧 (a\\b)')]);
    expect(await infoOf(pdf)).toMatch(/841\.89 x 595\.28 pts \(A4\)/);
    const text = await textOf(pdf);
    expect(text).toContain('Әңғұрқөһіүл ӘҢҒҰҚӨҺІҮ «жер» №5 � (a\\b)');
    expect(text).toContain('230012 326010 000001');
    expect(text).toContain('1-бет, барлығы 1 бет');
  });

  test('keeps every row on one page, whole, under the heads of its columns, inside the margins', async () => {
    const rows = Array.from({ length: 120 }, (_, i) =>
      row(i + 1, `басы${i} ${'көше жарығын орнату туралы '.repeat((i * 7) % 23)} соңы${i}`),
    );
    const { pdf, pages } = await written(rows);
    const words = await wordsOf(pdf);
    for (let i = 0; i < rows.length; i++) {
      const [first, last] = [`басы${i}`, `соңы${i}`].map((word) => words.filter((one) => one.word === word));
      expect(first).toHaveLength(1);
      expect(last).toHaveLength(1);
      expect(last![0]!.page).toBe(first![0]!.page);
    }
    for (const { left, right, top, bottom } of words) {
      expect(left).toBeGreaterThan(38);
      expect(right).toBeLessThan(812);
      expect(top).toBeGreaterThan(28);
      expect(bottom).toBeLessThan(575);
    }
    const withHeads = new Set(words.filter(({ word }) => word === 'Нөмірі').map(({ page }) => page));
    const withRows = new Set(words.filter(({ word }) => word.startsWith('басы')).map(({ page }) => page));
    expect([...withRows].every((page) => withHeads.has(page))).toBe(true);
    const text = await textOf(pdf);
    for (let page = 1; page <= pages; page++) expect(text).toContain(`${page}-бет, барлығы ${pages} бет`);
  });

  test('groups the numbers of its pages as every number is', async () => {
    // Narrow columns, so that few words fill many pages.
    const columns = Array.from({ length: 14 }, () => ({ title: 'Сөзсөзсөз', align: 'left' as const }));
    const cells = (times: number) => columns.map((_, index) => 'сөзсөзсөз '.repeat(index === 0 ? times : 1));
    const writer = createRegisterWriter({ ...head, columns }, [cells(1)], fonts);
    writer.add([cells(60_000)]);
    const { pdf, pages } = await writer.end(foot);
    expect(pages).toBeGreaterThan(1_000);
    const text = (await textOf(pdf)).replaceAll('\u00a0', ' ');
    expect(text).toContain(`1 000-бет, барлығы ${String(pages).replace(/(?=\d{3}$)/, ' ')} бет`);
  });

  test('parts a row only when no page can hold it, and loses nothing of it', async () => {
    const long = Array.from({ length: 2_500 }, (_, i) => `сөз${i}`).join(' ');
    const { pdf, pages } = await written([row(1, 'қысқа'), row(2, long), row(3, 'соңғы')]);
    expect(pages).toBeGreaterThan(2);
    const words = (await wordsOf(pdf)).map(({ word }) => word).filter((word) => word.startsWith('сөз'));
    expect(words).toEqual(long.split(' '));
  });

  test('has room for as many columns as there can be, with words of any length', async () => {
    const titles = Array.from({ length: 16 }, (_, i) => `Баған${i}`);
    const cells = titles.map((_, i) => `${'ұзынсөз'.repeat(i)}${i}`);
    const columns = titles.map((title) => ({ title, align: 'left' as const }));
    const { pdf } = await written([cells], { columns });
    const letters = (await wordsOf(pdf)).map(({ word }) => word).join('');
    expect([...letters].filter((letter) => letter === 'ұ').length).toBeGreaterThanOrEqual(120);
    for (const { right } of await wordsOf(pdf)) expect(right).toBeLessThan(812);
  });

  test('ends with totals and lines to sign', async () => {
    const { pdf } = await written([row(1, 'а')]);
    const text = await textOf(pdf);
    for (const said of ['Барлығы: 3 құжат', 'Құрастырған', 'Сейтова Айнұр Болатқызы', 'Тексерген', 'лауазымы'])
      expect(text).toContain(said);
    expect((await wordsOf(pdf)).filter(({ word }) => word === 'бас')).toHaveLength(18);
  });
});
