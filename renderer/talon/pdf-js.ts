import { GlobalWorkerOptions, getDocument, type PDFPageProxy } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';

/** pdf.js with its worker; loaded when the first talon is shown, never before. */
GlobalWorkerOptions.workerPort = new PdfWorker();

/** A page as a picture; its size on paper in points of 1/72 inch. */
export type DrawnPage = { picture: OffscreenCanvas; widthPt: number; heightPt: number };

/** Draws a page of somebody's PDF within so many pixels, whatever size it claims to have. */
export async function drawWithin(
  pdf: Uint8Array,
  most: { width: number; height: number },
  number: number,
): Promise<{ picture: OffscreenCanvas; pages: number }> {
  const loading = open(pdf);
  try {
    const document = await loading.promise;
    const page = await document.getPage(number);
    const { width, height } = page.getViewport({ scale: 1 });
    const picture = await draw(page, Math.min(most.width / width, most.height / height));
    return { picture, pages: document.numPages };
  } finally {
    await loading.destroy();
  }
}

/** Draws a page of a PDF, `dotsPerInch` to the inch. Nothing is evaluated, nothing fetched. */
export async function drawPage(pdf: Uint8Array, dotsPerInch: number, number = 1): Promise<DrawnPage> {
  const loading = open(pdf);
  try {
    const page = await (await loading.promise).getPage(number);
    const { width: widthPt, height: heightPt } = page.getViewport({ scale: 1 });
    return { picture: await draw(page, dotsPerInch / 72), widthPt, heightPt };
  } finally {
    await loading.destroy();
  }
}

function open(pdf: Uint8Array) {
  // pdf.js takes the bytes away to its worker.
  const data = new Uint8Array(pdf);
  return getDocument({ data, isEvalSupported: false, useWorkerFetch: false, disableAutoFetch: true });
}

async function draw(page: PDFPageProxy, scale: number): Promise<OffscreenCanvas> {
  const viewport = page.getViewport({ scale });
  const picture = new OffscreenCanvas(
    Math.max(1, Math.round(viewport.width)),
    Math.max(1, Math.round(viewport.height)),
  );
  const context = picture.getContext('2d');
  if (!context) throw new Error('no canvas to draw on');
  const canvasContext = context as unknown as CanvasRenderingContext2D;
  // Drawn for a screen, it would wait for the next frame between its steps; nothing of it is seen before it is whole.
  await page.render({ canvasContext, canvas: null, viewport, intent: 'print' }).promise;
  return picture;
}
