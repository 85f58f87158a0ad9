import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LetterLine } from '../../../shared/letters/fill.ts';
import { fontsOf, infoOf, textOf, wordsOf } from '../../../test/papers/pdf.ts';
import { requireTool } from '../../../test/tools.ts';
import { createPapers } from '../index.ts';
import type { LetterContent } from './content.ts';

const poppler = requireTool('pdftotext', 'pdfinfo', 'pdffonts');
const unzip = requireTool('unzip');
const papers = createPapers({ fontsFolder: 'assets/fonts' });

const said = (text: string): LetterLine => [{ text, gap: false }];

function letter(change: Partial<LetterContent> = {}, parts: Partial<LetterContent['parts']> = {}): LetterContent {
  return {
    language: 'kk',
    title: 'Мерзімді ұзарту туралы хабарлама 230012326010000016',
    day: '03.12.2026',
    body: { kk: 'Теңізбойы ауданы әкімінің аппараты', ru: 'Аппарат акима Тенизбойского района' },
    outgoing: '№ 15-3/127, 03.12.2026',
    sample: '',
    parts: {
      to: [
        said('Әлімқұлова Айгүл Серікқызы'),
        [{ text: '[мекенжайы: толтырылмаған]', gap: true }, ...said(', Атырау')],
      ],
      title: [said('Қарау мерзімін ұзарту туралы хабарлама')],
      body: [said('Әңғұрқөһіүл ӘҢҒҰҚӨҺІҮ «жер» №5 👩‍👩‍👧'), said('Екінші абзац.')],
      post: [said('Аппарат басшысы')],
      name: [said('Н. Б. Өтегенов')],
      foot: [said('Орындаған: Сейтова А. Б.')],
      ...parts,
    },
    page: { before: '', between: '-бет, барлығы ', after: ' бет' },
    ...change,
  };
}

const sentences = (count: number) => Array.from({ length: count }, (_, i) => `Сөйлем${i} осында тұр.`).join(' ');

describe.runIf(poppler)('a letter as PDF', () => {
  test('stands on A4: letterhead in both languages, number, addressee, title, text, signature, in this order', async () => {
    const { pdf, pages } = await papers.renderLetter(letter());
    expect(pages).toBe(1);
    const info = await infoOf(pdf);
    expect(info).toMatch(/595\.276 x 841\.89 pts \(A4\)/);
    expect(info).toContain('Title:           Мерзімді ұзарту туралы хабарлама 230012326010000016');
    const text = await textOf(pdf);
    const inOrder = [
      'ТЕҢІЗБОЙЫ АУДАНЫ ӘКІМІНІҢ',
      '№ 15-3/127, 03.12.2026',
      'Қарау мерзімін ұзарту туралы хабарлама',
      'Әңғұрқөһіүл ӘҢҒҰҚӨҺІҮ «жер» №5 �',
      'Екінші абзац.',
      'Аппарат басшысы Н. Б. Өтегенов',
      'Орындаған: Сейтова А. Б.',
    ];
    expect(inOrder.map((words) => text.indexOf(words))).toEqual(
      inOrder.map((words) => text.indexOf(words)).sort((a, b) => a - b),
    );
    for (const words of [...inOrder, 'АППАРАТ АКИМА', '[мекенжайы: толтырылмаған], Атырау'])
      expect(text).toContain(words);
    // One page needs no number, a letter to somebody no mark.
    expect(text).not.toMatch(/барлығы|ОБРАЗЕЦ/);
  });

  test('embeds both faces as subsets', async () => {
    const { pdf } = await papers.renderLetter(letter());
    const lines = await fontsOf(pdf);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/NotoSans.* yes +yes +yes/);
  });

  test('of any length loses no sentence, numbers its pages, and never leaves the signature alone', async () => {
    for (const count of [40, 71, 95, 118, 119, 120, 121, 122, 123, 124, 200]) {
      const { pdf, pages } = await papers.renderLetter(
        letter({}, { body: [said(sentences(count)), said('Соңы осы.')] }),
      );
      const words = await wordsOf(pdf);
      const numbers = words.flatMap(({ word }) => /^Сөйлем(\d+)$/.exec(word)?.[1] ?? []);
      expect(numbers).toEqual(Array.from({ length: count }, (_, i) => String(i)));
      const text = await textOf(pdf);
      for (let page = 1; pages > 1 && page <= pages; page++)
        expect(text).toContain(`${page}-бет, барлығы ${pages} бет`);
      const pageOf = (of: string) => words.find(({ word }) => word === of)!.page;
      expect(pageOf('Соңы')).toBe(pageOf('Өтегенов'));
      // Inside the margins, above the page's number.
      const bottom = 841.89 - 22 * (72 / 25.4);
      expect(words.filter((one) => one.bottom > bottom + 3 && !/бет|барлығы|^\d+(-бет)?,?$/.test(one.word))).toEqual(
        [],
      );
      expect(
        words.filter((one) => one.right > 595.28 - 15 * (72 / 25.4) + 1 || one.left < 28 * (72 / 25.4) - 1),
      ).toEqual([]);
    }
  });

  test('breaks a word without blanks, and long names of bodies and people keep every letter', async () => {
    const endless = 'ұ'.repeat(400);
    const long = {
      kk: 'Өте ұзақ атауы бар басқарма '.repeat(9),
      ru: 'Управление с очень длинным названием '.repeat(8),
    };
    const { pdf } = await papers.renderLetter(
      letter(
        { body: long },
        { body: [said(endless)], to: [said('Тыныштықбаев '.repeat(20))], name: [said('Өтегенов '.repeat(9))] },
      ),
    );
    const text = await textOf(pdf);
    expect(text.match(/ұ/g)!.length).toBeGreaterThanOrEqual(400);
    expect(text.match(/БАСҚАРМА/g)).toHaveLength(9);
    expect(text.match(/Тыныштықбаев/g)).toHaveLength(20);
    expect(text.match(/Өтегенов/g)).toHaveLength(9);
  });

  test('of an office that is tried out says so on every page', async () => {
    const { pdf } = await papers.renderLetter(letter({ sample: 'ҮЛГІ / ОБРАЗЕЦ' }, { body: [said(sentences(200))] }));
    expect((await textOf(pdf)).match(/ҮЛГІ \/ ОБРАЗЕЦ/g)!.length).toBeGreaterThan(1);
  });

  test('is the same file each time', async () => {
    const [one, two] = [await papers.renderLetter(letter()), await papers.renderLetter(letter())];
    expect(Buffer.from(one.pdf).equals(Buffer.from(two.pdf))).toBe(true);
  });
});

describe.runIf(unzip)('a letter as a document to edit', () => {
  test('has the same parts in the same order, whole, with its gaps in bold', async () => {
    const xml = await partOf(letter({ sample: 'ҮЛГІ / ОБРАЗЕЦ' }), 'word/document.xml');
    const texts = paragraphsOf(xml).filter((text) => text !== '');
    expect(texts).toEqual([
      'ТЕҢІЗБОЙЫ АУДАНЫ ӘКІМІНІҢ АППАРАТЫ',
      'АППАРАТ АКИМА ТЕНИЗБОЙСКОГО РАЙОНА',
      '№ 15-3/127, 03.12.2026',
      'Әлімқұлова Айгүл Серікқызы',
      '[мекенжайы: толтырылмаған], Атырау',
      'Қарау мерзімін ұзарту туралы хабарлама',
      'Әңғұрқөһіүл ӘҢҒҰҚӨҺІҮ «жер» №5 👩‍👩‍👧',
      'Екінші абзац.',
      'Аппарат басшысы',
      'Н. Б. Өтегенов',
      'Орындаған: Сейтова А. Б.',
    ]);
    const bold = [...xml.matchAll(/<w:r>(?:(?!<\/w:r>).)*<w:b\/>(?:(?!<\/w:r>).)*<w:t[^>]*>([^<]*)/g)].map(
      ([, text]) => text,
    );
    expect(bold).toContain('[мекенжайы: толтырылмаған]');
    expect(bold).not.toContain(', Атырау');
    expect(await partOf(letter({ sample: 'ҮЛГІ / ОБРАЗЕЦ' }), 'word/header1.xml')).toContain('ҮЛГІ / ОБРАЗЕЦ');
  });

  test('is in a face that every office computer has, in its language, and names no person in its properties', async () => {
    const styles = await partOf(letter({ language: 'ru' }), 'word/styles.xml');
    expect(styles).toMatch(/w:rFonts[^>]*w:ascii="Times New Roman"/);
    expect(styles).toContain('w:lang w:val="ru-RU"');
    const properties = await partOf(letter(), 'docProps/core.xml');
    expect(properties).toContain('<dc:title>Мерзімді ұзарту туралы хабарлама 230012326010000016</dc:title>');
    expect(properties).not.toMatch(/Сейтова|Әлімқұлова|Өтегенов/);
  });

  test('counts its pages by fields', async () => {
    const footer = await partOf(letter(), 'word/footer1.xml');
    expect(footer).toMatch(/PAGE[\s\S]*-бет, барлығы [\s\S]*NUMPAGES[\s\S]* бет/);
  });

  test('keeps what means something in XML', async () => {
    const odd = 'a < b & "c" > d \u0007';
    const xml = await partOf(letter({}, { body: [said(odd)] }), 'word/document.xml');
    expect(paragraphsOf(xml).map(unescaped)).toContain('a < b & "c" > d ');
    expect(xml).not.toContain('\u0007');
  });
});

const paragraphsOf = (xml: string): string[] =>
  [...xml.matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
  );

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name] ?? '');

async function partOf(content: LetterContent, part: string): Promise<string> {
  const file = await papers.letterDocument(content);
  return withFile(file, (path) => execFileSync('unzip', ['-p', path, part], { encoding: 'utf8' }));
}

function withFile<T>(bytes: Uint8Array, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'kense letter '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'letter');
  writeFileSync(file, bytes);
  expect(readFileSync(file).length).toBeGreaterThan(1_000);
  return use(file);
}
