import { fork } from 'node:child_process';
import heapFlags from '../machine/heap-flags.json' with { type: 'json' };
import type { Child } from '../office/ports.ts';

/** Starts the office's child (store-child.ts, as `script`) by Node's own way. */
export function forkChild(script: string): Child {
  const child = fork(script, [], { execArgv: heapFlags, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  // A child that ended before it was asked is told by `onEnd`.
  child.on('error', () => undefined);
  return {
    send: (message) => void child.send(message as Parameters<typeof child.send>[0], () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => void child.once('close', listener),
    end: () => void child.kill('SIGKILL'),
  };
}
