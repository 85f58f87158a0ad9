import { useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from '../client/problem.ts';

/** One thing that a button does: whether it runs, how it failed, and that it went through. */
export type Task = {
  busy: boolean;
  done: boolean;
  problem: Problem | undefined;
  /** Runs it; true when it went through. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  /** Something else that belongs to it failed. */
  fail: (error: unknown) => void;
  forget: () => void;
};

export function useTask(): Task {
  const [state, setState] = useState<{ busy: boolean; done: boolean; problem?: Problem }>({ busy: false, done: false });
  const fail = (error: unknown) => setState({ busy: false, done: false, problem: problemOf(error) });
  return {
    fail,
    busy: state.busy,
    done: state.done,
    problem: state.problem,
    run: async (work) => {
      setState({ busy: true, done: false });
      try {
        await work();
        setState({ busy: false, done: true });
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    forget: () => setState({ busy: false, done: false }),
  };
}
