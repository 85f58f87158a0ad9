import { build } from './lib/build.mjs';
import { ensurePackages } from './lib/packages.mjs';

/** `npm run build`: the program in `out/`. */
await ensurePackages();
await build();
console.log('Built: out/');
