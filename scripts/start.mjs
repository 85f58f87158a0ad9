import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/build.mjs';
import { begin, end, ended, firstLine, isEnding } from './lib/children.mjs';
import { asRoot, hasDisplay, obtainElectron } from './lib/electron.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { registryFailure } from './lib/registry-failure.mjs';
import { node, root } from './lib/run.mjs';

/**
 * `npm start [-- --host] [--port=N] [--profile=FOLDER]`: sets up, builds what changed, starts the embedded registry and opens Kense:
 * a desktop window where Electron can be had, otherwise (or with `--host`) the browser host on this computer alone.
 */
const { values } = parseArgs({
  options: { host: { type: 'boolean', default: false }, port: { type: 'string' }, profile: { type: 'string' } },
});
const profile = resolve(values.profile ?? join(root, '.kense/profile'));

/** A registry that has not answered by then is left out. */
const LONGEST_REGISTRY_START_MS = 15_000;

await ensurePackages();
await ensureBuilt();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0));

const registry = await startRegistry();
const electron = values.host || !hasDisplay ? undefined : await obtainElectron();
if (!electron || !(await openWindow(electron))) await openHost();

/**
 * The office needs no registry: one that does not start is told of and left out.
 *
 * @returns {Promise<string[]>} what tells the office where it is: the demo becomes one of its desks
 */
async function startRegistry() {
  const folder = join(root, '.kense/registry');
  const script = join(root, 'registry/embedded/index.ts');
  const registry = begin(node, [script, '--attached', `--folder=${folder}`], 'pipe');
  let said = '';
  const keep = (text) => {
    said += text;
  };
  registry.stderr.setEncoding('utf8').on('data', keep);
  const tooLate = wait(LONGEST_REGISTRY_START_MS, undefined, { ref: false });
  const line = await Promise.race([firstLine(registry), tooLate]);
  if (line !== undefined) {
    registry.stderr.off('data', keep).pipe(process.stderr);
    const { address } = JSON.parse(line);
    console.log(`Тізілім · Реестр: ${address}`);
    return [`--registry=${address}`];
  } else if (!isEnding()) {
    registry.kill();
    console.error(registryFailure(said, relative(root, folder)));
  }
  return [];
}

/** @returns {Promise<boolean>} false when the window did not open: then there is still the browser. */
async function openWindow(electron) {
  if (isEnding()) return true;
  const started = Date.now();
  const window = begin(electron, [...asRoot, root, `--profile=${profile}`, ...registry], 'pipe');
  window.stdout.pipe(process.stdout);
  // Chromium says much about the system that concerns nobody, unless the window does not open.
  let said = '';
  window.stderr.setEncoding('utf8').on('data', (text) => {
    said = (said + text).slice(-4_000);
  });
  const code = await ended(window);
  if (code === 0 || Date.now() - started > 10_000) {
    await end(code);
    return true;
  }
  if (!isEnding()) console.error(`Терезе ашылмады · Окно не открылось:\n${said}`);
  return isEnding();
}

/** The host itself says why it does not start. */
async function openHost() {
  if (isEnding()) return;
  const heapFlags = JSON.parse(readFileSync(join(root, 'main/machine/heap-flags.json'), 'utf8'));
  const port = values.port === undefined ? [] : [`--port=${values.port}`];
  const host = begin(node, [
    ...heapFlags,
    join(root, 'out/main/host.js'),
    '--attached',
    `--profile=${profile}`,
    ...port,
    ...registry,
  ]);
  const gone = ended(host);
  const line = await firstLine(host);
  if (line !== undefined)
    console.log(`
Кеңсені осы компьютердің браузерінде ашыңыз (мекенжай бір рет қана жарамды):
Откройте Кеңсе в браузере на этом компьютере (адрес действует один раз):

    ${JSON.parse(line).address}

Тоқтату · Остановить: Ctrl+C`);
  await end(await gone);
}
