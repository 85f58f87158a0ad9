import { statSync } from 'node:fs';
import type { Connection } from './connection.ts';
import { tablesOf } from './table.ts';

/**
 * Does housekeeping that would otherwise fall into a clerk's click: merges the full-text index, writes the WAL back into
 * the file. To be called when nobody is waiting, again and again until it returns `false` (nothing left to do).
 * Blocks for about `budget` milliseconds, a step longer at most. Losing it in mid-step loses nothing.
 */
export function maintain(connection: Connection, budget = 20): boolean {
  if (connection.readOnly) return false;
  const end = performance.now() + budget;
  for (const table of tablesOf(connection)) {
    if (!table.fullText) continue;
    while (table.fullText.mergeStep()) {
      if (performance.now() >= end) return true;
    }
  }
  if (walBytes(connection) >= WAL_WORTH_A_CHECKPOINT) connection.get('PRAGMA wal_checkpoint(TRUNCATE)');
  return false;
}

const WAL_WORTH_A_CHECKPOINT = 1_048_576;

function walBytes(connection: Connection): number {
  return statSync(`${connection.path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
