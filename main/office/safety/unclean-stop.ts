import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseIn } from '../open/open-store.ts';

/**
 * Whether the office in a folder was stopped in mid-work: it left its sign, or a WAL with something in it. The first is quick
 * to lose in a power cut, the second is not.
 */
export function stoppedUncleanly(folder: string): boolean {
  const wal = statSync(`${databaseIn(folder)}-wal`, { throwIfNoEntry: false });
  return existsSync(signIn(folder)) || (wal?.size ?? 0) > 0;
}

/** From here on an end that was not announced is noticed at the next start. */
export function noteOpening(folder: string): void {
  try {
    writeFileSync(signIn(folder), '');
  } catch {
    // A full or read-only disk: the office may still be read.
  }
}

export function noteClosed(folder: string): void {
  try {
    rmSync(signIn(folder), { force: true });
  } catch {
    // The next start looks once more than it would have to.
  }
}

function signIn(folder: string): string {
  return join(folder, 'open');
}
