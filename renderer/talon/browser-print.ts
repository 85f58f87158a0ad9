/**
 * The browser's own print. The page is printed as a picture on paper of its exact size and without margins: a browser that prints
 * a PDF fits it to the sheet and shrinks the bars of the code. Three picture dots to each of a label printer's 203 dpi.
 */
const PRINT_DPI = 609;

let frame: HTMLIFrameElement | undefined;
let addresses: string[] = [];

/**
 * Opens the print window with the first page of a PDF. Everything stays on this page: nothing leaves the computer.
 *
 * @param title names the job in the printer's queue
 */
export async function printByBrowser(pdf: Uint8Array, title: string): Promise<void> {
  const { drawPage } = await import('./pdf-js.ts');
  const { picture, widthPt, heightPt } = await drawPage(pdf, { dotsPerInch: PRINT_DPI });
  forgetLast();
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext('bitmaprenderer')!.transferFromImageBitmap(picture);
  const image = addressOf(await canvas.convertToBlob({ type: 'image/png' }));
  const sheet = sheetOf(image, { title, width: `${widthPt}pt`, height: `${heightPt}pt` });
  const hidden = hiddenFrame(title);
  frame = hidden;
  await new Promise((resolve) => {
    hidden.addEventListener('load', resolve, { once: true });
    hidden.src = addressOf(new Blob([sheet], { type: 'text/html' }));
    document.body.append(hidden);
  });
  hidden.contentWindow?.print();
}

function sheetOf(image: string, { title, width, height }: { title: string; width: string; height: string }): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>${title.replace(/[<&]/g, '')}</title>
<style>
  @page { size: ${width} ${height}; margin: 0; }
  html, body { margin: 0; }
  img { display: block; width: ${width}; height: ${height}; break-after: avoid; }
</style>
<img src="${image}" alt="">`;
}

/** The print window needs the frame for as long as it is open, so it stays until the next one. */
function forgetLast(): void {
  frame?.remove();
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
}

function addressOf(blob: Blob): string {
  const address = URL.createObjectURL(blob);
  addresses.push(address);
  return address;
}

function hiddenFrame(title: string): HTMLIFrameElement {
  const hidden = document.createElement('iframe');
  Object.assign(hidden.style, {
    position: 'fixed',
    left: '0',
    bottom: '0',
    width: '1px',
    height: '1px',
    border: '0',
    opacity: '0',
  });
  hidden.title = title;
  hidden.tabIndex = -1;
  hidden.ariaHidden = 'true';
  return hidden;
}
