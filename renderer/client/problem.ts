import { ORPCError } from '@orpc/client';
import { type Problem, problemSchema } from '../../shared/contract/problems.ts';
import { Disconnected } from './connection.ts';

/** Detail of the fault that is none: the answer got lost with the connection, and nothing is known of what was done. */
const DISCONNECTED = 'disconnected';

/** Whether a problem says no more than that the connection broke. */
export function isDisconnection({ code, detail }: Problem): boolean {
  return code === 'fault' && detail === DISCONNECTED;
}

/**
 * What went wrong, whatever was thrown: a typed error of the contract as it is, anything else as `fault` with its text as
 * the detail.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && error.code === 'PROBLEM') {
    const problem = problemSchema.safeParse(error.data);
    if (problem.success) return problem.data;
  }
  if (error instanceof Disconnected) return { code: 'fault', retryable: true, detail: DISCONNECTED };
  return {
    code: 'fault',
    retryable: true,
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}
