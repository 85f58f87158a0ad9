import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';
import PdfWorker from 'pdfjs-dist/build/pdf.worker.min.mjs?worker';

/** pdf.js with its worker; loaded when the first talon is shown, never before. */
GlobalWorkerOptions.workerPort = new PdfWorker();

/** Opens a PDF from memory. Close it by `loadingTask.destroy()`. Nothing is evaluated, nothing fetched. */
export function openPdf(pdf: Uint8Array): Promise<PDFDocumentProxy> {
  // pdf.js takes the bytes away to its worker.
  const data = new Uint8Array(pdf);
  return getDocument({ data, isEvalSupported: false, useWorkerFetch: false, disableAutoFetch: true }).promise;
}
