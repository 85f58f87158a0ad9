import type { NamedFile } from '../../../shared/books/book.ts';
import { SCAN_PIECE, scanHead, scanPieceIds } from '../../../shared/centre/scan-documents.ts';
import { describe } from '../../store/errors.ts';
import type { Couch, WriteRow } from '../couch.ts';
import { RequestError } from '../errors.ts';
import type { Pace } from '../pace.ts';
import type { SyncPorts } from '../ports.ts';
import type { Troubles } from '../troubles.ts';
import type { Files } from './ports.ts';

export type Upload = {
  couch: Couch;
  files: Pick<Files, 'get'>;
  pace: Pace;
  troubles: Pick<Troubles, 'refuse' | 'settle'>;
  ports: Pick<SyncPorts, 'elapsed' | 'log'>;
  /** Called with every file that is through. */
  through: () => void;
};

/** Names looked up in one request. */
const LOOK_UP = 200;

/**
 * Sends those of the files that the partner lacks. Pieces that are there from an attempt that broke off are not sent again; the head,
 * which makes them a file, goes last.
 *
 * @throws RequestError when the line breaks
 */
export async function sendFiles(upload: Upload, named: readonly NamedFile[]): Promise<void> {
  for (let at = 0; at < named.length; at += LOOK_UP) {
    const some = named.slice(at, at + LOOK_UP);
    const there = await upload.couch.existing(some.map(({ sha256 }) => sha256));
    for (const file of some) {
      if (there.has(file.sha256)) await upload.troubles.settle(file.sha256, 'refused');
      else await sendFile(upload, file);
      upload.through();
    }
  }
}

async function sendFile(upload: Upload, { sha256, type }: NamedFile): Promise<void> {
  const bytes = await readFile(upload, sha256);
  // Whoever added it has it, and sends it.
  if (!bytes) return;
  const head = scanHead(sha256, bytes.byteLength, type);
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const missing: { id: string; at: number }[] = [];
  const ids = scanPieceIds(head);
  for (let from = 0; from < ids.length; from += LOOK_UP) {
    const some = ids.slice(from, from + LOOK_UP);
    const there = await upload.couch.existing(some);
    for (const [i, id] of some.entries()) if (!there.has(id)) missing.push({ id, at: (from + i) * SCAN_PIECE });
  }
  while (missing.length > 0) {
    const batch = missing.slice(0, Math.max(1, Math.floor(upload.pace.size / SCAN_PIECE)));
    const documents = batch.map(({ id, at }) => {
      const data = whole.subarray(at, at + SCAN_PIECE).toString('base64');
      return { id, text: JSON.stringify({ _id: id, data }) };
    });
    const outcome = await write(upload, documents);
    if (outcome === 'tooLarge' && batch.length > 1) continue;
    if (outcome !== 'taken') return upload.troubles.refuse(sha256, outcome);
    missing.splice(0, batch.length);
  }
  const outcome = await write(upload, [{ id: sha256, text: JSON.stringify(head) }]);
  if (outcome === 'taken') await upload.troubles.settle(sha256, 'refused');
  else await upload.troubles.refuse(sha256, outcome);
}

/** A damaged file is somebody else's matter: the check of documents tells of it. */
async function readFile({ files, ports }: Upload, sha256: string): Promise<Uint8Array | undefined> {
  try {
    return await files.get(sha256);
  } catch (error) {
    ports.log('error', 'a file could not be read', { sha256, error: describe(error) });
    return undefined;
  }
}

/** @returns `taken`, or why not */
async function write({ couch, pace, ports }: Upload, documents: { id: string; text: string }[]): Promise<string> {
  const begun = ports.elapsed();
  let rows: Map<string, WriteRow>;
  try {
    rows = await couch.write(documents);
  } catch (error) {
    pace.failed(error);
    if (error instanceof RequestError && error.failure === 'tooLarge') return 'tooLarge';
    throw error;
  }
  pace.succeeded(ports.elapsed() - begun);
  // A conflict: it is there, from another attempt or another desk.
  for (const row of rows.values())
    if ('error' in row && row.error !== 'conflict') return row.reason === '' ? row.error : row.reason;
  return 'taken';
}
