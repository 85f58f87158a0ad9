import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Opens an invisible display of the usual office size for all desktop tests, open to every user of this machine: one suite runs
 * the program as somebody else. Where there is no X the tests use the desktop that is there.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.platform !== 'linux') return undefined;
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', '-ac'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.env.DISPLAY = `:${await numberOf(server)}`;
  return async () => {
    const gone = once(server, 'exit');
    server.kill();
    await gone;
  };
}

async function numberOf(server: ChildProcess): Promise<string> {
  const said = once(server.stdio[3] as NodeJS.ReadableStream, 'data').then(([data]) => String(data).trim());
  const failed = once(server, 'error').then(([error]) => Promise.reject(error));
  return Promise.race([said, failed]);
}
