import { type CardScan, SCAN_STRETCH } from '../../shared/contract/scans.ts';
import { office } from '../client/connection.ts';

/** Files between page and office, a stretch at a time. */

/**
 * Adds a file to a paper; what this rejects with is a problem of the contract.
 *
 * @param progress hears the share that has gone, 0 to 1
 */
export async function addScan(number: string, file: File, progress: (share: number) => void): Promise<void> {
  const { id } = await office.scans.begin({ number, name: file.name, bytes: file.size });
  for (let offset = 0; offset < file.size; offset += SCAN_STRETCH) {
    const data = await base64Of(file.slice(offset, offset + SCAN_STRETCH));
    await office.scans.add({ id, offset, data });
    progress(Math.min(1, (offset + SCAN_STRETCH) / file.size));
  }
  await office.scans.attach({ id });
}

/**
 * A whole file from the office, which fetches it first where it is not on this computer.
 *
 * @param progress hears the share that has come, 0 to 1, from the first stretch on
 */
export async function readScan(
  { sha256, type }: Pick<CardScan, 'sha256' | 'type'>,
  signal: AbortSignal,
  progress?: (share: number) => void,
): Promise<Blob> {
  const stretches: Uint8Array<ArrayBuffer>[] = [];
  for (let offset = 0; ; ) {
    const { data, bytes } = await office.scans.read({ sha256, offset }, { signal });
    const stretch = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    stretches.push(stretch);
    offset += stretch.length;
    progress?.(Math.min(1, offset / Math.max(1, bytes)));
    if (offset >= bytes || stretch.length === 0) return new Blob(stretches, { type });
  }
}

function base64Of(part: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(part);
  });
}
