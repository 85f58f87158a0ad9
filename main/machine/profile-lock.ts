import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/**
 * Makes sure that a profile is served by one program: a lock of SQLite's on an empty file, which the operating system drops when the
 * process ends, however it ends.
 *
 * @returns undefined when another program holds the profile; else how to let go of it.
 * @throws Error when the folder cannot be written to by this account. On a file system where nobody can write there is nothing to hold.
 */
export function holdProfile(profile: string): (() => void) | undefined {
  const file = join(profile, 'host.lock');
  try {
    mkdirSync(profile, { recursive: true });
    // Made here, so that it follows the umask: SQLite would let its owner alone write it.
    closeSync(openSync(file, 'a'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EROFS' || !existsSync(profile)) throw error;
    return () => undefined;
  }
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
