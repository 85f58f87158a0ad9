import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codesOf, infoOf, rastersOf, textOf, wordsOf } from '../../test/papers/pdf.ts';
import { anyNumber, anyTalon, extremeTalon, ordinaryTalon } from '../../test/papers/talons.ts';
import { requireTool } from '../../test/tools.ts';
import { code128, onDots } from './barcodes.ts';
import type { Rect } from './dots.ts';
import { openFonts } from './fonts.ts';
import { createPapers } from './index.ts';
import { labelMeasures, layoutLabel } from './label.ts';
import type { TextMark } from './sheet.ts';

const fontsFolder = fileURLToPath(new URL('../../assets/fonts', import.meta.url));
const papers = createPapers({ fontsFolder });
const fonts = openFonts(fontsFolder);
const poppler = requireTool('pdftotext', 'pdfinfo', 'pdftoppm');
const scanner = requireTool('pdftoppm', 'zbarimg');

const [WIDTH, HEIGHT] = [463, 319];

const boxOf = ({ x, y, size, width }: TextMark): Rect => ({ x, y: y - size * 0.72, width, height: size * 0.72 });
const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('a label for the paper', () => {
  test.runIf(scanner)('is read by a scanner off a label printer and off an office printer', async () => {
    await fc.assert(
      fc.asyncProperty(anyNumber, fc.constantFrom('mono' as const, 'gray' as const), async (number, tone) => {
        expect(await codesOf(await papers.renderLabel({ ...ordinaryTalon, number }), tone)).toEqual([
          `CODE-128:${number}`,
        ]);
      }),
      { numRuns: 6 },
    );
    expect(await codesOf(await papers.renderLabel(extremeTalon), 'mono')).toEqual([`CODE-128:${extremeTalon.number}`]);
  });

  test.runIf(poppler)('burns every bar exactly as many dots wide as it was meant to be', async () => {
    const { module, height } = labelMeasures.bars;
    const [page] = await rastersOf(await papers.renderLabel(ordinaryTalon));
    const bars = onDots(code128(ordinaryTalon.number), module, 1);
    const left = labelMeasures.margin + Math.round((WIDTH - 2 * labelMeasures.margin - 134 * module) / 2);
    const wanted = Array.from({ length: 134 * module }, (_, x) =>
      bars.some((bar) => bar.x <= x && x < bar.x + bar.width),
    );
    const exact = Array.from({ length: page!.height }, (_, y) => y).filter((y) =>
      wanted.every((dark, x) => page!.dark(left + x, y) === dark),
    );
    expect(exact).toHaveLength(height);
  });

  test.runIf(poppler)('is one label of 58 × 40 mm that says whose it is, number, moment and sheets', async () => {
    const pdf = await papers.renderLabel(ordinaryTalon);
    expect(await infoOf(pdf)).toMatch(/Pages: +1\n[\s\S]*Page size: +164\.409 x 113\.386 pts/);
    const text = await textOf(pdf);
    for (const said of [
      'Атырау облысы әкімінің аппараты',
      'Аппарат акима Атырауской области',
      '230012 326010 000016',
      '01.12.2026 14:05',
      'Парақ / Листов 2 + 1',
    ])
      expect(text).toContain(said);
    expect(text).not.toMatch(/ДУБЛИКАТ|ҮЛГІ/);
  });

  test.runIf(poppler)('that is printed again says so, with the day', async () => {
    const text = await textOf(await papers.renderLabel({ ...ordinaryTalon, sample: true, duplicateOn: '02.12.2026' }));
    expect(text).toContain('ҮЛГІ / ОБРАЗЕЦ · ТЕЛНҰСҚА / ДУБЛИКАТ 02.12.2026');
  });

  test('stays one label with the longest name a body can be given', () => {
    const kk = '«Құрманғазы ауданы әкімінің аппараты» мемлекеттік мекемесі '.repeat(6).slice(0, 300);
    const pages = layoutLabel({ ...ordinaryTalon, sample: true, body: { kk, ru: kk.toUpperCase() } }, fonts);
    expect(pages).toHaveLength(1);
    const said = pages[0]!.texts.map(({ text }) => text).join(' ');
    expect(said.replaceAll(' ', '')).toContain(kk.replaceAll(' ', ''));
  });

  test('keeps every mark on the label, apart from every other, codes clear – whatever it has to say', () => {
    fc.assert(
      fc.property(anyTalon, (talon) => {
        for (const { texts, rects, clear } of layoutLabel(talon, fonts)) {
          const boxes = texts.map(boxOf);
          for (const box of [...boxes, ...rects]) {
            expect(box.x).toBeGreaterThanOrEqual(labelMeasures.margin - 0.01);
            expect(box.x + box.width).toBeLessThanOrEqual(WIDTH - labelMeasures.margin + 1);
            expect(box.y).toBeGreaterThanOrEqual(labelMeasures.margin - 1);
            expect(box.y + box.height).toBeLessThanOrEqual(HEIGHT - labelMeasures.margin + 1);
          }
          boxes.forEach((box, index) => {
            expect(boxes.slice(index + 1).some((other) => overlap(box, other))).toBe(false);
            expect(clear.some((zone) => overlap(box, zone))).toBe(false);
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test.runIf(poppler)('is never cut', async () => {
    const words = await wordsOf(await papers.renderLabel(extremeTalon));
    for (const { left, right } of words) {
      expect(left).toBeGreaterThan(6);
      expect(right).toBeLessThan(164.5 - 6);
    }
  });
});
