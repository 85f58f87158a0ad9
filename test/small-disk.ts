import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';

/** A disk of 8 MB, to be filled but for so many bytes, gone when the test has ended and its offices are closed. */
export function smallDisk(): {
  profile: string;
  fill(left?: number): void;
  empty(): void;
  remount(how: 'ro' | 'rw'): void;
} {
  const disk = mkdtempSync(join(tmpdir(), 'kense disk '));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', disk]);
    rmSync(disk, { recursive: true, force: true });
  });
  const profile = join(disk, 'profile');
  mkdirSync(profile);
  const filler = join(disk, 'filler');
  return {
    profile,
    fill(left = 0) {
      for (let bytes = 65_536; bytes >= 1; bytes >>= 4) {
        try {
          for (;;) appendFileSync(filler, Buffer.alloc(bytes, 1));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        }
      }
      expect(statfsSync(disk).bavail).toBe(0);
      truncateSync(filler, statSync(filler).size - left);
    },
    empty: () => rmSync(filler),
    remount: (how) => void execFileSync('mount', ['-o', `remount,${how}`, disk]),
  };
}
