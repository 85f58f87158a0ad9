import { fork } from 'node:child_process';
import { join } from 'node:path';
import heapFlags from '../../../main/machine/heap-flags.json' with { type: 'json' };
import type { Peer } from './peer.ts';

/** What the office is started with, for its store and its limit. */
const withSmallHeap = new Set(['ours', 'ours, synchronous=OFF', 'raw']);

/** Starts a store in a process of its own. @throws what it could not start for */
export async function startPeer(name: string, folder: string): Promise<Peer> {
  const child = fork(join(import.meta.dirname, 'peer-process.ts'), [name, folder], {
    execArgv: ['--disable-warning=ExperimentalWarning', ...(withSmallHeap.has(name) ? heapFlags : [])],
    serialization: 'advanced',
  });
  const next = () =>
    new Promise<unknown>((resolve, reject) => {
      const end = (code: number | null) => reject(new Error(`${name} ended with ${code}`));
      child.once('exit', end);
      child.once('message', (message: { value?: unknown; error?: string }) => {
        child.off('exit', end);
        if (message.error === undefined) resolve(message.value);
        else reject(new Error(message.error));
      });
    });
  await next();
  return new Proxy({} as Peer, {
    get: (_peer, method) =>
      // A promise asks whatever it is given whether it is one.
      method === 'then'
        ? undefined
        : (...parameters: unknown[]) => {
            child.send([method, ...parameters]);
            return next();
          },
  });
}
