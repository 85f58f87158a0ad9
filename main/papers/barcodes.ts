import bwipjs from 'bwip-js/generic';
import type { Rect } from './dots.ts';

/** Clear space on both sides of a Code 128, modules (ISO/IEC 15417). */
export const CODE128_QUIET = 10;

/** Clear space on all sides of a QR code, modules (ISO/IEC 18004). */
export const QR_QUIET = 4;

/** A code as black rectangles in modules, without its quiet zone. */
export type Code = { width: number; height: number; rects: Rect[] };

/**
 * Code 128, set C: two digits a symbol, all bars one module high.
 *
 * @throws RangeError unless the text is an even number of digits: anything else would switch sets and grow.
 */
export function code128(digits: string): Code {
  if (!/^(\d\d)+$/.test(digits)) throw new RangeError('Code 128 set C takes an even number of digits');
  const [symbol] = bwipjs.raw({ bcid: 'code128', text: digits });
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('The encoder gave no Code 128');
  const rects: Rect[] = [];
  let x = 0;
  // Widths of bars and spaces in turn, beginning and ending with a bar.
  symbol.sbs.forEach((width, index) => {
    if (index % 2 === 0) rects.push({ x, y: 0, width, height: 1 });
    x += width;
  });
  return { width: x, height: 1, rects };
}

/**
 * QR code, error correction M (15 %), the smallest version that holds the text.
 *
 * @throws when the text is empty or longer than a QR code can hold (about 2,300 bytes).
 */
export function qr(text: string): Code {
  const [symbol] = bwipjs.raw('qrcode', text, 'eclevel=M');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('The encoder gave no QR code');
  const { pixs, pixx: width, pixy: height } = symbol;
  const rects: Rect[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (pixs[y * width + x] !== 1) continue;
      const from = x;
      while (x + 1 < width && pixs[y * width + x + 1] === 1) x++;
      rects.push({ x: from, y, width: x + 1 - from, height: 1 });
    }
  }
  return { width, height, rects };
}

/** A code's rectangles in dots, `moduleX` × `moduleY` dots a module, from the top left corner of its first module. */
export function onDots(code: Code, moduleX: number, moduleY: number): Rect[] {
  return code.rects.map(({ x, y, width, height }) => ({
    x: x * moduleX,
    y: y * moduleY,
    width: width * moduleX,
    height: height * moduleY,
  }));
}
