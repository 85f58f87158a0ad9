import { serveChild } from '../office/safety/child.ts';

/** The office's child under plain Node, started by `forkChild`. It ends with its parent. */
const take = serveChild((message) => process.send?.(message));
process.on('message', take);
process.on('disconnect', () => process.exit());
// A terminal's Ctrl+C reaches every process; the office ends its child.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
