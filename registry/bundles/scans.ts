import { createHash } from 'node:crypto';
import { databaseOf } from '../../shared/centre/names.ts';
import { isScanHead, LONGEST_FILE, SCAN_PIECE, scanHead, scanPieceIds } from '../../shared/centre/scan-documents.ts';
import { type Couch, isSame, RegistryError } from '../deploy/couch.ts';

/** Pieces written or read in one request. */
const PIECES_AT_ONCE = 16;

type Stored = { _id: string; _rev: string; data?: unknown };

/**
 * Keeps a file among an agency's scans, unless it is there whole: its pieces first, then the head that makes it one. A piece that is not
 * what it should be is put right: the file is what its name says, as the caller has seen.
 *
 * @returns whether anything was lacking
 * @throws RegistryError when the server does not take every piece
 */
export async function keepScan(
  couch: Couch,
  agency: string,
  scan: { sha256: string; type: string; bytes: Uint8Array },
): Promise<boolean> {
  if (await readScan(couch, agency, scan.sha256)) return false;
  const database = databaseOf(agency, '-scans');
  const head = scanHead(scan.sha256, scan.bytes.length, scan.type);
  const bytes = Buffer.from(scan.bytes.buffer, scan.bytes.byteOffset, scan.bytes.byteLength);
  const pieces = scanPieceIds(head).map((_id, i) => ({
    _id,
    data: bytes.subarray(i * SCAN_PIECE, (i + 1) * SCAN_PIECE).toString('base64'),
  }));
  for (let at = 0; at < pieces.length; at += PIECES_AT_ONCE)
    await keepAll(couch, database, pieces.slice(at, at + PIECES_AT_ONCE));
  await keepAll(couch, database, [head]);
  return true;
}

/** A file out of an agency's scans; undefined where it is not whole here, or not what its name says. */
export async function readScan(couch: Couch, agency: string, sha256: string): Promise<Uint8Array | undefined> {
  const database = databaseOf(agency, '-scans');
  const [head] = await readAll(couch, database, [sha256]);
  if (!head || !isScanHead(head) || head.bytes > LONGEST_FILE) return undefined;
  const ids = scanPieceIds(head);
  const pieces: Buffer[] = [];
  for (let at = 0; at < ids.length; at += PIECES_AT_ONCE)
    for (const { data } of await readAll(couch, database, ids.slice(at, at + PIECES_AT_ONCE)))
      pieces.push(Buffer.from(String(data), 'base64'));
  const whole = Buffer.concat(pieces);
  return createHash('sha256').update(whole).digest('hex') === sha256 ? whole : undefined;
}

/** Writes documents; what is there already must say the same, or is written over. */
async function keepAll(couch: Couch, database: string, documents: readonly { _id: string }[]): Promise<void> {
  const conflicting = await writeAll(couch, database, documents);
  if (conflicting.size === 0) return;
  const there = await readAll(couch, database, [...conflicting]);
  const revisions = new Map(there.map(({ _id, _rev }) => [_id, _rev]));
  const wrong = documents.filter((document) => {
    const { _rev, ...stored } = there.find(({ _id }) => _id === document._id) ?? { _rev: '' };
    return conflicting.has(document._id) && !isSame(stored, document);
  });
  const again = wrong.map((document) => {
    const _rev = revisions.get(document._id);
    return { ...document, ...(_rev !== undefined && { _rev }) };
  });
  const [still] = again.length > 0 ? await writeAll(couch, database, again) : [];
  if (still !== undefined) throw new RegistryError(`${database}/${still}: conflict`, 409);
}

/** @returns ids of documents that stand there in another revision. @throws RegistryError for every other row that failed */
async function writeAll(couch: Couch, database: string, docs: readonly { _id: string }[]): Promise<Set<string>> {
  const rows = (await couch.demand('POST', `${database}/_bulk_docs`, { docs })) as unknown;
  if (!Array.isArray(rows) || rows.length !== docs.length)
    throw new RegistryError(`${database}/_bulk_docs: ${docs.length} documents, another number of answers`, 500);
  const conflicting = new Set<string>();
  for (const [i, { error, reason }] of (rows as { error?: unknown; reason?: unknown }[]).entries()) {
    if (error === 'conflict') conflicting.add(docs[i]!._id);
    else if (error !== undefined)
      throw new RegistryError(`${database}/${docs[i]!._id}: ${error} ${reason ?? ''}`.trim(), 500);
  }
  return conflicting;
}

async function readAll(couch: Couch, database: string, keys: string[]): Promise<Stored[]> {
  const { rows } = await couch.demand('POST', `${database}/_all_docs?include_docs=true`, { keys });
  return (rows as { doc?: Stored | null }[]).flatMap(({ doc }) => doc ?? []);
}
