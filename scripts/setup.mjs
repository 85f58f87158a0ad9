import { ensurePackages } from './lib/packages.mjs';

/** `node scripts/setup.mjs`: makes a fresh clone ready to work. */
await ensurePackages();
