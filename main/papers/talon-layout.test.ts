import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyTalon, extremeTalon, ordinaryTalon } from '../../test/papers/talons.ts';
import { CODE128_QUIET, code128, QR_QUIET, qr } from './barcodes.ts';
import { DOTS_PER_INCH, type Rect } from './dots.ts';
import { openFonts } from './fonts.ts';
import type { TextMark } from './sheet.ts';
import { talonMeasures } from './talon-formats.ts';
import { layoutTalon, type Page } from './talon-layout.ts';
import { printable } from './text.ts';

const fonts = openFonts(fileURLToPath(new URL('../../assets/fonts', import.meta.url)));

const overlap = (a: Rect, b: Rect) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The box of capitals on the baseline. */
const boxOf = ({ x, y, size, width }: TextMark): Rect => ({ x, y: y - size * 0.72, width, height: size * 0.72 });

const contains = (outer: Rect, inner: Rect) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const lettersOf = (pages: Page[]) =>
  pages
    .flatMap((page) => page.texts.map(({ text }) => text))
    .join('')
    .replaceAll(' ', '');

describe.each(Object.entries(talonMeasures))('a talon on %s', (_name, measures) => {
  const { paper, margin, bars } = measures;
  const width = Math.floor((paper.width / 25.4) * DOTS_PER_INCH);
  const lay = (talon = ordinaryTalon) => layoutTalon(talon, measures, fonts);

  test('keeps every mark inside the margins, apart from every other, codes clear – whatever it has to say', () => {
    fc.assert(
      fc.property(anyTalon, (talon) => {
        for (const page of lay(talon)) {
          const inner: Rect = {
            x: margin.left,
            y: margin.top,
            width: width - margin.left - margin.right,
            height: page.height - margin.top - margin.bottom,
          };
          const boxes = page.texts.map(boxOf);
          expect(page.height).toBeLessThanOrEqual((paper.height / 25.4) * DOTS_PER_INCH);
          expect([...boxes, ...page.rects].filter((box) => !contains(inner, box))).toEqual([]);
          expect(boxes.filter((box, index) => boxes.slice(index + 1).some((other) => overlap(box, other)))).toEqual([]);
          expect(page.clear.filter((clear) => boxes.some((box) => overlap(clear, box)))).toEqual([]);
          expect(page.clear.filter(({ x, width: wide }) => x < 0 || x + wide > width)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('loses no letter of what it has to say', () => {
    fc.assert(
      fc.property(anyTalon, (talon) => {
        const printed = lettersOf(lay(talon));
        const { body, kind, applicant, receiver } = talon;
        for (const said of [body.kk, body.ru]) {
          expect(printed).toContain(printable(said, fonts).replaceAll(' ', ''));
        }
        // In the rows the label's lines stand between the value's lines: letter for letter, in order.
        for (const said of [kind.kk, kind.ru, applicant, receiver.name, receiver.post.kk, receiver.post.ru]) {
          expect(isWithin(printable(said, fonts).replaceAll(' ', ''), printed)).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('sets bars, modules and rules on whole dots', () => {
    for (const talon of [ordinaryTalon, extremeTalon]) {
      for (const page of lay(talon)) {
        expect(page.rects.flatMap((rect) => Object.values(rect)).filter((dots) => !Number.isInteger(dots))).toEqual([]);
      }
    }
  });

  test('leaves ten modules clear beside the bars and four around the QR code', () => {
    const [page] = lay();
    const [barsClear, qrClear] = page!.clear;
    const within = (clear: Rect | undefined) => page!.rects.filter((rect) => clear && overlap(clear, rect));
    expect(barsClear?.width).toBe((code128(ordinaryTalon.number).width + 2 * CODE128_QUIET) * bars.module);
    expect(within(barsClear)).toHaveLength(code128(ordinaryTalon.number).rects.length);
    const code = qr(ordinaryTalon.statusUrl);
    expect(((qrClear?.width ?? 0) / (code.width + 2 * QR_QUIET)) % 1).toBe(0);
    expect(within(qrClear)).toHaveLength(code.rects.length);
  });

  test('stands on one page as most talons are, at full size', () => {
    const pages = lay();
    expect(pages).toHaveLength(1);
    expect(sizes(pages)).toContainEqual(expect.closeTo(measures.type.value.size, 6));
  });

  test('prints no line for what is not known', () => {
    const bare = { ...ordinaryTalon, statusUrl: '', dueDate: undefined, applicant: '', channels: { phones: [] } };
    const text = lettersOf(lay(bare));
    for (const label of ['Заявитель', 'Срокрассмотрения', 'Проверить', 'Сайт', 'SMS', 'Телефон', 'нарушен']) {
      expect(text).not.toContain(label);
    }
    expect(lay(bare)[0]?.clear).toHaveLength(1);
  });

  test('says once what is the same in both languages', () => {
    const same = { ...ordinaryTalon, body: { kk: 'Қазпошта', ru: 'Қазпошта' } };
    expect(lettersOf(lay(same)).match(/Қазпошта/g)).toHaveLength(1);
  });

  test('refuses a number that is not 18 digits', () => {
    expect(() => lay({ ...ordinaryTalon, number: '123456' })).toThrow(RangeError);
  });
});

test('a text longer than a page goes on over as many pages as it needs', () => {
  const name = 'Ұзын '.repeat(1_000);
  const pages = layoutTalon({ ...ordinaryTalon, applicant: name }, talonMeasures.a6, fonts);
  expect(pages.length).toBeGreaterThan(2);
  expect(lettersOf(pages).match(/Ұзын/g)).toHaveLength(1_000);
});

test('what A6 cannot hold at full size shrinks, and goes on a second page only when shrinking is not enough', () => {
  const longer = {
    ...ordinaryTalon,
    sample: true,
    body: { kk: extremeTalon.body.kk.slice(0, 120), ru: extremeTalon.body.ru.slice(0, 120) },
  };
  const shrunk = layoutTalon(longer, talonMeasures.a6, fonts);
  expect(shrunk).toHaveLength(1);
  expect(sizes(shrunk).every((size) => Math.abs(size - talonMeasures.a6.type.value.size) > 0.01)).toBe(true);

  const extreme = layoutTalon(extremeTalon, talonMeasures.a6, fonts);
  expect(extreme.length).toBe(2);
  for (const [index, page] of extreme.entries()) {
    const texts = page.texts.map(({ text }) => text);
    expect(texts).toContain('230012 326010 000016');
    expect(texts).toContain(`${index + 1} / 2`);
    expect(texts).toContain('ҮЛГІ / ОБРАЗЕЦ');
  }
});

function sizes(pages: Page[]): number[] {
  return pages.flatMap((page) => page.texts.map(({ size }) => (size * 72) / DOTS_PER_INCH));
}

function isWithin(letters: string, text: string): boolean {
  let from = 0;
  for (const letter of letters) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
