import { join } from 'node:path';
import { ensurePackages } from './lib/packages.mjs';
import { node, root, run } from './lib/run.mjs';

/** `npm run registry -- COMMAND [options]`: see registry/README.md. */
await ensurePackages();
const { code } = await run(node, [
  '--no-deprecation',
  join(root, 'registry/commands/index.ts'),
  ...process.argv.slice(2),
]);
process.exitCode = code;
