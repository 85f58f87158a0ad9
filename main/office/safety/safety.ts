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

/** What was put aside, newest first. */
async function setAsideIn(folder: string): Promise<Safety['setAside']> {
  const names = await readdir(folder).catch(() => []);
  const all = await Promise.all(
    names.map(async (name) => ({
      name,
      at: (await stat(join(folder, name))).ctime.toISOString(),
      bytes: await sizeOf(join(folder, name)),
    })),
  );
  return all.sort((a, b) => (a.at < b.at ? 1 : -1));
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
