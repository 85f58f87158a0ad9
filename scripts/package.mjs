import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { node, root, run, tool } from './lib/run.mjs';

/**
 * `npm run package`: the desktop program in `dist/`. With `ELECTRON_OVERRIDE_DIST_PATH` the unpacked Linux program around that
 * runtime, without any download; otherwise what electron-builder.yml names for this system.
 */
await ensurePackages();
await ensureBuilt();
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const given = process.argv.slice(2);
const targets = runtime ? ['--linux', 'dir', ...ofRuntime(runtime)] : [];
const steps = `-c.deb.afterInstall=${afterInstall()}`;
const { code } = await run(node, [tool('electron-builder/cli.js'), '--publish=never', steps, ...targets, ...given]);
process.exitCode = code;

/** What a deb does when it is installed: electron-builder's own steps, then the folder of the papers (assets/installer). */
function afterInstall() {
  const parts = [
    tool('app-builder-lib/templates/linux/after-install.tpl'),
    join(root, 'assets/installer/machine-profile.sh'),
  ];
  const file = join(root, 'dist/after-install.tpl');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, parts.map((part) => readFileSync(part, 'utf8')).join(''));
  return file;
}

function ofRuntime(folder) {
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return [`-c.electronVersion=${version}`, `-c.electronDist=${folder}`];
}
