import { asFailure, type FromChild, isTask, type Serve, type TaskName, type ToChild } from './child-messages.ts';
import { backUp, copyFiles } from './tasks/back-up.ts';
import { check } from './tasks/check.ts';
import { mend } from './tasks/mend.ts';
import { verify } from './tasks/verify.ts';

const tasks: { [Name in TaskName]: Serve<Name> } = { check, mend, copyFiles, backUp, verify };

/**
 * The child of the office: does by messages what may meet a damaged file, or what would hold up a clerk. When a damaged file
 * ends it, only it ends. The key comes by message, so that no list of processes shows it.
 */
export function serveChild(send: (message: FromChild) => void): (message: ToChild) => void {
  return ({ id, task, input }) => {
    if (!isTask(task)) return;
    let told = 0;
    const progress = (done: number, total: number) => {
      if (done !== total && performance.now() - told < BETWEEN_TELLINGS_MS) return;
      told = performance.now();
      send({ id, progress: { done, total } });
    };
    void (tasks[task] as Serve<TaskName>)(input, progress).then(
      (result) => send({ id, result }),
      (error: unknown) => send({ id, failure: asFailure(error) }),
    );
  };
}

/** Nobody reads faster. Milliseconds. */
const BETWEEN_TELLINGS_MS = 100;
