import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Safety } from '../../../shared/contract/safety.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { OfficePorts } from '../ports.ts';
import type { Place } from '../profile/place.ts';
import { createBackups } from './backups.ts';
import { watchDisk } from './disk.ts';

export type OfficeSafety = Awaited<ReturnType<typeof createSafety>>;

/** What watches over an open office: its backups, the scan for damage, the room on the disk. */
export async function createSafety(office: OpenOffice, at: { ports: OfficePorts; place: Place; key: Uint8Array }) {
  const { missing, safetyChanged, scan, store } = office;
  const backups = await createBackups({
    ...at,
    store,
    notify: safetyChanged.notify,
    foundOutOfStep: scan.foundOutOfStep,
  });
  const disk = watchDisk(at.place.folder, safetyChanged.notify);
  if (store.connection.refuses) disk.note(store.connection.refuses);
  return {
    backups,
    disk,
    async view(): Promise<Safety> {
      return {
        backups: backups.view(),
        scan: scan.view(),
        missing: missing.view(),
        disk: disk.state(),
        setAside: await setAsideIn(at.place.aside),
      };
    },
    async stop(): Promise<void> {
      disk.stop();
      await backups.stop();
    },
  };
}

/** What was put aside, newest first. What is removed meanwhile is none of it. */
async function setAsideIn(folder: string): Promise<Safety['setAside']> {
  const names = await readdir(folder).catch(() => []);
  const all = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const found = await statOf(path);
      return found && { name, at: found.ctime.toISOString(), bytes: await sizeOf(path) };
    }),
  );
  return all.filter((one) => one !== undefined).sort((a, b) => (a.at < b.at ? 1 : -1));
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await statOf(join(folder, name)))?.size ?? 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Undefined for what is not there any more. */
function statOf(path: string): Promise<Stats | undefined> {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
