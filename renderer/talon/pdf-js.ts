import type { Drawing, DrawingOrder, DrawnPage, Scale } from './pdf-drawing.ts';
import DrawingThread from './pdf-drawing.ts?worker';

/** A page that takes longer is given up: whoever waits for it can print or save all the same. */
const LONGEST_DRAWING_MS = 20_000;

/** pdf.js, drawing in its thread; begun when the first PDF is shown, and anew after it has failed. */
let thread: Worker | undefined;
const waiting = new Map<number, { resolve(drawn: DrawnPage): void; reject(error: unknown): void }>();
let orders = 0;

/**
 * Draws a page of a PDF, whatever size it claims to have.
 *
 * @param number of the page, from 1
 * @throws Error when it cannot be drawn: what is in a file may not be ours
 */
export async function drawPage(pdf: Uint8Array, scale: Scale, number = 1): Promise<DrawnPage> {
  const id = orders++;
  thread ??= begun();
  const drawn = new Promise<DrawnPage>((resolve, reject) => waiting.set(id, { resolve, reject }));
  thread.postMessage({ id, pdf, number, scale } satisfies DrawingOrder);
  const limit = window.setTimeout(() => giveUp(`page ${number} takes too long`), LONGEST_DRAWING_MS);
  return drawn.finally(() => window.clearTimeout(limit));
}

function begun(): Worker {
  const next = new DrawingThread();
  next.addEventListener('message', ({ data }: MessageEvent<Drawing>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ('drawn' in data) asked?.resolve(data.drawn);
    else asked?.reject(new Error(data.problem));
  });
  next.addEventListener('error', ({ message }) => giveUp(message));
  return next;
}

/** What is waited for fails; the next page begins a new thread. */
function giveUp(why: string): void {
  thread?.terminate();
  thread = undefined;
  for (const { reject } of waiting.values()) reject(new Error(why));
  waiting.clear();
}
