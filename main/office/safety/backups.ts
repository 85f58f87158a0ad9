import { existsSync, statSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  type BackupInfo,
  type BackupSettings,
  backupSettingsSchema,
  type Safety,
} from '../../../shared/contract/safety.ts';
import type { Computed } from '../../store/care/in-step.ts';
import { holdSnapshot } from '../../store/care/snapshot.ts';
import { stateOf } from '../../store/care/state-of.ts';
import { keyCheckOf } from '../../store/connection.ts';
import { syncFolder, writeFileDurably } from '../../store/durable-file.ts';
import { StoreError } from '../../store/errors.ts';
import { asProblem } from '../as-problem.ts';
import type { Store } from '../open/open-store.ts';
import { databaseIn, blobsIn as officeBlobs } from '../open/open-store.ts';
import type { OfficePorts } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import type { Place } from '../profile/place.ts';
import {
  type Backup,
  backupsIn,
  blobFolder,
  blobListIn,
  infoOf,
  MANIFEST,
  partOf,
  removeBackups,
  removeParts,
  stampOf,
} from './backup-files.ts';
import { hexOf, runInChild } from './in-child.ts';
import { isDue, KEPT_NEWEST, outdated } from './rotation.ts';

const USUAL: BackupSettings = { folder: '', everyHours: 4 };

/** While a copy is made the WAL can only grow. Beyond this the copy is given up: what comes in must not fill the disk. Bytes. */
const LARGEST_WAL = 512 * 1024 * 1024;
const BETWEEN_SIZES_MS = 250;
/** A copy on the disk of the office itself leaves so much of it for papers. Bytes. */
const LEFT_FOR_PAPERS = 256 * 1024 * 1024;

/** How often it is looked whether a backup is due. Milliseconds. */
const BETWEEN_LOOKS_MS = 600_000;

/** The backups of an open office: when one is due, and how one is made. `notify` is called whenever `view` has changed. */
export async function createBackups(office: {
  ports: OfficePorts;
  place: Place;
  key: Uint8Array;
  store: Store;
  notify: () => void;
  /** A copy shows what is not in step in the office's own store. */
  foundOutOfStep: (kinds: Computed[]) => void;
}) {
  const { ports, place, key, store, notify } = office;
  const ending = new AbortController();
  let settings = await readBackupSettings(ports.profile);
  let list = await backupsIn(folderOf(place, settings));
  let running: Promise<Backup> | undefined;
  let last: Safety['backups']['last'];

  const mine = () => list.filter((backup) => backup.key === keyName(key));
  const stateNow = () => stateOf(store.connection, ['papers', 'office']);
  const folder = () => folderOf(place, settings);

  async function run(): Promise<Backup> {
    const at = new Date(ports.now()).toISOString();
    try {
      const made = await writeBackup(folder(), at);
      await removeBackups(folder(), keyName(key), outdated([made, ...mine()]));
      last = { at };
      return made;
    } catch (error) {
      const { code } = asProblem(error).problem;
      ports.log('warning', 'no backup', { code });
      last = { at, problem: code };
      throw error;
    } finally {
      running = undefined;
      list = await backupsIn(folder());
      notify();
    }
  }

  async function writeBackup(target: string, at: string): Promise<Backup> {
    if (target === place.backups) await mkdir(target, { recursive: true });
    else if (!existsSync(target)) throw new ProblemError('backupFolderMissing', { detail: target });
    await removeParts(target);
    await assertRoom(target);
    const name = stampOf(Date.parse(at));
    const part = partOf(target, name);
    await mkdir(part);
    try {
      const blobs = { from: officeBlobs(place.folder), to: blobFolder(target, keyName(key)) };
      const { papers, bytes, state, names } = await copyAndVerify(part, blobs);
      await writeFileDurably(blobListIn(part), Buffer.from(names.join('\n')));
      const manifest = { version: 1 as const, at, papers, bytes, state, key: keyName(key) };
      await writeFileDurably(join(part, MANIFEST), Buffer.from(JSON.stringify(manifest)));
      await rename(part, join(target, name));
      await syncFolder(target);
      return { ...manifest, folder: join(target, name) };
    } catch (error) {
      await rm(part, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
      throw error;
    }
  }

  /** @throws StoreError `diskFull` before a byte is written: a copy that takes the last room keeps papers out */
  async function assertRoom(target: string): Promise<void> {
    const database = databaseIn(place.folder);
    const { bavail, bsize } = await statfs(target);
    const isOwnDisk = statSync(target).dev === statSync(database).dev;
    const wanted = sizeOf(database) + sizeOf(`${database}-wal`) + (isOwnDisk ? LEFT_FOR_PAPERS : 0);
    if (bavail * bsize < wanted) throw new StoreError('diskFull', `a backup wants ${wanted} bytes`);
  }

  async function copyAndVerify(part: string, blobs: { from: string; to: string }) {
    const database = databaseIn(place.folder);
    const copyOf = (file: string) => ({ from: file, to: join(part, basename(file)) });
    // Both in one turn: what the state tells is what the snapshot holds.
    const state = stateNow();
    // What nobody can write holds still by itself.
    const letGo = store.connection.readOnly ? () => undefined : holdSnapshot(database, key);
    const copying = new AbortController();
    const watch = setInterval(() => {
      if (sizeOf(`${database}-wal`) > LARGEST_WAL) copying.abort(new ProblemError('backupOvertaken'));
    }, BETWEEN_SIZES_MS);
    try {
      await copyFile(place.keyFile, join(part, basename(place.keyFile)));
      const files = [`${database}.keycheck`, database, `${database}-wal`].map(copyOf);
      await runInChild(
        ports.startChild,
        'copyFiles',
        { files },
        { signal: AbortSignal.any([ending.signal, copying.signal]) },
      );
    } finally {
      clearInterval(watch);
      letGo();
    }
    const lists = (await backupsIn(folder()))
      .filter((one) => one.key === keyName(key))
      .map((one) => blobListIn(one.folder))
      .filter((list) => existsSync(list)); // one that a stick has lost costs a reading
    const input = { folder: part, key: hexOf(key), blobs, lists };
    const done = await runInChild(ports.startChild, 'backUp', input, { signal: ending.signal });
    office.foundOutOfStep(Object.keys(done.damage) as Computed[]);
    return { papers: done.papers, bytes: done.bytes, names: done.blobs, state };
  }

  const start = (): Promise<Backup> => {
    running ??= run();
    notify();
    return running;
  };
  const due = () => isDue({ newest: mine()[0], state: stateNow(), now: ports.now(), everyHours: settings.everyHours });
  // An invented office needs none by itself.
  const look = () => void (place.which === 'office' && !running && due() && start().catch(() => undefined));
  const looks = setInterval(look, BETWEEN_LOOKS_MS);
  looks.unref();

  return {
    view: (): Safety['backups'] => ({
      ...settings,
      keep: KEPT_NEWEST,
      running: running !== undefined,
      ...(last && { last }),
      list: list.map((backup) => infoOf(backup, place.backups)),
    }),
    /** @throws ProblemError `backupFolderMissing`; StoreError what the disk refuses, `damaged` when the copy is not whole */
    backUpNow: async (): Promise<BackupInfo> => infoOf(await start(), place.backups),
    async save(next: BackupSettings): Promise<void> {
      if (next.folder !== '' && !existsSync(next.folder))
        throw new ProblemError('backupFolderMissing', { detail: next.folder });
      await writeFileDurably(settingsFile(ports.profile), Buffer.from(JSON.stringify(next)));
      settings = next;
      list = await backupsIn(folder());
      notify();
    },
    /** Whether a verified backup holds every paper and record as they are now. */
    async holdsAll(): Promise<boolean> {
      list = await backupsIn(folder()); // a stick may be gone since
      return mine()[0]?.state === stateNow();
    },
    async stop(): Promise<void> {
      clearInterval(looks);
      ending.abort();
      await running?.catch(() => undefined);
    },
  };
}

/** What may be restored when no office is open: the profile's own backups and those of the chosen folder, newest first. */
export async function knownBackups(profile: string, place: Place): Promise<Backup[]> {
  const settings = await readBackupSettings(profile);
  const folders = new Set([place.backups, folderOf(place, settings)]);
  const all = (await Promise.all([...folders].map(backupsIn))).flat();
  return all.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Names the key that wrote a backup, and tells nothing about it. */
export function keyName(key: Uint8Array): string {
  return keyCheckOf(key).toString('hex').slice(0, 8);
}

/** Outside of the office's folder, so that it can be read when the office cannot. */
async function readBackupSettings(profile: string): Promise<BackupSettings> {
  try {
    return backupSettingsSchema.parse(JSON.parse(await readFile(settingsFile(profile), 'utf8')));
  } catch {
    return USUAL;
  }
}

function settingsFile(profile: string): string {
  return join(profile, 'backups.json');
}

function folderOf(place: Place, { folder }: BackupSettings): string {
  return folder === '' || place.which === 'demo' ? place.backups : folder;
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
