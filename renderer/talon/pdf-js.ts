import { drawingThread } from '../parts/drawing-thread.ts';
import type { DrawingOrder, DrawnPage, Scale } from './pdf-drawing.ts';
import DrawingThread from './pdf-drawing.ts?worker';

const draw = drawingThread<DrawingOrder, DrawnPage>(() => new DrawingThread());

/**
 * Draws a page of a PDF, whatever size it claims to have.
 *
 * @param number of the page, from 1
 * @throws Error when it cannot be drawn: what is in a file may not be ours
 */
export function drawPage(pdf: Uint8Array, scale: Scale, number = 1): Promise<DrawnPage> {
  return draw({ pdf, number, scale });
}
