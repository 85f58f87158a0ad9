import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedRegistry } from './server.ts';

/**
 * The embedded registry as a process: `--folder=FOLDER [--port=N]`. Prints one line of JSON, `{"address": …}`, when it answers. Ends
 * on SIGTERM and SIGINT, and with `--attached` when its standard input ends.
 */
const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: '.kense/registry' },
    port: { type: 'string', default: '0' },
    attached: { type: 'boolean', default: false },
  },
});

/** No request may end the process: what a library forgot to catch is told and leaves one request without its answer. */
const tell = (error: unknown) => console.error(error);
process.on('uncaughtException', tell);
process.on('unhandledRejection', tell);

const registry = await startEmbeddedRegistry({ folder: resolve(values.folder), port: Number(values.port) }).catch(
  (error: unknown) => {
    console.error(`The registry in ${join(values.folder)} does not start:`, error);
    process.exit(1);
  },
);
console.log(JSON.stringify({ address: registry.url }));

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  await registry.close();
  process.exit(0);
}
process.once('SIGTERM', end);
process.once('SIGINT', end);
if (values.attached) process.stdin.resume().once('end', end);
