/**
 * How a file lies in `agency-<7 digits>-scans`: in pieces `<SHA-256>:<i>`, each a base64 text in `data`, and when all are there a head
 * `<SHA-256>` that says so. The registry's check lets each be written once (validate/scans.js).
 */

/** Bytes of a piece: 64 KB of base64, so that a thin line breaks off little. */
export const SCAN_PIECE = 49_152;

/** No file is longer; each is put together in memory. Bytes. */
export const LONGEST_FILE = 256 * 1_048_576;

export type ScanHead = { _id: string; bytes: number; type: string; pieces: number };

export function scanHead(sha256: string, bytes: number, type: string): ScanHead {
  return { _id: sha256, bytes, type, pieces: Math.ceil(bytes / SCAN_PIECE) };
}

/** Ids of all pieces, in their order. */
export function scanPieceIds({ _id, pieces }: Pick<ScanHead, '_id' | 'pieces'>): string[] {
  return Array.from({ length: pieces }, (_, i) => `${_id}:${i}`);
}

/** Whether a document is a head: what an unfinished or foreign one lacks. */
export function isScanHead(document: object): document is ScanHead {
  const { bytes, type, pieces } = document as Partial<ScanHead>;
  const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
  return isCount(bytes) && typeof type === 'string' && pieces === Math.ceil(bytes / SCAN_PIECE);
}
