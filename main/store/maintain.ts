import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { tablesOf } from './tables.ts';

/**
 * Does housekeeping that would otherwise fall into a clerk's click: brings words into the full-text index and merges it, writes the WAL back into
 * the file, gives the room of what is gone back to the disk. To be called when nobody is waiting, again and again until it
 * returns `false` (nothing left to do, or nothing that can be done as long as somebody reads the whole file).
 * Blocks for about `budget` milliseconds, a step longer at most. Losing it in mid-step loses nothing.
 */
export function maintain(connection: Connection, budget = 20): boolean {
  if (connection.readOnly || !checkpoint(connection)) return false;
  const end = performance.now() + budget;
  for (const step of stepsOf(connection)) {
    while (step()) {
      if (performance.now() >= end) return true;
    }
  }
  checkpoint(connection, WAL_WORTH_A_CHECKPOINT);
  return false;
}

function* stepsOf(connection: Connection): Generator<() => boolean> {
  for (const { fullText } of tablesOf(connection)) if (fullText) yield () => fullText.step();
  yield () => releaseStep(connection);
}

/** Bytes. */
const WAL_WORTH_A_CHECKPOINT = 1_048_576;
/** More than a commit leaves there before it writes back by itself: whoever adds to it would only make it grow. Bytes. */
const WAL_OF_A_READER = 50_331_648;

/**
 * @returns false when the WAL cannot be written back for a reader's sake (a backup is being copied): it is let grow by what has to be
 *   written alone
 */
function checkpoint(connection: Connection, from = WAL_OF_A_READER): boolean {
  const bytes = () => statSync(`${connection.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes() < from) return true;
  connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
  return bytes() < from;
}

/** So many free pages stay for what is written next. */
const FREE_PAGES_KEPT = 1_000;
const PAGES_PER_RELEASE = 100;

/** After a rebuild half of the file is free pages. Those at its end go; what is behind them moves forward. */
function releaseStep(connection: Connection): boolean {
  const free = () => Number(connection.get('PRAGMA freelist_count')?.[0]);
  const before = free();
  if (before <= FREE_PAGES_KEPT) return false;
  connection.releasePages(PAGES_PER_RELEASE);
  return free() < before;
}
