import { parseArgs } from 'node:util';
import { ensurePackages } from './lib/packages.mjs';
import { node, run, tool } from './lib/run.mjs';

/**
 * `npm run drills [-- --seeds=50 --from=1000]`: the long versions of tests: many simulations of five desks, each fault at
 * several positions. Seeds that fail are printed; `--from=SEED --seeds=1` runs one again.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '20' }, from: { type: 'string', default: '1000' } },
});
const seeds = Array.from({ length: Number(values.seeds) }, (_, i) => Number(values.from) + i);

await ensurePackages();
const { code } = await run(node, [tool('vitest/vitest.mjs'), 'run', '--project', 'sync'], {
  env: { KENSE_SEEDS: seeds.join(','), KENSE_DRILL_POSITIONS: '6' },
});
process.exitCode = code;
