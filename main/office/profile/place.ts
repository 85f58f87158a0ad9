import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
 * <profile>/office.next/           another office that is to take the place of this one, while it is being built
 * <profile>/set-aside/             what stood in the place before, never removed by itself
 * <profile>/backups/               copies, unless they go to another folder
 * ```
 * The key file is written last and removed first: where it or its copy stands, there is an office.
 */
export type Place = {
  which: Which;
  folder: string;
  keyFile: string;
  keyCopy: string;
  markFile: string;
  unfinished: string;
  next: string;
  aside: string;
  backups: string;
};

export function placeOf(profile: string, which: Which): Place {
  const folder = join(profile, which);
  return {
    which,
    folder,
    keyFile: join(folder, 'key.json'),
    keyCopy: join(profile, 'marks', `${which}.key.json`),
    markFile: join(profile, 'marks', which),
    unfinished: join(folder, 'unfinished'),
    next: join(profile, `${which}.next`),
    aside: join(profile, 'set-aside'),
    backups: join(profile, which === 'office' ? 'backups' : `${which}-backups`),
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
  if (place.which === 'demo') await rm(place.backups, { recursive: true, force: true, maxRetries: 5 });
}

/**
 * Says, in the folder of the next office, that it is whole. Its content: the name under which the old one is put aside, and on a line of
 * its own whether that goes as soon as the new one has been opened.
 */
const READY = 'ready';

/**
 * The mark of a next office that is another site's, while it is being built; it takes the place of the present mark together with the
 * office. Without it the present mark stays.
 */
export const NEXT_MARK = 'mark';

/** An empty folder in which an office is built that is to take this one's place. */
export async function beginNext(place: Place): Promise<string> {
  await rm(place.next, { recursive: true, force: true, maxRetries: 5 });
  await mkdir(place.next); // not recursive: of a disk that may only be read that says something else
  return place.next;
}

/**
 * The next office takes the place of the present one, which must be closed; that is put aside. Cut off at any moment, it is
 * done at the next start (`settlePlace`), or, when the next office was not whole yet, nothing has happened.
 *
 * @param asideAs name for the old folder
 * @param then `remove`: the old one goes as soon as the new one has been opened (`removeReplaced`), whatever comes between
 * @throws what the disk refuses; the old one is in its place then, if the disk lets it
 * @returns where the old folder is now
 */
export async function swapPlace(place: Place, asideAs: string, then: 'keep' | 'remove' = 'keep'): Promise<string> {
  try {
    await writeFileDurably(join(place.next, READY), Buffer.from(`${asideAs}\n${then}`));
    await settlePlace(place);
  } catch (error) {
    await takeBackNext(place).catch(() => undefined); // whoever opens the old one tries again
    throw error;
  }
  return join(place.aside, asideAs);
}

/**
 * Gives up a next office that could not take the place: the old one stands again, and no later start replaces it. To be called before an
 * office is worked in: what came into it with a whole next one beside it would be put aside with it.
 */
export async function takeBackNext(place: Place): Promise<void> {
  const ready = join(place.next, READY);
  if (existsSync(ready)) {
    const aside = join(place.aside, (await readReady(ready)).asideAs);
    if (!existsSync(place.folder) && existsSync(aside)) {
      await renamePatiently(aside, place.folder);
      await syncFolder(dirname(place.folder));
    }
    await rm(ready);
    await syncFolder(place.next);
  }
  await rm(place.next, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
}

/** Finishes what an interrupted replacement has left. To be called before the office is looked for. */
export async function settlePlace(place: Place): Promise<void> {
  const ready = join(place.next, READY);
  if (existsSync(ready)) {
    if (existsSync(place.folder)) {
      const aside = join(place.aside, (await readReady(ready)).asideAs);
      await mkdir(place.aside, { recursive: true });
      await renamePatiently(place.folder, aside);
      await syncFolder(place.aside);
    }
    await renamePatiently(place.next, place.folder);
    await syncFolder(dirname(place.folder));
  }
  await rm(place.next, { recursive: true, force: true, maxRetries: 5 });
  const mark = join(place.folder, NEXT_MARK);
  if (existsSync(mark)) {
    await rename(mark, place.markFile);
    await syncFolder(dirname(place.markFile));
  }
  const left = join(place.folder, READY);
  if (existsSync(left) && (await readReady(left)).then !== 'remove') await rm(left, { force: true });
}

/** Removes the office that another one has replaced for good. To be called when that other one has been opened. */
export async function removeReplaced(place: Place): Promise<void> {
  const ready = join(place.folder, READY);
  if (!existsSync(ready)) return;
  const { asideAs, then } = await readReady(ready);
  if (then === 'remove') await rm(join(place.aside, asideAs), { recursive: true, force: true, maxRetries: 5 });
  await rm(ready, { force: true });
}

async function readReady(path: string): Promise<{ asideAs: string; then: string | undefined }> {
  const [asideAs = '', then] = (await readFile(path, 'utf8')).split('\n');
  return { asideAs, then };
}

/**
 * Windows refuses to rename a folder in which somebody (a virus scanner, a handle not yet collected) holds a file: it is tried
 * for some seconds. Everywhere else the first try counts.
 */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (process.platform !== 'win32' || !['EPERM', 'EBUSY', 'EACCES'].includes(code) || tries === 30) throw error;
      await pause(100);
    }
  }
}
