import { GlobalWorkerOptions, getDocument } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';

/** pdf.js with its worker; loaded when the first talon is shown, never before. */
GlobalWorkerOptions.workerPort = new PdfWorker();

/** A page as a picture; its size on paper in points of 1/72 inch. */
export type DrawnPage = { picture: OffscreenCanvas; widthPt: number; heightPt: number };

/** Draws a page of a PDF, `dotsPerInch` to the inch. Nothing is evaluated, nothing fetched. */
export async function drawPage(pdf: Uint8Array, dotsPerInch: number, number = 1): Promise<DrawnPage> {
  // pdf.js takes the bytes away to its worker.
  const data = new Uint8Array(pdf);
  const loading = getDocument({ data, isEvalSupported: false, useWorkerFetch: false, disableAutoFetch: true });
  try {
    const page = await (await loading.promise).getPage(number);
    const { width: widthPt, height: heightPt } = page.getViewport({ scale: 1 });
    const viewport = page.getViewport({ scale: dotsPerInch / 72 });
    const picture = new OffscreenCanvas(Math.round(viewport.width), Math.round(viewport.height));
    const context = picture.getContext('2d');
    if (!context) throw new Error('no canvas to draw on');
    const canvasContext = context as unknown as CanvasRenderingContext2D;
    await page.render({ canvasContext, canvas: null, viewport }).promise;
    return { picture, widthPt, heightPt };
  } finally {
    await loading.destroy();
  }
}
