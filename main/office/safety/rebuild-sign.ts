import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A sign in the folder of an office: something that is computed from its documents is not in step with them. The next opening makes it
 * anew; the store that is built then is another folder, without the sign.
 */
export function requireRebuild(folder: string): void {
  try {
    writeFileSync(signIn(folder), '');
  } catch {
    // A full or read-only disk: whoever finds it again says so again.
  }
}

export const rebuildRequired = (folder: string): boolean => existsSync(signIn(folder));

/** It cannot be: a document is lost. The office opens as it is, and the scan says what is wrong. */
export const giveUpRebuild = (folder: string): void => rmSync(signIn(folder), { force: true });

function signIn(folder: string): string {
  return join(folder, 'rebuild');
}
