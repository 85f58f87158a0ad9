import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf, infoOf, rastersOf, textOf, wordsOf } from '../../test/papers/pdf.ts';
import { anyNumber, extremeTalon, ordinaryTalon } from '../../test/papers/talons.ts';
import { requireTool } from '../../test/tools.ts';
import { code128, onDots } from './barcodes.ts';
import { createPapers, type Talon, type TalonFormat } from './index.ts';
import { talonMeasures } from './talon-formats.ts';

const papers = createPapers({ fontsFolder: fileURLToPath(new URL('../../assets/fonts', import.meta.url)) });
const formats = Object.keys(talonMeasures) as TalonFormat[];
const poppler = requireTool('pdftotext', 'pdfinfo', 'pdftoppm');
const scanner = requireTool('pdftoppm', 'zbarimg');
const POINTS_PER_MM = 72 / 25.4;

const numbered = (number: string): Talon => ({
  ...ordinaryTalon,
  number,
  statusUrl: `https://status.example.kz/${number}`,
});

describe.each(formats)('a talon on %s', (format) => {
  const render = (talon: Talon) => papers.renderTalon(talon, format);

  test.runIf(scanner)('is read by a scanner off a thermal and off an office printer: number and address', async () => {
    await fc.assert(
      fc.asyncProperty(anyNumber, fc.constantFrom('mono' as const, 'gray' as const), async (number, tone) => {
        const codes = await codesOf(await render(numbered(number)), tone);
        expect(codes).toEqual([`CODE-128:${number}`, `QR-Code:https://status.example.kz/${number}`]);
      }),
      { numRuns: 6 },
    );
  });

  test.runIf(scanner)('is read even when it is a sample with as much on it as can be', async () => {
    for (const tone of ['mono', 'gray'] as const) {
      const codes = await codesOf(await render(extremeTalon), tone);
      expect(codes).toEqual([`CODE-128:${extremeTalon.number}`, `QR-Code:${extremeTalon.statusUrl}`]);
    }
  });

  test.runIf(poppler)('burns every bar exactly as many dots wide as it was meant to be', async () => {
    const { bars, margin, paper } = talonMeasures[format];
    const [page] = await rastersOf(await render(ordinaryTalon));
    const expected = onDots(code128(ordinaryTalon.number), bars.module, 1);
    const inner = Math.floor((paper.width / 25.4) * 203) - margin.left - margin.right;
    const left = margin.left + Math.round((inner - 134 * bars.module) / 2);
    const wanted = Array.from({ length: 134 * bars.module }, (_, x) =>
      expected.some((bar) => bar.x <= x && x < bar.x + bar.width),
    );
    const row = (y: number) => wanted.map((_, x) => page!.dark(left + x, y));
    const exact = Array.from({ length: page!.height }, (_, y) => row(y)).filter(
      (dots) => String(dots) === String(wanted),
    );
    expect(exact).toHaveLength(bars.height);
  });

  test.runIf(poppler)('has the official number once it is known, on the one sheet as before', async () => {
    const known = await render({ ...ordinaryTalon, official: 'ЖТ-2026-00001234' });
    expect(await textOf(known)).toContain('ЖТ-2026-00001234');
    expect(await rastersOf(known)).toHaveLength((await rastersOf(await render(ordinaryTalon))).length);
    expect(await textOf(await render(ordinaryTalon))).not.toContain('Официальный');
  });

  test.runIf(poppler)('says all of it as text that can be searched, in both languages', async () => {
    const talon: Talon = {
      ...ordinaryTalon,
      applicant: 'Ә. Ғ. Қ.',
      receiver: { name: 'Әңғұрқөһіүл Ғ. Қ.', post: { kk: 'өңірдің һәм ұлы іс бөлімі', ru: 'Ведущий специалист' } },
    };
    const text = await textOf(await render(talon));
    for (const said of [
      'Атырау облысы әкімінің аппараты',
      'Аппарат акима Атырауской области',
      'ЖОЛДАНЫМДЫ ҚАБЫЛДАУ ТУРАЛЫ ТАЛОН',
      'Талон о приёме обращения',
      '230012 326010 000016',
      '01.12.2026 14:05',
      'Арыз',
      'Заявление',
      'Ә. Ғ. Қ.',
      '22.12.2026',
      'Әңғұрқөһіүл Ғ. Қ.',
      'өңірдің һәм ұлы іс',
      'Ведущий специалист',
      'Қаралу барысын тексеру',
      'status.example.kz',
      '1012',
      '1414, 8 800 080 7777',
      'Мерзім бұзылса',
      '115',
    ]) {
      expect(text).toContain(said);
    }
    expect(text).toMatch(/2 ?\+ ?1/);
  });

  test.runIf(poppler)('marks a sample, and only a sample', async () => {
    expect(await textOf(await render({ ...ordinaryTalon, sample: true }))).toContain('ҮЛГІ / ОБРАЗЕЦ');
    expect(await textOf(await render(ordinaryTalon))).not.toMatch(/ҮЛГІ|ОБРАЗЕЦ/);
  });

  test.runIf(poppler)('is never cut: every printed word stands inside the margins', async () => {
    const { margin, paper } = talonMeasures[format];
    const dot = 72 / 203;
    for (const talon of [ordinaryTalon, extremeTalon]) {
      const words = await wordsOf(await render(talon));
      expect(words.length).toBeGreaterThan(30);
      for (const { left, right, top } of words) {
        expect(left).toBeGreaterThanOrEqual(margin.left * dot - 0.5);
        expect(right).toBeLessThanOrEqual(paper.width * POINTS_PER_MM - margin.right * dot + 0.5);
        expect(top).toBeGreaterThan(0);
      }
    }
  });

  test.runIf(poppler)('has the paper size of its format', async () => {
    const { paper } = talonMeasures[format];
    const [, width, height] = /Page size: +(\S+) x (\S+) pts/.exec(await infoOf(await render(ordinaryTalon))) ?? [];
    expect(Number(width)).toBeCloseTo(paper.width * POINTS_PER_MM, 2);
    if (paper.cut) expect(Number(height)).toBeLessThan(160 * POINTS_PER_MM);
    else expect(Number(height)).toBeCloseTo(paper.height * POINTS_PER_MM, 2);
  });

  test.runIf(poppler)('names its number in the file, and no person', async () => {
    const info = await infoOf(await render(ordinaryTalon));
    expect(info).toContain('Талон 230012 326010 000016');
    expect(info).not.toMatch(/Сейтова|Ә\. А\. С\./);
  });

  test('carries its own fonts and is declared Kazakh', async () => {
    const bytes = Buffer.from(await render(ordinaryTalon)).toString('latin1');
    expect(bytes.match(/\/FontFile2 /g)).toHaveLength(2);
    expect(bytes).toContain('/Lang (kk)');
    expect(bytes).not.toContain('Helvetica');
  });

  test('is the same file to the byte when printed again', async () => {
    expect(await render(ordinaryTalon)).toEqual(await render(ordinaryTalon));
  });
});
