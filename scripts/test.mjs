import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { findElectron, hasDisplay } from './lib/electron.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { node, run, tool } from './lib/run.mjs';

/**
 * `npm test`: every test. Suites that cannot run here are named with the reason; with `CI=true` they are failures. The last line is
 * the sum: `N passed, N failed`.
 */
await ensurePackages();
await ensureBuilt();

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .some((folder) => existsSync(join(folder, name)));

const lacking = {
  unit: [],
  office: [],
  drills: [],
  sync: [],
  journeys: [existsSync(process.env.KENSE_CHROMIUM ?? '/usr/bin/chromium') || 'Chromium (KENSE_CHROMIUM names it)'],
  desktop: [
    findElectron() !== undefined || 'an Electron runtime (ELECTRON_OVERRIDE_DIST_PATH names its folder)',
    hasDisplay || onPath('Xvfb') || 'a display or Xvfb',
  ],
};
const projects = [];
let missing = 0;
for (const [project, needs] of Object.entries(lacking)) {
  const reasons = needs.filter((need) => need !== true);
  if (reasons.length === 0) projects.push('--project', project);
  else {
    missing++;
    console.warn(`NOT TESTED: ${project} needs ${reasons.join(' and ')}`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'kense-totals-'));
const totalsFile = join(folder, 'totals.json');
// Nothing in Kense may need a network: where it can be done, the tests have none but a loopback of their own, unless they are
// given a CouchDB to reach.
const alone =
  !process.env.COUCHDB_URL &&
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  onPath('unshare') &&
  onPath('ip');
const cutOff = ['--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', node];
if (!alone) console.warn('The tests run with the network of this machine: root, unshare and ip would cut it off.');
const { code } = await run(
  alone ? 'unshare' : node,
  [
    ...(alone ? cutOff : []),
    tool('vitest/vitest.mjs'),
    'run',
    ...projects,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${totalsFile}`,
    ...process.argv.slice(2),
  ],
  alone ? { env: { KENSE_NO_ROUTE: '1' } } : {},
);
const { passed, failed, skipped } = readTotals();
rmSync(folder, { recursive: true, force: true });
const unmet = process.env.CI === 'true' ? missing : 0;
if (skipped > 0) console.log(`${skipped} tests did not run: see NOT TESTED above`);
// A file that does not even load has no tests to count, but it has failed.
const failures = failed + unmet || (code === 0 ? 0 : 1);
console.log(`${passed} passed, ${failures} failed`);
process.exitCode = failures === 0 ? 0 : 1;

function readTotals() {
  try {
    const totals = JSON.parse(readFileSync(totalsFile, 'utf8'));
    return { passed: totals.numPassedTests, failed: totals.numFailedTests, skipped: totals.numPendingTests };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
