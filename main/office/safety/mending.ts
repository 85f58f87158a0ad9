import { existsSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Step } from '../../../shared/contract/safety.ts';
import { blobPath, copyDurably } from '../../store/care/blob-files.ts';
import { documentsAreWhole, isSound } from '../../store/care/check.ts';
import { writeFileDurably } from '../../store/durable-file.ts';
import { StoreError, type StoreErrorCode, toStoreError } from '../../store/errors.ts';
import { blobsIn, databaseIn } from '../open/open-store.ts';
import type { OfficePorts } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { beginNext, type Place, swapPlace } from '../profile/place.ts';
import { type Backup, blobFolder, blobsOf, stampOf } from './backup-files.ts';
import { keyName, knownBackups } from './backups.ts';
import type { Tasks } from './child-messages.ts';
import { hexOf, runInChild } from './in-child.ts';
import { requireRebuild } from './rebuild-sign.ts';
import { renewalRequired, requireRenewal } from './renewal.ts';
import { noteMissing } from './scan.ts';
import { noteOpening } from './unclean-stop.ts';

/** `signal` stops the work as long as nothing has taken the place of anything. */
type Host = Pick<OfficePorts, 'startChild' | 'assets' | 'profile' | 'now' | 'log'> & { signal?: AbortSignal };
export type Tell = (step: Step) => void;

/** Stores up to this size, a few thousand papers, are looked at as a whole after an unclean stop. Bytes. */
const LOOKED_AT_WHOLE = 16 * 1024 * 1024;

/**
 * The check after an unclean stop, in the child. A small store is looked at as a whole; of a large one what the stop can have
 * touched, the idle scan sees the rest.
 *
 * @param all look at a large one as a whole too
 *
 * @returns what to do: nothing, or rebuild what is computed from documents
 * @throws StoreError `damaged` when something is lost
 */
export async function checkPlace(
  host: Host,
  place: Place,
  key: Uint8Array,
  all: boolean,
  tell: Tell,
): Promise<'sound' | 'rebuild'> {
  tell({ doing: 'checking', done: 0, total: 0 });
  // What came from elsewhere (a stick, another computer) was not just written here: all of it is looked at.
  const thorough = all || renewalRequired(place.folder) || statSync(databaseIn(place.folder)).size <= LOOKED_AT_WHOLE;
  const report = await runInChild(
    host.startChild,
    'check',
    { folder: place.folder, key: hexOf(key), thorough, aside: place.aside },
    { progress: (done, total) => tell({ doing: 'checking', done, total }), ...stopBy(host) },
  );
  if (report.walAside) host.log('warning', 'a WAL broke off before its end: a copy of it was put aside', {});
  if (isSound(report)) return 'sound';
  host.log('error', 'the store is damaged', { ...report.damage });
  if (documentsAreWhole(report)) return 'rebuild';
  throw new StoreError('damaged', `damaged: ${JSON.stringify(report.damage)}`);
}

export type Mending = {
  key: Uint8Array;
  /** With a new key its file's content. */
  newKey?: { key: Uint8Array; file: string };
  take: Tasks['mend']['input']['take'];
  /** Papers with a stub are left out, and the old store is not put aside but removed. */
  purge?: boolean;
  doing: Step['doing'];
};

/**
 * Builds the office's store anew from its documents and puts it in the old one's place; the office must be closed. Rebuild,
 * rescue, change of key and purge are this one thing. A rescued store takes in the last backup and goes on as a new site.
 *
 * @throws StoreError `damaged` when `take` is `sound` and something cannot be read; ProblemError `nothingRescued`. Then the
 *   old office is as it was.
 * @returns where the old store was put aside
 */
export async function rebuildPlace(host: Host, place: Place, mending: Mending, tell: Tell): Promise<string> {
  const { key, newKey, take, purge = false, doing } = mending;
  tell({ doing, done: 0, total: 0 });
  const rescue = take === 'readable';
  const backup = rescue ? await newestFor(host.profile, place, key) : undefined;
  const next = await beginNext(place);
  try {
    const result = await runInChild(
      host.startChild,
      'mend',
      {
        from: place.folder,
        to: next,
        key: hexOf(key),
        newKey: hexOf(newKey?.key ?? key),
        take,
        purge,
        ...(backup && { backup: { folder: backup.folder, blobs: blobFolder(dirname(backup.folder), backup.key) } }),
        assets: host.assets,
      },
      { progress: (done, total) => tell({ doing, done, total }), ...stopBy(host) },
    );
    const { papers, lost, added } = result;
    if (rescue) host.log('warning', 'rescued', { papers, lost: lost.length, added });
    if (rescue && papers === 0 && lost.length > 0 && !backup) throw new ProblemError('nothingRescued');
    if (newKey) await writeFileDurably(join(next, basename(place.keyFile)), Buffer.from(newKey.file));
    else
      await copyDurably(existsSync(place.keyFile) ? place.keyFile : place.keyCopy, join(next, basename(place.keyFile)));
    if (rescue) await requireRenewal(next);
  } catch (error) {
    await rm(next, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  // What a purge removed, or an old key opens, does not stay beside the new store.
  const then = purge || newKey ? 'remove' : 'keep';
  return swapPlace(place, `${place.which}-${stampOf(host.now())}`, then);
}

/**
 * Puts a backup in the office's place, or where none is yet; the office must be closed, and what was there is put aside. It
 * goes on as a new site under a fresh desk code. Files that the backup has lost are left out and named with what the scan finds.
 *
 * @param key of the office that was there, if known: when the backup is of the same key, the present key file stays with it,
 *   because it may know more ways to that key than the old one
 * @throws ProblemError `backupDamaged`; StoreError what the disk refuses; then the old office is as it was
 */
export async function restorePlace(
  host: Host,
  place: Place,
  backup: Backup,
  key: Uint8Array | undefined,
  tell: Tell,
): Promise<'sameKey' | 'otherKey'> {
  const blobs = await blobsOf(backup);
  const total = blobs.length + 1;
  let done = 0;
  const step = () => {
    host.signal?.throwIfAborted();
    tell({ doing: 'restoring', done: done++, total });
  };
  const sameKey = key !== undefined && keyName(key) === backup.key;
  const missing: string[] = [];
  const next = await beginNext(place);
  try {
    step();
    const database = databaseIn(backup.folder);
    // A key check that a stick has lost is written anew: the database decides.
    for (const file of [`${database}.keycheck`, database].filter((path) => path === database || existsSync(path)))
      await copyDurably(file, join(next, basename(file)));
    for (const name of blobs) {
      step();
      const target = blobPath(blobsIn(next), name);
      await mkdir(dirname(target), { recursive: true });
      const source = blobPath(blobFolder(dirname(backup.folder), backup.key), name);
      await copyDurably(source, target).catch((error: unknown) => {
        if (WITHOUT_ROOM.has(toStoreError(error).code)) throw error;
        missing.push(name); // the papers are more than one file that a stick has lost
      });
    }
    if (missing.length > 0) {
      host.log('warning', 'files are missing in the backup', { count: missing.length });
      await noteMissing(next, missing, host.now());
    }
    const keyFile = sameKey && existsSync(place.keyFile) ? place.keyFile : join(backup.folder, basename(place.keyFile));
    await copyDurably(keyFile, join(next, basename(place.keyFile)));
    await requireRenewal(next);
    if (sameKey) await verifyRestored(host, next, key);
    else noteOpening(next); // it is looked at when somebody has typed what opens it
  } catch (error) {
    await rm(next, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
  await swapPlace(place, `${place.which}-${stampOf(host.now())}`);
  return sameKey ? 'sameKey' : 'otherKey';
}

function stopBy({ signal }: Host): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

const WITHOUT_ROOM = new Set<StoreErrorCode>(['diskFull', 'readOnly']);

/** A backup was whole when it was written; a stick may have lost something since. */
async function verifyRestored(host: Host, folder: string, key: Uint8Array): Promise<void> {
  try {
    const { damage } = await runInChild(host.startChild, 'verify', { folder, key: hexOf(key) }, stopBy(host));
    if (Object.keys(damage).length > 0) requireRebuild(folder);
  } catch (cause) {
    if (!(cause instanceof StoreError) || cause.code !== 'damaged') throw cause;
    throw new ProblemError('backupDamaged', { cause, detail: cause.message });
  }
}

async function newestFor(profile: string, place: Place, key: Uint8Array): Promise<Backup | undefined> {
  return (await knownBackups(profile, place)).find((backup) => backup.key === keyName(key));
}
