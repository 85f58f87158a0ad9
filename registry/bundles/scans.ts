import { databaseOf } from '../../shared/centre/names.ts';
import { isScanHead, SCAN_PIECE, scanHead, scanPieceIds } from '../../shared/centre/scan-documents.ts';
import type { Couch } from '../deploy/couch.ts';

/** Pieces written or read in one request. */
const PIECES_AT_ONCE = 16;

/** Keeps a file among an agency's scans, unless it is there: its pieces first, then the head that makes it one. */
export async function keepScan(
  couch: Couch,
  agency: string,
  scan: { sha256: string; type: string; bytes: Uint8Array },
): Promise<boolean> {
  const database = databaseOf(agency, '-scans');
  const head = scanHead(scan.sha256, scan.bytes.length, scan.type);
  if ((await readAll(couch, database, [head._id])).length > 0) return false;
  const bytes = Buffer.from(scan.bytes.buffer, scan.bytes.byteOffset, scan.bytes.byteLength);
  const pieces = scanPieceIds(head).map((_id, i) => ({
    _id,
    data: bytes.subarray(i * SCAN_PIECE, (i + 1) * SCAN_PIECE).toString('base64'),
  }));
  // A piece that is there already is a conflict, and stays.
  for (let at = 0; at < pieces.length; at += PIECES_AT_ONCE)
    await couch.demand('POST', `${database}/_bulk_docs`, { docs: pieces.slice(at, at + PIECES_AT_ONCE) });
  await couch.demand('POST', `${database}/_bulk_docs`, { docs: [head] });
  return true;
}

/** A file's length and its bytes, a stretch at a time; undefined where it is not (whole) here. */
export async function openScan(
  couch: Couch,
  agency: string,
  sha256: string,
): Promise<{ bytes: number; stretches: () => AsyncGenerator<Uint8Array> } | undefined> {
  const database = databaseOf(agency, '-scans');
  const [head] = await readAll(couch, database, [sha256]);
  if (!head || !isScanHead(head)) return undefined;
  const ids = scanPieceIds(head);
  return {
    bytes: head.bytes,
    async *stretches() {
      for (let at = 0; at < ids.length; at += 5) {
        const pieces = (await readAll(couch, database, ids.slice(at, at + 5))) as { data?: unknown }[];
        yield Buffer.concat(pieces.map(({ data }) => Buffer.from(String(data), 'base64')));
      }
    },
  };
}

async function readAll(couch: Couch, database: string, keys: string[]): Promise<object[]> {
  const { rows } = await couch.demand('POST', `${database}/_all_docs?include_docs=true`, { keys });
  return (rows as { doc?: object | null }[]).flatMap(({ doc }) => doc ?? []);
}
