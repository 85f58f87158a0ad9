import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Safety } from '../../../shared/contract/safety.ts';
import { toStoreError } from '../../store/errors.ts';

const BETWEEN_PROBES_MS = 5_000;
/** Room for a few papers. */
const PROBE_BYTES = 256 * 1024;

/**
 * Whether there is room for another paper. Once a write was refused for the disk's sake it is tried again and again with a file
 * that goes at once, so that the screens notice when there is room.
 */
export function watchDisk(folder: string, notify: () => void) {
  let state: Safety['disk'] = 'ok';
  let probes: NodeJS.Timeout | undefined;

  function become(next: Safety['disk']): void {
    if (next === state) return;
    state = next;
    clearInterval(probes);
    if (state !== 'ok') {
      probes = setInterval(() => void look(), BETWEEN_PROBES_MS);
      probes.unref();
    }
    notify();
  }

  async function look(): Promise<void> {
    const file = join(folder, 'room.tmp');
    try {
      const probe = await open(file, 'w');
      try {
        // Random: a file system that compresses must not be taken in.
        await probe.writeFile(randomBytes(PROBE_BYTES));
        await probe.sync();
      } finally {
        await probe.close();
      }
      become('ok');
    } catch (error) {
      note(toStoreError(error).code);
    } finally {
      await rm(file, { force: true }).catch(() => undefined);
    }
  }

  function note(code: string): void {
    if (code === 'diskFull') become('full');
    else if (code === 'readOnly' || code === 'diskReadOnly') become('readOnly');
  }

  return {
    state: () => state,
    /** Tells with which code (of a problem or of the store) a write was refused. */
    note,
    look,
    stop: () => clearInterval(probes),
  };
}
