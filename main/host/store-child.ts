import { serveChild } from '../office/safety/child.ts';

/** The office's child under plain Node, started by `forkChild`. It ends with its parent. */
const parent = process.ppid;
const take = serveChild((message) => {
  // Somebody who works in one piece hears of no disconnecting; what he has open would keep the next start out.
  if (process.ppid !== parent) process.exit();
  process.send?.(message, undefined, undefined, (error) => void (error && process.exit()));
});
process.on('message', take);
process.on('disconnect', () => process.exit());
// A terminal's Ctrl+C reaches every process; the office ends its child.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
