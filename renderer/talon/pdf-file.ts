import { saveFile } from '../parts/save-file.ts';

/** A PDF as a file to keep. */

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Offers the file for saving. */
export function savePdf(pdf: Uint8Array, name: string): void {
  saveFile(new Blob([new Uint8Array(pdf)], { type: 'application/pdf' }), `${name}.pdf`);
}
