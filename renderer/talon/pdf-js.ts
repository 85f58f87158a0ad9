import type { Drawing, DrawingOrder, DrawnPage, Scale } from './pdf-drawing.ts';
import DrawingThread from './pdf-drawing.ts?worker';

/** pdf.js, drawing in its thread; loaded when the first PDF is shown, never before. */
const thread = new DrawingThread();
const waiting = new Map<number, { resolve(drawn: DrawnPage): void; reject(error: unknown): void }>();
let orders = 0;

thread.addEventListener('message', ({ data }: MessageEvent<Drawing>) => {
  const asked = waiting.get(data.id);
  waiting.delete(data.id);
  if ('drawn' in data) asked?.resolve(data.drawn);
  else asked?.reject(new Error(data.problem));
});
thread.addEventListener('error', ({ message }) => {
  for (const { reject } of waiting.values()) reject(new Error(message));
  waiting.clear();
});

/**
 * Draws a page of a PDF, whatever size it claims to have.
 *
 * @param number of the page, from 1
 * @throws Error when it cannot be drawn: what is in a file may not be ours
 */
export function drawPage(pdf: Uint8Array, scale: Scale, number = 1): Promise<DrawnPage> {
  return new Promise((resolve, reject) => {
    const id = orders++;
    waiting.set(id, { resolve, reject });
    thread.postMessage({ id, pdf, number, scale } satisfies DrawingOrder);
  });
}
