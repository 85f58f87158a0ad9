import { Worker } from 'node:worker_threads';
import type { FinishedRegister, RegisterFoot, RegisterHead, RegisterLine, RegisterRow } from './content.ts';
import type { FromWorker, ToWorker } from './worker.ts';

/** So many rows may wait for the worker: memory stays bounded however fast they come. */
const MOST_WAITING = 2_000;

/** A register being made in a thread of its own. */
export type Press = {
  begin(head: RegisterHead, sample: RegisterRow[]): void;
  /** Resolves when the worker is near enough to take more. Rejects when it has failed. */
  add(rows: RegisterLine[]): Promise<void>;
  finish(foot: RegisterFoot): Promise<FinishedRegister>;
  /** Ends it, finished or not. */
  stop(): void;
};

/** @param onDone told how many rows are set */
export function startPress(fontsFolder: string, onDone: (rows: number) => void): Press {
  const worker = new Worker(workerFile(), { workerData: { fontsFolder } });
  let sent = 0;
  let done = 0;
  let failure: Error | undefined;
  let finished: FinishedRegister | undefined;
  let wake = () => {};
  worker.on('message', (message: FromWorker) => {
    if ('done' in message) {
      done = message.done;
      onDone(done);
    } else finished = message;
    wake();
  });
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the press has stopped')));
  const send = (message: ToWorker) => worker.postMessage(message);

  async function until(met: () => boolean): Promise<void> {
    while (!met()) {
      if (failure) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    begin: (head, sample) => send({ head, sample }),
    async add(rows) {
      if (failure) throw failure;
      send({ rows });
      sent += rows.length;
      await until(() => sent - done < MOST_WAITING);
    },
    async finish(foot) {
      send({ foot });
      await until(() => finished !== undefined);
      return finished!;
    },
    stop: () => void worker.terminate(),
  };
}

/** Beside this file in the sources; built it is an entry of its own, above the chunks. */
function workerFile(): URL {
  const { url } = import.meta;
  if (url.endsWith('.ts')) return new URL('./worker.ts', url);
  return new URL(url.includes('/chunks/') ? '../register-worker.js' : './register-worker.js', url);
}
