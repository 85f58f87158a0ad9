import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { asRoot, hasDisplay, obtainElectron } from './lib/electron.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { fail, node, root } from './lib/run.mjs';

/**
 * `npm start [-- --host] [--port=N] [--profile=FOLDER]`: sets up, builds what changed, starts the embedded registry and opens Kense:
 * a desktop window where Electron can be had, otherwise (or with `--host`) the browser host on this computer alone.
 */
const { values } = parseArgs({
  options: { host: { type: 'boolean', default: false }, port: { type: 'string' }, profile: { type: 'string' } },
});
const profile = resolve(values.profile ?? join(root, '.kense/profile'));

await ensurePackages();
await ensureBuilt();

const children = new Set();
let ending = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

await startRegistry();
const electron = values.host || !hasDisplay ? undefined : await obtainElectron();
if (!electron || !(await openWindow(electron))) await openHost();

async function startRegistry() {
  const registry = begin('registry', node, [
    join(root, 'registry/embedded/index.ts'),
    '--attached',
    `--folder=${join(root, '.kense/registry')}`,
  ]);
  const { address } = JSON.parse(await firstLine(registry));
  console.log(`Тізілім · Реестр: ${address}`);
}

/** @returns {Promise<boolean>} false when the window did not open: then there is still the browser. */
async function openWindow(electron) {
  const started = Date.now();
  const window = begin('window', electron, [...asRoot, root, `--profile=${profile}`], 'pipe');
  // Chromium says much about the system that concerns nobody, unless the window does not open.
  let said = '';
  window.stdout.resume();
  window.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-4_000);
  });
  const code = await ended(window);
  if (code === 0 || Date.now() - started > 10_000) {
    end(code);
    return true;
  }
  if (!ending) console.error(`Терезе ашылмады · Окно не открылось:\n${said}`);
  return ending;
}

async function openHost() {
  const port = values.port === undefined ? [] : [`--port=${values.port}`];
  const host = begin('host', node, [join(root, 'out/main/host.js'), '--attached', `--profile=${profile}`, ...port]);
  const { address } = JSON.parse(await firstLine(host));
  console.log(`
Кеңсені осы компьютердің браузерінде ашыңыз (мекенжай бір рет қана жарамды):
Откройте Кеңсе в браузере на этом компьютере (адрес действует один раз):

    ${address}

Тоқтату · Остановить: Ctrl+C`);
  end(await ended(host));
}

/** A child that ends with us: its standard input is a pipe that closes when we go, however we go. */
function begin(name, command, args, errors = 'inherit') {
  const child = spawn(command, args, { cwd: root, stdio: ['pipe', 'pipe', errors] });
  children.add(child);
  child.once('error', (error) => fail(`${name}: ${error.message}`));
  child.once('exit', () => children.delete(child));
  return child;
}

function ended(child) {
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}

function firstLine(child) {
  return new Promise((done, refused) => {
    createInterface(child.stdout).once('line', done);
    child.once('exit', () => refused(new Error('ended before it was ready')));
  });
}

async function end(code) {
  if (ending) return;
  ending = true;
  await Promise.all(
    [...children].map((child) => {
      const gone = ended(child);
      child.kill('SIGTERM');
      return gone;
    }),
  );
  process.exit(code);
}
