import { drawingThread } from '../parts/drawing-thread.ts';
import type { DrawnTiff, TiffOrder } from './tiff-drawing.ts';
import DrawingThread from './tiff-drawing.ts?worker';

/** Draws a page of a TIFF; rejects when it cannot be drawn. */
export const drawTiff = drawingThread<TiffOrder, DrawnTiff>(() => new DrawingThread());
