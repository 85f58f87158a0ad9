/** A page of a scan as a picture; `pages` is 1 for a PNG or JPEG. */
export type DrawnScan = { picture: CanvasImageSource & { width: number; height: number }; pages: number };

/** What the page can draw; the rest is saved and opened elsewhere. */
export function canDraw(type: string): boolean {
  return ['application/pdf', 'image/png', 'image/jpeg', 'image/tiff'].includes(type);
}

/**
 * Draws a scan within so many pixels. Rejects when it cannot be drawn: what is in a file is not ours.
 *
 * @param page of a PDF or TIFF, from 1
 */
export async function drawScan(file: Blob, most: { width: number; height: number }, page = 1): Promise<DrawnScan> {
  if (file.type === 'application/pdf') {
    const { drawPage } = await import('../talon/pdf-js.ts');
    return drawPage(new Uint8Array(await file.arrayBuffer()), most, page);
  }
  if (file.type === 'image/tiff') {
    const { drawTiff } = await import('./tiff.ts');
    return drawTiff({ tiff: await file.arrayBuffer(), number: page, most });
  }
  const whole = await createImageBitmap(file);
  const scale = Math.min(1, most.width / whole.width, most.height / whole.height);
  const picture = await createImageBitmap(whole, {
    resizeWidth: Math.max(1, Math.round(whole.width * scale)),
    resizeHeight: Math.max(1, Math.round(whole.height * scale)),
    resizeQuality: 'medium',
  });
  whole.close();
  return { picture, pages: 1 };
}
