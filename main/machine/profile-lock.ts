import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/**
 * Makes sure that a profile is served by one program: a lock of SQLite's on an empty file, which the operating system drops when the
 * process ends, however it ends.
 *
 * @returns undefined when another program holds the profile; else how to let go of it.
 * @throws Error when the folder cannot be written to.
 */
export function holdProfile(profile: string): (() => void) | undefined {
  mkdirSync(profile, { recursive: true });
  const file = join(profile, 'host.lock');
  // Made here, so that it follows the umask: SQLite would let its owner alone write it.
  closeSync(openSync(file, 'a'));
  const lock = new Database(file, { timeout: 0 });
  try {
    // exec, not prepare: a prepared statement would keep the file open after close().
    lock.exec('PRAGMA journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
  return () => {
    lock.exec('ROLLBACK');
    lock.close();
  };
}
