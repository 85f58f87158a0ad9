import { openEncrypted } from '../connection.ts';
import { toStoreError } from '../errors.ts';

/**
 * Holds the store as it is now for somebody who copies its files, while writers go on.
 *
 * A reader of its own on the same file: as long as it reads, SQLite neither starts the WAL anew nor writes into the database
 * file anything committed later than what the reader sees. What is written into the database file meanwhile stands in the WAL
 * as well, and the WAL only grows. So a copy of the database file and then of the WAL, in whatever state each is met, opens
 * to a whole state, this one or a later one: half a frame at the end of the WAL fails its checksum and is left out.
 *
 * The copying must be done by another process: closing a file of the database in this one would drop SQLite's locks on it
 * (POSIX), and it must not be longer than needed, because the WAL grows meanwhile.
 *
 * @returns lets go of it
 */
export function holdSnapshot(path: string, key: Uint8Array): () => void {
  try {
    const reader = openEncrypted(path, key);
    // exec, not prepare: a prepared statement would keep the file open after close().
    reader.exec('BEGIN; SELECT n FROM catalogue LIMIT 1;');
    return () => {
      reader.exec('ROLLBACK');
      reader.close();
    };
  } catch (error) {
    throw toStoreError(error);
  }
}
