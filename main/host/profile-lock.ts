import { join } from 'node:path';
import Database from 'libsql';

/**
 * Makes sure that a profile is served by one host: a lock of SQLite's on an empty file, which the operating system drops when the
 * process ends, however it ends.
 *
 * @returns undefined when another host holds the profile; else how to let go of it.
 * @throws Error when the folder cannot be written to.
 */
export function holdProfile(profile: string): (() => void) | undefined {
  const lock = new Database(join(profile, 'host.lock'), { timeout: 0 });
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
