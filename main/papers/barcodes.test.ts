import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyNumber } from '../../test/papers/talons.ts';
import { code128, onDots, qr } from './barcodes.ts';

test('18 digits make a Code 128 of 134 modules: start, nine pairs, check, stop', () => {
  fc.assert(
    fc.property(anyNumber, (number) => {
      expect(code128(number).width).toBe(134);
    }),
    { numRuns: 30 },
  );
});

test('the code begins with start C: bar 2, space 1, bar 1, space 2, bar 3, space 2', () => {
  expect(
    code128('230012326010000016')
      .rects.slice(0, 4)
      .map(({ x, width }) => [x, width]),
  ).toEqual([
    [0, 2],
    [3, 1],
    [6, 3],
    [11, expect.any(Number)],
  ]);
});

test('what is not an even number of digits is refused rather than encoded longer', () => {
  for (const text of ['', '123', '12345678901234567A']) expect(() => code128(text)).toThrow(RangeError);
});

test('a QR code corrects 15 % (level M stands in its format bits)', () => {
  const { rects } = qr('https://status.example.kz/230012326010000016');
  const dark = (x: number, y: number) => rects.some((rect) => rect.y === y && rect.x <= x && x < rect.x + rect.width);
  expect([dark(0, 8), dark(1, 8)]).toEqual([true, false]);
});

test('every bar is a whole number of dots, on whole dots', () => {
  fc.assert(
    fc.property(anyNumber, fc.integer({ min: 2, max: 6 }), (number, module) => {
      for (const { x, width, height } of onDots(code128(number), module, 90)) {
        expect([x % module, width % module, height]).toEqual([0, 0, 90]);
      }
    }),
    { numRuns: 20 },
  );
});
