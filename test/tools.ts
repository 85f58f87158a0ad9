import { execFileSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Whether programs that tests lean on are installed: `test.runIf(requireTool('zbarimg'))`. A missing one is told loudly
 * and its tests do not run; where nothing may be left out (`CI=true`) it fails the file.
 *
 * @throws Error naming the missing programs when `CI=true`.
 */
export function requireTool(...names: string[]): boolean {
  const missing = names.filter((name) => !onPath(name));
  if (missing.length === 0) return true;
  const sentence = `These tests need ${missing.join(', ')}, not found on the PATH`;
  if (process.env.CI === 'true') throw new Error(sentence);
  console.warn(`NOT TESTED: ${sentence}`);
  return false;
}

function onPath(name: string): boolean {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, name + ending))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether there is a real Electron: where `ELECTRON_OVERRIDE_DIST_PATH` says, or where npm's package has fetched one.
 *
 * @throws Error when there is none and `CI=true`.
 */
export function requireElectron(): boolean {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(import.meta.dirname, '../node_modules/electron/dist');
  if (isExecutable(join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron'))) return true;
  const sentence = `These tests need a real Electron, not found in ${folder}`;
  if (process.env.CI === 'true') throw new Error(sentence);
  console.warn(`NOT TESTED: ${sentence}`);
  return false;
}

/**
 * Whether tests may put a disk of their own into the file system: root on Linux, outside of a container that forbids it.
 *
 * @throws Error when they may not and `CI=true`.
 */
export function requireMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'kense-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    const sentence = 'These tests need to mount a small disk (root on Linux)';
    if (process.env.CI === 'true') throw new Error(sentence);
    console.warn(`NOT TESTED: ${sentence}`);
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
