/** The download has its own hold on the blob by then. */
const LONG_ENOUGH_MS = 60_000;

/** Offers a file for saving, under a name with its ending. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), LONG_ENOUGH_MS);
}
