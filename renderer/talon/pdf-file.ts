/** A PDF as a file to keep. */

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** The download has its own hold on the blob by then. */
const LONG_ENOUGH_MS = 60_000;

/** Offers the file for saving. */
export function savePdf(pdf: Uint8Array, name: string): void {
  const address = URL.createObjectURL(new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}.pdf`;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), LONG_ENOUGH_MS);
}
