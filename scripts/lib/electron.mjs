import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { dirname, join } from 'node:path';
import { node, root, run, tool } from './run.mjs';

const LONGEST_FETCH_MS = 30_000;

/** Where it stands that the runtime could not be had; asked again after a day. */
const REFUSAL = join(root, '.kense/electron-refused.json');
const REFUSAL_LASTS_MS = 24 * 3_600_000;

/**
 * The Electron runtime of this machine: the one that `ELECTRON_OVERRIDE_DIST_PATH` names, else the one beside the package.
 *
 * @returns {string | undefined} path of the executable.
 */
export function findElectron() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? tool('electron/dist');
  const executable = join(folder, executableOf(process.platform));
  return existsSync(executable) ? executable : undefined;
}

/** The runtime; fetched when it is not there and may be had. */
export async function obtainElectron() {
  const found = findElectron();
  if (found || process.env.ELECTRON_OVERRIDE_DIST_PATH || isOffline() || wasRefused()) return found;
  console.log('Electron жүктелуде · Загружается Electron …');
  await run(node, [tool('electron/install.js')], { quiet: true, timeout: LONGEST_FETCH_MS });
  const fetched = findElectron();
  if (!fetched) rememberRefusal();
  return fetched;
}

/** Chromium's sandbox cannot run for root. */
export const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Whether windows can be shown at all. */
export const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function executableOf(platform) {
  if (platform === 'win32') return 'electron.exe';
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return 'electron';
}

function isOffline() {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.every((address) => address?.internal !== false);
}

const version = () => JSON.parse(readFileSync(tool('electron/package.json'), 'utf8')).version;

function wasRefused() {
  try {
    const refusal = JSON.parse(readFileSync(REFUSAL, 'utf8'));
    return refusal.version === version() && Date.now() - refusal.at < REFUSAL_LASTS_MS;
  } catch {
    return false;
  }
}

function rememberRefusal() {
  mkdirSync(dirname(REFUSAL), { recursive: true });
  writeFileSync(REFUSAL, JSON.stringify({ version: version(), at: Date.now() }));
}
