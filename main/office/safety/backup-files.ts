import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { BackupInfo } from '../../../shared/contract/safety.ts';
import { blobNames, blobPath } from '../../store/care/blob-files.ts';
import { databaseIn } from '../open/open-store.ts';

/**
 * A folder with backups:
 * ```
 * 2026-12-01T09-05-00-000Z/       one backup: database, key check, key file, names of its blobs; manifest.json comes last
 * 2026-12-01T13-05-00-000Z.part/  one that is being written, or was cut off
 * scans-1f2e3d4c/                 blobs by content, once for all backups that one key has written
 * ```
 * All of it is as encrypted as the office itself. Several offices may share a folder: a backup belongs to the key that its
 * check names.
 */
const manifestSchema = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  papers: z.number().int(),
  bytes: z.number(),
  /** What the store held, as `stateOf` tells it. */
  state: z.string(),
  /** First 8 digits of the key's check. */
  key: z.string().regex(/^[0-9a-f]{8}$/),
});
type Manifest = z.infer<typeof manifestSchema>;

/** A whole backup and where it lies. */
export type Backup = Manifest & { folder: string };

export const MANIFEST = 'manifest.json';
const BLOB_LIST = 'scans.txt';
const PART = '.part';
const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;

/** A name that every file system takes. */
export function stampOf(time: number): string {
  return new Date(time).toISOString().replace(/[:.]/g, '-');
}

export function partOf(folder: string, name: string): string {
  return join(folder, name + PART);
}

/** All whole backups in a folder, newest first. */
export async function backupsIn(folder: string): Promise<Backup[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.filter((name) => NAME.test(name)).map((name) => readBackup(join(folder, name))),
  );
  return found.filter((backup) => backup !== undefined).sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** The backup in this folder; undefined when it is none, or not whole. */
export async function readBackup(folder: string): Promise<Backup | undefined> {
  try {
    const manifest = manifestSchema.parse(JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')));
    return statSync(databaseIn(folder), { throwIfNoEntry: false }) && { ...manifest, folder };
  } catch {
    return undefined;
  }
}

export function infoOf({ folder, at, papers, bytes }: Backup, ownFolder: string): BackupInfo {
  const deviceOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.dev;
  const parent = dirname(folder);
  const elsewhere = deviceOf(parent) === deviceOf(dirname(ownFolder)) ? 'folder' : 'stick';
  // The manifest is written when all of it has been read back, so a whole backup is a verified one.
  return { id: folder, at, papers, bytes, place: parent === ownFolder ? 'own' : elsewhere, verified: true };
}

/** Blobs of all backups in this folder that one key has written. */
export function blobFolder(folder: string, key: string): string {
  return join(folder, `scans-${key}`);
}

export function blobListIn(backup: string): string {
  return join(backup, BLOB_LIST);
}

/** The blobs of a backup. One that has lost its list is given all that lie beside it: rather too many than none. */
export async function blobsOf({ folder, key }: Backup): Promise<string[]> {
  if (!existsSync(blobListIn(folder))) return blobNames(blobFolder(dirname(folder), key));
  const list = await readFile(blobListIn(folder), 'utf8');
  return list.split('\n').filter((name) => name !== '');
}

/** Takes away what an interrupted backup has left. */
export async function removeParts(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith(PART) && NAME.test(basename(name, PART)))
      await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
}

/** Removes backups, and the blobs that none of those left names. The manifest goes first: half a backup is none. */
export async function removeBackups(folder: string, key: string, backups: Backup[]): Promise<void> {
  for (const { folder: backup } of backups) {
    await rm(join(backup, MANIFEST), { force: true });
    await rm(backup, { recursive: true, force: true, maxRetries: 5 });
  }
  const left = (await backupsIn(folder)).filter((backup) => backup.key === key);
  const named = new Set((await Promise.all(left.map(blobsOf))).flat());
  for (const name of await blobNames(blobFolder(folder, key)))
    if (!named.has(name)) await rm(blobPath(blobFolder(folder, key), name), { force: true });
}
