import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder, writeFileDurably } from '../../store/durable-file.ts';
import { storeExists } from '../open/open-store.ts';
import { type Wrap, writeKeyFile } from './key-file.ts';

/** An office of one's own, or the demo. */
export type Which = 'office' | 'demo';

/**
 * Where an office lies within the profile:
 * ```
 * <profile>/office/                store, long texts, key.json
 * <profile>/marks/office           the mark: outside, so that a restored folder does not bring its own back
 * <profile>/marks/office.key.json  a second copy of the key file, so that one damaged file is no loss
 * ```
 * The key file is written last and removed first: where it or its copy stands, there is an office.
 */
export type Place = { folder: string; keyFile: string; keyCopy: string; markFile: string; unfinished: string };

export function placeOf(profile: string, which: Which): Place {
  const folder = join(profile, which);
  return {
    folder,
    keyFile: join(folder, 'key.json'),
    keyCopy: join(profile, 'marks', `${which}.key.json`),
    markFile: join(profile, 'marks', which),
    unfinished: join(folder, 'unfinished'),
  };
}

/**
 * - `whole`: an office that can be opened;
 * - `keyless`: papers, but no key to them: never to be touched by us;
 * - `none`: nothing, or the rest of an office that was never finished or was being removed.
 */
export function presenceAt(place: Place): 'whole' | 'keyless' | 'none' {
  if (existsSync(place.keyFile)) return 'whole';
  if (existsSync(place.unfinished)) return 'none';
  if (existsSync(place.keyCopy)) return 'whole';
  return storeExists(place.folder) ? 'keyless' : 'none';
}

/** An empty folder for an office that does not count as one before its key file is there. */
export async function beginPlace(place: Place, profile: string): Promise<void> {
  await rm(place.folder, { recursive: true, force: true });
  await rm(place.keyCopy, { force: true });
  await rm(place.markFile, { force: true });
  await mkdir(place.folder, { recursive: true });
  await writeFileDurably(place.unfinished, new Uint8Array());
  await syncFolder(profile);
}

/** From here on there is an office, also after a power cut. */
export async function finishPlace(place: Place, wraps: readonly Wrap[]): Promise<void> {
  await writeKeyFile(place, wraps);
  await rm(place.unfinished, { force: true });
}

/** Removes the key first: what cannot be deleted at once is unreadable, and goes when the next office is begun here. */
export async function removePlace(place: Place): Promise<void> {
  if (!existsSync(place.folder)) return;
  await writeFileDurably(place.unfinished, new Uint8Array());
  await rm(place.keyFile, { force: true });
  await rm(place.keyCopy, { force: true });
  await rm(place.folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  await rm(place.markFile, { force: true });
}
