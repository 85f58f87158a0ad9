import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileDurably } from '../../store/durable-file.ts';

/**
 * A sign in the folder of a restored or rescued office: it goes on as a new site under a fresh desk code, whatever the mark
 * says (design §4). It is taken away only when the new site stands; cut off in between, one more code is used up.
 */
export const requireRenewal = (folder: string): Promise<void> => writeFileDurably(signIn(folder), new Uint8Array());

export const renewalRequired = (folder: string): boolean => existsSync(signIn(folder));

export const noteRenewed = (folder: string): Promise<void> => rm(signIn(folder), { force: true });

function signIn(folder: string): string {
  return join(folder, 'renew');
}
