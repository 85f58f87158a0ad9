import type { NamedFile } from '../../../shared/books/book.ts';
import { SCAN_PIECE, scanHead, scanPieceIds } from '../../../shared/centre/scan-documents.ts';
import { isServersTrouble } from '../../../shared/centre/server-trouble.ts';
import { describe } from '../../store/errors.ts';
import type { Couch, WriteRow } from '../couch.ts';
import { RequestError } from '../errors.ts';
import { OFTEN, type Pace, paced } from '../pace.ts';
import type { SyncPorts } from '../ports.ts';
import { BREAKS_THERE, TOO_LARGE, type Troubles } from '../troubles.ts';
import type { Files } from './ports.ts';

export type Upload = {
  couch: Couch;
  files: Pick<Files, 'get'>;
  pace: { up: Pace; down: Pace };
  /** Pieces of the file under way that the partner has as they are here: a line that breaks does not bring them back to be compared. */
  sure: Set<string>;
  /** On which the partner broke, and how often in a row. */
  breaking: Map<string, number>;
  troubles: Pick<Troubles, 'refuse' | 'setAside' | 'settle'>;
  ports: Pick<SyncPorts, 'elapsed' | 'log'>;
  /** Called with every file that is through, and whether the partner has it; what it has destroyed it has not. */
  through: (sha256: string, isThere: boolean) => void;
};

/** Names looked up in one request. */
const LOOK_UP = 200;
/** Why a file is not there: under its name, which is written once, stands something else. */
const OTHER_THERE = 'otherPieceThere';

/** A piece, or a head. */
type Written = { _id: string; type?: string } & Record<string, unknown>;

/**
 * Sends those of the files that the partner never had. What it has destroyed is left, and told of: to CouchDB a write onto that is as good as
 * any, so that only we can leave it. Pieces that are there from an attempt that broke off are compared, not sent again; the
 * head, which makes them a file, goes last.
 *
 * @throws RequestError when the line breaks
 */
export async function sendFiles(upload: Upload, named: readonly NamedFile[]): Promise<void> {
  for (let at = 0; at < named.length; at += LOOK_UP) {
    const some = named.slice(at, at + LOOK_UP);
    const heads = await upload.couch.heads(some.map(({ sha256 }) => sha256));
    for (const file of some) {
      const head = heads.get(file.sha256);
      const isThere = head === undefined ? await sendUnlessBreaking(upload, file) : head !== '';
      if (head === '') await leave(upload, file.sha256);
      if (isThere) for (const kind of ['refused', 'aside'] as const) await upload.troubles.settle(file.sha256, kind);
      upload.through(file.sha256, isThere);
    }
  }
}

async function leave({ troubles }: Upload, sha256: string): Promise<false> {
  await troubles.settle(sha256, 'refused');
  await troubles.setAside(sha256, 'removed', '');
  return false;
}

/** On what the partner breaks again and again, files behind do not wait. @returns whether the partner has it now */
async function sendUnlessBreaking(upload: Upload, file: NamedFile): Promise<boolean> {
  const { breaking, troubles, ports } = upload;
  const { sha256 } = file;
  try {
    const isThere = await sendFile(upload, file);
    breaking.delete(sha256);
    return isThere;
  } catch (error) {
    if (!(error instanceof RequestError) || (error.failure !== 'broken' && error.failure !== 'bad')) throw error;
    const times = (breaking.get(sha256) ?? 0) + 1;
    breaking.set(sha256, times);
    if (times < OFTEN) throw error;
    ports.log('warning', 'the partner breaks on a file', { sha256, why: error.message });
    breaking.delete(sha256);
    await troubles.refuse(sha256, BREAKS_THERE);
    return false;
  }
}

/** @returns whether the partner has it now */
async function sendFile(upload: Upload, { sha256, type }: NamedFile): Promise<boolean> {
  const { couch, pace, sure } = upload;
  const refuse = async (reason: string) => {
    await upload.troubles.refuse(sha256, reason);
    return false;
  };
  const bytes = await readFile(upload, sha256);
  if (!bytes) return false;
  const head = scanHead(sha256, bytes.byteLength, type);
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces = scanPieceIds(head).map((_id, i) => ({ _id, at: i * SCAN_PIECE }));
  const pieceOf = ({ _id, at }: { _id: string; at: number }) => ({
    _id,
    data: whole.subarray(at, at + SCAN_PIECE).toString('base64'),
  });
  const missing: typeof pieces = [];
  for (let from = 0; from < pieces.length; from += LOOK_UP) {
    const some = pieces.slice(from, from + LOOK_UP);
    const there = await couch.heads(some.map(({ _id }) => _id));
    // Destroyed before its head ever came.
    if (some.some(({ _id }) => there.get(_id) === '')) return leave(upload, sha256);
    const unsure = some.filter(({ _id }) => there.has(_id) && !sure.has(_id));
    if (!(await areThere(upload, unsure.map(pieceOf)))) return refuse(OTHER_THERE);
    missing.push(...some.filter(({ _id }) => !there.has(_id)));
  }
  while (missing.length > 0) {
    const batch = missing.slice(0, Math.max(1, Math.floor(pace.up.size / SCAN_PIECE)));
    const outcome = await write(upload, batch.map(pieceOf));
    if (outcome === TOO_LARGE && batch.length > 1) continue;
    if (outcome !== 'taken') return refuse(outcome);
    for (const { _id } of batch) sure.add(_id);
    missing.splice(0, batch.length);
  }
  const outcome = await write(upload, [head]);
  if (outcome !== 'taken') return refuse(outcome);
  sure.clear();
  return true;
}

/** A file that is not here is sent by whoever added it; one that cannot be read is told of, and tried again. */
async function readFile({ files, ports, troubles }: Upload, sha256: string): Promise<Uint8Array | undefined> {
  try {
    return await files.get(sha256);
  } catch (error) {
    ports.log('error', 'a file could not be read', { sha256, error: describe(error) });
    await troubles.refuse(sha256, 'unreadableHere');
    return undefined;
  }
}

/** @returns `taken`, or why not. @throws RequestError when nothing can be said yet */
async function write(upload: Upload, documents: readonly Written[]): Promise<string> {
  const { couch, pace, ports } = upload;
  const begun = ports.elapsed();
  let rows: Map<string, WriteRow>;
  try {
    const texts = documents.map((document) => ({ id: document._id, text: JSON.stringify(document) }));
    rows = await couch.write(texts, { isPapers: false });
  } catch (error) {
    pace.up.failed(error);
    if (error instanceof RequestError && error.failure === 'tooLarge') return TOO_LARGE;
    throw error;
  }
  pace.up.succeeded(ports.elapsed() - begun);
  const conflicting: Written[] = [];
  for (const document of documents) {
    const row = rows.get(document._id)!;
    if ('rev' in row) continue;
    if (row.error === 'conflict') conflicting.push(document);
    else if (row.error === 'forbidden' || row.error === 'unauthorized')
      return row.reason === '' ? row.error : row.reason;
    else throw new RequestError(isServersTrouble(row) ? 'busy' : 'broken', `${row.error} ${row.reason}`);
  }
  // From another attempt or another desk.
  return (await areThere(upload, conflicting)) ? 'taken' : OTHER_THERE;
}

/** Whether the partner has the very same; how a head names the kind of file says nothing about what is in it. */
async function areThere({ couch, pace, ports, sure }: Upload, documents: readonly Written[]): Promise<boolean> {
  for (let at = 0; at < documents.length; ) {
    const rows = await paced(pace.down, ports, (size) =>
      couch.byKeys(documents.slice(at, at + size).map(({ _id }) => _id)),
    );
    for (const row of rows) {
      const document = documents[at++]!;
      if (row.is !== 'there') throw new RequestError('nonsense', `${row.is} what was there a moment ago`);
      const { type: _, ...said } = document;
      if (Object.entries(said).some(([field, value]) => row.document[field] !== value)) return false;
      sure.add(document._id);
    }
  }
  return true;
}
