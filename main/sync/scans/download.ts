import { createHash } from 'node:crypto';
import { isScanHead, LONGEST_FILE, type ScanHead, scanPieceIds } from '../../../shared/centre/scan-documents.ts';
import type { Couch } from '../couch.ts';
import type { Pace } from '../pace.ts';
import type { SyncPorts } from '../ports.ts';

export type Download = {
  couch: Couch;
  pace: Pace;
  ports: Pick<SyncPorts, 'elapsed'>;
  /** Hears after each portion that more has come. */
  came: () => void;
};

/** What has come of a file so far: a line that breaks costs only the pieces that were on their way. */
export type Partial = { head: ScanHead; pieces: (Buffer | undefined)[] };

/** Which part of a file has come, 0 to 1. */
export function shareOf({ pieces }: Partial): number {
  return pieces.filter((piece) => piece !== undefined).length / Math.max(1, pieces.length);
}

/** What a partner has of a file; undefined when it has it not, or not whole. @throws RequestError */
export async function findFile(couch: Couch, sha256: string): Promise<Partial | undefined> {
  const [row] = await couch.byKeys([sha256]);
  if (row?.is !== 'there' || !isScanHead(row.document)) return undefined;
  const { bytes, type, pieces } = row.document;
  if (bytes > LONGEST_FILE) return undefined;
  return { head: { _id: sha256, bytes, type, pieces }, pieces: Array.from({ length: pieces }) };
}

/**
 * Fetches the pieces that have not come yet, a few at a time.
 *
 * @returns the file; undefined when what the partner has is not what its name says
 * @throws RequestError when the line breaks; what came stays in `partial`
 */
export async function fetchPieces(
  { couch, pace, ports, came }: Download,
  { head, pieces }: Partial,
): Promise<Uint8Array | undefined> {
  const ids = scanPieceIds(head);
  for (;;) {
    const wanted = ids.flatMap((id, i) => (pieces[i] ? [] : [{ id, i }])).slice(0, pace.size);
    if (wanted.length === 0) break;
    const begun = ports.elapsed();
    try {
      const rows = await couch.byKeys(wanted.map(({ id }) => id));
      for (const [at, row] of rows.entries()) {
        const data = row.is === 'there' ? row.document.data : undefined;
        if (typeof data !== 'string') return undefined;
        pieces[wanted[at]!.i] = Buffer.from(data, 'base64');
      }
    } catch (error) {
      pace.failed(error);
      throw error;
    }
    pace.succeeded(ports.elapsed() - begun);
    came();
  }
  const whole = Buffer.concat(pieces as Buffer[]);
  return createHash('sha256').update(whole).digest('hex') === head._id ? whole : undefined;
}
