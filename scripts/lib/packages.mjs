import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, root, run } from './run.mjs';

/** Installs the packages when those of the lock file are not all there; says so only then. */
export async function ensurePackages() {
  if (areInstalled()) return;
  console.log('Installing packages …');
  let { code, output } = await npm('ci');
  // A lock file that was made where packages for other systems could not be had is incomplete for `npm ci`, although all that
  // this system needs is in it. `install --no-save` takes what is locked and leaves the file alone.
  if (output.includes('EUSAGE')) ({ code, output } = await npm('install', '--no-save'));
  if (code !== 0) fail(`The packages could not be installed:\n${output}`);
  if (!areInstalled()) fail('The packages that were installed are not those of package-lock.json.');
}

function npm(...args) {
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    quiet: true,
    // npm is a script on Windows, and those only start through a shell.
    shell: process.platform === 'win32',
  });
}

/** npm keeps a list of what it installed; every package of the lock that every machine needs has to stand there as locked. */
function areInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, integrity, optional }]) =>
      path === '' || optional || (installed[path]?.version === version && installed[path]?.integrity === integrity),
  );
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return {};
  }
}
