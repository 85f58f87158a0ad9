import { accessSync, constants } from 'node:fs';
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
