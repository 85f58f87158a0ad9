import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { accountName } from '../machine/account.ts';
import { trustCertificates } from '../machine/certificates.ts';
import { machineId } from '../machine/machine-id.ts';
import { holdProfile } from '../machine/profile-lock.ts';
import { createOffice } from '../office/office.ts';
import type { OfficePorts } from '../office/ports.ts';
import { cupsPrinting } from '../printing/cups.ts';
import { forkChild } from './fork-child.ts';
import { type Host, startHost } from './host.ts';
import { alreadyRunning, notStarted } from './not-started.ts';

/**
 * The browser host: Kense under plain Node. Prints one line of JSON, `{"address": …}`, when the page can be opened; else says why not
 * and ends with 1. Ends on SIGTERM and SIGINT, and with `--attached` when its standard input ends.
 *
 * `--registry=ADDRESS` is a registry for demo offices on this computer. `--clock-offset-ms` moves the wall clock; for tests of a computer whose clock stands wrong.
 */
const program = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const { values } = parseArgs({
  options: {
    profile: { type: 'string' },
    assets: { type: 'string', default: join(program, 'assets') },
    pages: { type: 'string', default: join(program, 'out/renderer') },
    port: { type: 'string', default: '0' },
    attached: { type: 'boolean', default: false },
    registry: { type: 'string' },
    'clock-offset-ms': { type: 'string', default: '0' },
  },
});
const profile = resolve(values.profile ?? '.kense/profile');
const offset = Number(values['clock-offset-ms']);

const letGo = takeProfile();
const log: OfficePorts['log'] = (level, message, details) =>
  console.error(JSON.stringify({ at: new Date().toISOString(), level, message, ...details }));
const distrusted = trustCertificates(profile);
if (distrusted !== '') log('warning', 'certificates could not be taken', { detail: distrusted });
const office = createOffice({
  profile,
  assets: resolve(values.assets),
  machine: machineId(),
  account: accountName(),
  // Held by this host for as long as it lives.
  holdProfile: () => () => undefined,
  now: () => Date.now() + offset,
  vault: undefined,
  printing: cupsPrinting(),
  startChild: () => forkChild(fileURLToPath(new URL('store-child.js', import.meta.url))),
  demoRegistry: values.registry,
  log,
});
const host = await listen();
console.log(JSON.stringify({ address: host.address }));

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await host.close();
  await office.close();
  letGo();
  process.exit(0);
}
process.once('SIGTERM', end);
process.once('SIGINT', end);
if (values.attached) process.stdin.resume().once('end', end);

function takeProfile(): () => void {
  try {
    mkdirSync(profile, { recursive: true });
    return holdProfile(profile) ?? refuse(alreadyRunning(profile));
  } catch (error) {
    return refuse(notStarted(error, profile, values.port));
  }
}

async function listen(): Promise<Host> {
  try {
    return await startHost(office, resolve(values.pages), Number(values.port));
  } catch (error) {
    await office.close();
    return refuse(notStarted(error, profile, values.port));
  }
}

function refuse(words: string): never {
  console.error(words);
  process.exit(1);
}
