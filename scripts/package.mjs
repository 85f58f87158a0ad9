import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { node, run, tool } from './lib/run.mjs';

/**
 * `npm run package`: the desktop program in `dist/`. With `ELECTRON_OVERRIDE_DIST_PATH` the unpacked Linux program around that
 * runtime, without any download; otherwise what electron-builder.yml names for this system.
 */
await ensurePackages();
await ensureBuilt();
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH;
const given = process.argv.slice(2);
const targets = runtime ? ['--linux', 'dir', ...ofRuntime(runtime)] : [];
const { code } = await run(node, [tool('electron-builder/cli.js'), '--publish=never', ...targets, ...given]);
process.exitCode = code;

function ofRuntime(folder) {
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return [`-c.electronVersion=${version}`, `-c.electronDist=${folder}`];
}
