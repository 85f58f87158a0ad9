import { openOurs } from './ours.ts';

/** Opens our store once and says how long that took. The program itself is loaded already, as the office's is when it opens a store. */
const begun = performance.now();
const peer = await openOurs(process.argv[2]!);
await peer.newest(1);
process.stdout.write(String(performance.now() - begun));
await peer.close();
