import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Safety, safetySchema } from '../../../shared/contract/safety.ts';
import { blobNames } from '../../store/care/blob-files.ts';
import { type Computed, followTable } from '../../store/care/in-step.ts';
import { readCatalogue, type WholeRow, wholeRow } from '../../store/care/salvage.ts';
import { writeFileDurably } from '../../store/durable-file.ts';
import { StoreError } from '../../store/errors.ts';
import { textOfIndexKey } from '../../store/index-key.ts';
import { blobsIn, type Store } from '../open/open-store.ts';
import { requireRebuild } from './rebuild-sign.ts';

/** Each row's words are looked up in the full text: among 100,000 papers about 1 ms a row, and a key pressed meanwhile waits for the step. */
const ROWS_A_STEP = 4;
const STEPS_BETWEEN_NOTES = 600;
/** A scan that has come through begins anew after so long. Milliseconds. */
const BETWEEN_SCANS_MS = 7 * 86_400_000;

/**
 * Reads every document and every blob again, and what is computed from documents beside them, a little at a time when nobody works, to see damage before somebody needs what is
 * damaged. How far it has come is kept beside the store, so that it goes on there after a restart.
 */
export function createScan(
  store: Pick<Store, 'connection' | 'blobs'>,
  host: { now: () => number; notify: () => void },
) {
  const { connection } = store;
  const file = progressIn(dirname(connection.path));
  const now = () => new Date(host.now()).toISOString();
  let { view, place } = readProgress(file);
  let blobs: string[] | undefined;
  let steps = 0;
  /** The table that is read, and whether it is from its first row on: only then its counters can be told. */
  let following: { n: number; whole: boolean; table: ReturnType<typeof followTable> } | undefined;

  function note(): void {
    try {
      writeFileSync(file, JSON.stringify({ view, place }));
    } catch {
      // A full or read-only disk: the scan begins where it was noted last.
    }
    host.notify();
  }

  function found(what: string): void {
    if (!view.damaged.includes(what)) view = { ...view, damaged: [...view.damaged, what].slice(0, 1_000) };
    note();
  }

  function foundOutOfStep(kinds: Computed[]): void {
    const fresh = kinds.filter((kind) => !view.outOfStep.includes(kind));
    if (fresh.length === 0) return;
    view = { ...view, outOfStep: [...view.outOfStep, ...fresh] };
    requireRebuild(dirname(connection.path));
    note();
  }

  function follow(n: number): NonNullable<typeof following> {
    if (following?.n === n) return following;
    following?.table.stop();
    following = { n, whole: place.row === Number.MIN_SAFE_INTEGER, table: followTable(connection, n) };
    return following;
  }

  /** One batch of rows. Returns false when there are no more. */
  function scanRows(): boolean {
    const entry = readCatalogue(connection).find(({ n }) => n >= place.table);
    if (!entry) return false;
    const { n, collection } = entry;
    if (n > place.table) place = { table: n, row: Number.MIN_SAFE_INTEGER };
    try {
      const rows = connection.all(
        `SELECT row, id, sequence, body FROM t${n} WHERE row > ? ORDER BY row LIMIT ${ROWS_A_STEP}`,
        [place.row],
      );
      const { table, whole } = follow(n);
      const sound: WholeRow[] = [];
      for (const row of rows) {
        if (!isWhole(() => sound.push(wholeRow(row)))) {
          found(row[1] instanceof Uint8Array ? textOfIndexKey(row[1]) : `${collection} ${String(row[0])}`);
          following!.whole = false;
        }
      }
      foundOutOfStep(table.pass(sound));
      if (rows.length === 0 && whole && !table.countersInStep()) foundOutOfStep(['counters']);
      view = { ...view, checked: view.checked + rows.length };
      place =
        rows.length === 0 ? { table: n + 1, row: Number.MIN_SAFE_INTEGER } : { table: n, row: Number(rows.at(-1)![0]) };
    } catch (error) {
      if (!isDamage(error)) throw error;
      // A page of the table itself: nothing behind it can be reached this way.
      found(collection);
      place = { table: n + 1, row: Number.MIN_SAFE_INTEGER };
    }
    return true;
  }

  async function scanBlob(): Promise<boolean> {
    blobs ??= await blobNames(blobsIn(dirname(connection.path)));
    const name = blobs.pop();
    if (name === undefined) return false;
    try {
      await store.blobs.get(name);
    } catch (error) {
      if (!isDamage(error)) throw error;
      found(name);
    }
    return true;
  }

  return {
    view: (): Safety['scan'] => view,
    /** Somebody else has found this. */
    foundOutOfStep,
    stop: () => following?.table.stop(),
    /** One small step. Returns false when there is nothing to do for now. */
    async step(): Promise<boolean> {
      const since = view.finishedAt === '' ? undefined : host.now() - Date.parse(view.finishedAt);
      const resting = since !== undefined && since >= 0 && since < BETWEEN_SCANS_MS;
      if (resting) return false;
      if (view.startedAt === '' || view.finishedAt !== '') {
        view = { startedAt: now(), finishedAt: '', checked: 0, damaged: [], outOfStep: [] };
        place = BEGINNING;
        following?.table.stop();
        following = undefined;
        blobs = undefined;
      }
      if (++steps % STEPS_BETWEEN_NOTES === 0) note();
      if (scanRows() || (await scanBlob())) return true;
      view = { ...view, finishedAt: now() };
      note();
      return false;
    },
  };
}

/** A restored store lacks these files: its scan begins with them. */
export async function noteMissing(folder: string, names: string[], now: number): Promise<void> {
  const view: Safety['scan'] = {
    startedAt: new Date(now).toISOString(),
    finishedAt: '',
    checked: 0,
    damaged: names.slice(0, 1_000),
    outOfStep: [],
  };
  await writeFileDurably(progressIn(folder), Buffer.from(JSON.stringify({ view, place: BEGINNING })));
}

function progressIn(folder: string): string {
  return join(folder, 'scan.json');
}

const BEGINNING = { table: 0, row: Number.MIN_SAFE_INTEGER };

function readProgress(file: string): { view: Safety['scan']; place: typeof BEGINNING } {
  try {
    const { view, place } = JSON.parse(readFileSync(file, 'utf8'));
    return {
      view: safetySchema.shape.scan.parse(view),
      place: { table: Number(place.table), row: Number(place.row) },
    };
  } catch {
    return { view: { startedAt: '', finishedAt: '', checked: 0, damaged: [], outOfStep: [] }, place: BEGINNING };
  }
}

function isWhole(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return false;
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof StoreError && error.code === 'damaged';
}
