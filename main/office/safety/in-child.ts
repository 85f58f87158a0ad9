import { StoreError } from '../../store/errors.ts';
import type { Child } from '../ports.ts';
import type { FromChild, TaskName, Tasks } from './child-messages.ts';

export type Progress = (done: number, total: number) => void;

/**
 * Has a child do one task; it ends afterwards.
 *
 * @throws StoreError what the task failed with; `damaged` when the child ended without an answer: what it looked at ended it;
 *   the reason of `signal` when that ended it
 */
export async function runInChild<Name extends TaskName>(
  startChild: () => Child,
  task: Name,
  input: Tasks[Name]['input'],
  { progress = () => {}, signal }: { progress?: Progress; signal?: AbortSignal } = {},
): Promise<Tasks[Name]['result']> {
  signal?.throwIfAborted();
  const child = startChild();
  return new Promise<Tasks[Name]['result']>((resolve, reject) => {
    let answer: Exclude<FromChild, { progress: unknown }> | undefined;
    child.onMessage((data) => {
      const message = data as FromChild;
      if ('progress' in message) return progress(message.progress.done, message.progress.total);
      answer = message;
      child.end();
    });
    // Only now has it let go of the files.
    child.onEnd(() => {
      if (!answer && signal?.aborted) reject(signal.reason);
      else if (!answer) reject(new StoreError('damaged', `the process that was to ${task} ended without an answer`));
      else if ('failure' in answer) reject(new StoreError(answer.failure.code, answer.failure.message));
      else resolve(answer.result as Tasks[Name]['result']);
    });
    signal?.addEventListener('abort', child.end, { once: true });
    child.send({ id: 1, task, input });
  });
}

export function hexOf(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}
