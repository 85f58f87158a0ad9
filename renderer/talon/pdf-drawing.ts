import { GlobalWorkerOptions, getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?worker';
import { answerOrders } from '../parts/answer-orders.ts';

/**
 * Draws pages of PDFs in a thread of its own: fonts and bars take tens of milliseconds, in which the page's thread could answer to no key. pdf.js
 * reads the file in yet another. Its legacy build: the other asks for what only this year's browsers have.
 */
GlobalWorkerOptions.workerPort = new PdfWorker();

/** What is to be drawn of a page: so many dots to an inch of it, or as large as fits. */
export type Scale = { dotsPerInch: number } | { width: number; height: number };

/** `number`: the page, from 1. */
export type DrawingOrder = { pdf: Uint8Array; number: number; scale: Scale };

/** A page as a picture; its size on paper in points of 1/72 inch. */
export type DrawnPage = { picture: ImageBitmap; widthPt: number; heightPt: number; pages: number };

answerOrders(draw);

/** The page's types know no thread's own fonts. */
const { fonts } = globalThis as unknown as { fonts: FontFaceSet };

/** Nothing is evaluated, nothing fetched. */
async function draw({ pdf, number, scale }: DrawingOrder): Promise<DrawnPage> {
  const loading = getDocument({
    data: pdf,
    isEvalSupported: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    CanvasFactory: Canvases,
    FilterFactory: NoFilters,
    // All that pdf.js asks of a document here is where fonts go.
    ownerDocument: { fonts } as unknown as HTMLDocument,
  });
  try {
    const document = await loading.promise;
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const factor =
      'dotsPerInch' in scale ? scale.dotsPerInch / 72 : Math.min(scale.width / width, scale.height / height);
    return { picture: await pictureOf(page, factor), widthPt: width, heightPt: height, pages: document.numPages };
  } finally {
    await loading.destroy();
  }
}

async function pictureOf(page: PDFPageProxy, scale: number): Promise<ImageBitmap> {
  const viewport = page.getViewport({ scale });
  const size = [viewport.width, viewport.height].map((side) => Math.max(1, Math.round(side)));
  const canvas = new OffscreenCanvas(size[0]!, size[1]!);
  const canvasContext = canvas.getContext('2d') as unknown as CanvasRenderingContext2D | null;
  if (!canvasContext) throw new Error('no canvas to draw on');
  // Drawn for a screen, it would wait for the next frame between its steps; nothing of it is seen before it is whole.
  await page.render({ canvasContext, canvas: null, viewport, intent: 'print' }).promise;
  return canvas.transferToImageBitmap();
}

/** What pdf.js draws on aside: it would make an element. */
class Canvases {
  create(width: number, height: number) {
    const canvas = new OffscreenCanvas(width, height);
    return { canvas, context: canvas.getContext('2d', { willReadFrequently: true }) };
  }

  reset({ canvas }: { canvas: OffscreenCanvas }, width: number, height: number): void {
    Object.assign(canvas, { width, height });
  }

  destroy(held: { canvas: OffscreenCanvas | null; context: unknown }): void {
    if (held.canvas) Object.assign(held.canvas, { width: 0, height: 0 });
    Object.assign(held, { canvas: null, context: null });
  }
}

/** Filters are made of elements too: what asks for one (soft masks of luminosity, mostly) is drawn without it. */
class NoFilters {
  addFilter = () => 'none';
  addHCMFilter = () => 'none';
  addAlphaFilter = () => 'none';
  addLuminosityFilter = () => 'none';
  addHighlightHCMFilter = () => 'none';
  destroy(): void {}
}
