import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { fail, node, root, run } from './lib/run.mjs';

/** `npm run bench -- AREA [options]`: runs `test/bench/AREA.ts`, which prints its figures and keeps them. */
const folder = join(root, 'test/bench');
const [area = '', ...options] = process.argv.slice(2);
const script = join(folder, `${area}.ts`);
/** A benchmark prints its figures through `report`; the other files there are what benchmarks share. */
if (!/^[a-z-]+$/.test(area) || !existsSync(script)) {
  const areas = readdirSync(folder).flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? []);
  fail(`npm run bench -- AREA; files in test/bench: ${areas.join(', ')}`);
}
await ensurePackages();
await ensureBuilt();
const { code } = await run(node, ['--disable-warning=ExperimentalWarning', script, ...options]);
process.exitCode = code;
