import { ORPCError } from '@orpc/client';
import { type Problem, problemSchema } from '../../shared/contract/problems.ts';

/**
 * What went wrong, whatever was thrown: a typed error of the contract as it is, anything else as `fault` with its text as
 * the detail.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && error.code === 'PROBLEM') {
    const problem = problemSchema.safeParse(error.data);
    if (problem.success) return problem.data;
  }
  return {
    code: 'fault',
    retryable: true,
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  };
}
