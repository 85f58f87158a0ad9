import { ensurePackages } from './lib/packages.mjs';
import { node, run, tool } from './lib/run.mjs';

/**
 * `npm run check`: what has to hold before a commit: types, lint with the layer rules, dead code, unit tests. With `--static` all but the
 * tests.
 */
const tests = [['unit tests', 'vitest/vitest.mjs', 'run', '--project', 'unit', '--silent=passed-only']];
const checks = [
  ...(process.argv.includes('--static') ? [] : tests),
  ['types of the host side', 'typescript/bin/tsc', '-p', 'tsconfig.node.json'],
  ['types of the page', 'typescript/bin/tsc', '-p', 'tsconfig.renderer.json'],
  ['types of shared', 'typescript/bin/tsc', '-p', 'tsconfig.shared.json'],
  ['lint and layers', '@biomejs/biome/bin/biome', 'check', '--error-on-warnings'],
  ['dead code', 'knip/bin/knip.js'],
];

await ensurePackages();
const started = Date.now();
const results = await Promise.all(
  checks.map(async ([name, path, ...args]) => {
    const { code, output } = await run(node, [tool(path), ...args], { quiet: true, env: { NO_COLOR: '1' } });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
    return { name, code, output };
  }),
);
for (const { name, code, output } of results) if (code !== 0) console.log(`\n--- ${name}\n${output.trimEnd()}`);
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;
