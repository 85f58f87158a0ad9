/** A PDF as file and as something to print. Blobs and the frame stay on this page: nothing leaves the computer. */

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function blobOf(pdf: Uint8Array): Blob {
  return new Blob([new Uint8Array(pdf)], { type: 'application/pdf' });
}

/** Offers the file for saving. */
export function savePdf(pdf: Uint8Array, name: string): void {
  const address = URL.createObjectURL(blobOf(pdf));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.pdf`;
  link.click();
  // The download has its own hold on the blob by then.
  window.setTimeout(() => URL.revokeObjectURL(address), LONG_ENOUGH_MS);
}

const LONG_ENOUGH_MS = 60_000;

/** Whether the browser shows PDF itself, and so can print one. */
export function canPrintPdf(): boolean {
  return navigator.pdfViewerEnabled && window.kense === undefined;
}

let frame: HTMLIFrameElement | undefined;

/** Opens the browser's print window with the file. The frame stays until the next one: the window needs it. */
export function printPdf(pdf: Uint8Array): void {
  if (frame) {
    URL.revokeObjectURL(frame.src);
    frame.remove();
  }
  frame = document.createElement('iframe');
  const { style } = frame;
  style.position = 'fixed';
  style.inset = 'auto auto 0 0';
  style.width = '1px';
  style.height = '1px';
  style.border = '0';
  style.opacity = '0';
  frame.title = 'PDF';
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  frame.src = URL.createObjectURL(blobOf(pdf));
  frame.addEventListener('load', ({ currentTarget }) => {
    if (currentTarget instanceof HTMLIFrameElement) currentTarget.contentWindow?.print();
  });
  document.body.append(frame);
}
