import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './run.mjs';

/** Installs the packages when those of the lock file are not all there; says so only then. */
export async function ensurePackages() {
  if (areInstalled()) return;
  console.log('Installing packages (npm ci) …');
  // npm is a script on Windows, and those only start through a shell.
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    quiet: true,
    shell: process.platform === 'win32',
  });
  if (code !== 0) fail(`npm ci failed:\n${output}`);
}

/** npm keeps a list of what it installed; every package of the lock that every machine needs has to stand there. */
function areInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}
