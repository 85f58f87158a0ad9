import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection } from '../../main/store/connection.ts';
import { createSqliteStorage, type SqliteStorageOptions } from '../../main/store/storage.ts';

/** A new folder for one test; to be removed by the caller. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'kense-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** An empty store in a folder of its own. */
export function temporaryStore(options: Omit<SqliteStorageOptions, 'connection'> = {}) {
  const folder = temporaryFolder();
  const key = randomBytes(32);
  const path = join(folder.path, 'kense.db');
  const connection = openConnection(path, key);
  return {
    key,
    path,
    folder: folder.path,
    connection,
    storage: createSqliteStorage({ connection, ...options }),
    dispose(): void {
      connection.close();
      folder.remove();
    },
  };
}
