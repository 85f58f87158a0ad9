import { decode, decodeImage, type IFD, toRGBA8 } from 'utif2';
import { answerOrders } from '../parts/answer-orders.ts';

/** `number`: the page, from 1. */
export type TiffOrder = { tiff: ArrayBuffer; number: number; most: { width: number; height: number } };
export type DrawnTiff = { picture: ImageBitmap; pages: number };

/** Draws TIFFs in a thread of its own, as scanners of offices make them: browsers know none. */
answerOrders<TiffOrder, DrawnTiff>(draw);

/** A sheet of A3 at 600 dots an inch. A file that claims more would take more memory than it is worth. */
const MOST_DOTS = 75_000_000;

async function draw({ tiff, number, most }: TiffOrder): Promise<DrawnTiff> {
  const pages = decode(tiff).filter(isPage);
  const page = pages[number - 1];
  if (!page) throw new Error('no such page');
  const [width, height] = [numberIn(page, WIDTH), numberIn(page, HEIGHT)];
  if (width * height > MOST_DOTS) throw new Error('too large');
  decodeImage(tiff, page);
  const dots = new Uint8ClampedArray(toRGBA8(page));
  // A fax has twice as many dots across as down.
  const tall = height * (numberIn(page, DOTS_ACROSS) / numberIn(page, DOTS_DOWN) || 1);
  const scale = Math.min(1, most.width / width, most.height / tall);
  const picture = await createImageBitmap(new ImageData(dots, width, height), {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(tall * scale)),
    resizeQuality: 'medium',
  });
  return { picture, pages: pages.length };
}

const [KIND, WIDTH, HEIGHT, DOTS_ACROSS, DOTS_DOWN] = [254, 256, 257, 282, 283];
/** A smaller copy of another page. */
const SMALLER = 1;

const isPage = (page: IFD) =>
  numberIn(page, WIDTH) > 0 && numberIn(page, HEIGHT) > 0 && (numberIn(page, KIND) & SMALLER) === 0;

/** The value of a tag; 0 where the page does not have it. */
function numberIn(page: IFD, tag: number): number {
  const [value] = (page[`t${tag}`] ?? []) as unknown[];
  return typeof value === 'number' ? value : 0;
}
