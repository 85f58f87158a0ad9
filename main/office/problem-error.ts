import type { Refusal } from '../../shared/centre/checks.ts';
import { type Issue, type Problem, type ProblemCode, problems } from '../../shared/contract/problems.ts';

/** An expected failure on its way to the page; anything else that is thrown is a fault of ours. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(
    code: ProblemCode,
    more: {
      issues?: Issue[];
      detail?: string;
      refusal?: Refusal;
      hindrance?: string;
      limit?: NonNullable<Problem['limit']>;
      cause?: unknown;
    } = {},
  ) {
    super(more.detail ?? code, { cause: more.cause });
    this.name = 'ProblemError';
    const { issues, detail, refusal, hindrance, limit } = more;
    this.problem = {
      code,
      retryable: problems[code].retryable,
      ...(issues && { issues }),
      ...(detail !== undefined && { detail }),
      ...(refusal && { refusal }),
      ...(hindrance !== undefined && { hindrance }),
      ...(limit && { limit }),
    };
  }
}
