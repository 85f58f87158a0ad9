import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, noMarks, paginate } from './sheet.ts';

const HEIGHT = 100;

/** A block whose bands each carry their own name as the only mark. */
const blocksOf = (shapes: { bands: number[]; gap: number; air: number }[]): Block[] =>
  shapes.map(({ bands, gap, air }, block) => ({
    gap,
    air,
    foot: block === shapes.length - 1,
    bands: bands.map((height, band) => ({
      ...noMarks(),
      height,
      texts: [{ text: `${block}.${band}`, face: 'regular', size: 1, x: 0, y: height, width: 1 }],
    })),
  }));

const anyBlocks = fc.array(
  fc.record({
    bands: fc.array(fc.integer({ min: 1, max: HEIGHT }), { minLength: 1, maxLength: 12 }),
    gap: fc.integer({ min: 0, max: 20 }),
    air: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 1, maxLength: 8 },
);

test('every band stands once, in order, below the one before, within the page', () => {
  fc.assert(
    fc.property(anyBlocks, fc.boolean(), (shapes, cut) => {
      const pages = paginate(blocksOf(shapes), HEIGHT, cut);
      const names = pages.flatMap((page) => page.texts.map(({ text }) => text));
      expect(names).toEqual(shapes.flatMap(({ bands }, block) => bands.map((_, band) => `${block}.${band}`)));
      const heightOf = (name: string) => {
        const [block, band] = name.split('.').map(Number);
        return shapes[block!]!.bands[band!]!;
      };
      for (const page of pages) {
        let end = 0;
        for (const { text, y } of page.texts) {
          expect(y - heightOf(text)).toBeGreaterThanOrEqual(end);
          end = y;
        }
        expect(end).toBeLessThanOrEqual(HEIGHT);
      }
    }),
  );
});

test('a block stays whole when a page can hold it, and is divided only when none can', () => {
  const pages = paginate(blocksOf([block(60), block(30, 30), block(80, 80)]), HEIGHT, true);
  expect(pages.map((page) => page.texts.map(({ text }) => text))).toEqual([['0.0'], ['1.0', '1.1'], ['2.0'], ['2.1']]);
});

test('white space is shared out up to what each gap may take, and the foot stands at the bottom', () => {
  const [page] = paginate(blocksOf([block(10), { ...block(10), air: 6 }, block(10)]), HEIGHT, false);
  expect(page?.texts.map(({ y }) => y)).toEqual([10, 26, HEIGHT]);
  const [cut] = paginate(blocksOf([block(10), { ...block(10), air: 6 }, block(10)]), HEIGHT, true);
  expect(cut?.height).toBe(30);
});

function block(...bands: number[]) {
  return { bands, gap: 0, air: 0 };
}
