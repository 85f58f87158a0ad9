import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../office/ports.ts';

/** Beyond it the file becomes `<name>.old`, in place of the one before. */
const LARGEST_BYTES = 1_000_000;

/** One line of JSON an entry, for support; never a reason for anything to fail. */
export function createLogFile(path: string): Log {
  return (level, message, details) => {
    const line = JSON.stringify({ at: new Date().toISOString(), level, message, ...details });
    try {
      mkdirSync(dirname(path), { recursive: true });
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGEST_BYTES) renameSync(path, `${path}.old`);
      appendFileSync(path, `${line}\n`);
    } catch {
      console.error(line);
    }
  };
}
