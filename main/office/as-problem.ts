import type { ProblemCode } from '../../shared/contract/problems.ts';
import { describe, StoreError, toStoreError } from '../store/errors.ts';
import { ProblemError } from './problem-error.ts';

/** Any thrown error as a problem with a code the page has words for. */
export function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const detail = describe(error);
  if (error instanceof StoreError) return new ProblemError(storeProblems[error.code], { cause: error, detail });
  // A file beside the store that the disk refused.
  const { code } = toStoreError(error);
  return new ProblemError(code === 'failed' ? 'fault' : storeProblems[code], { cause: error, detail });
}

const storeProblems: Record<StoreError['code'], ProblemCode> = {
  wrongKey: 'storeKey',
  damaged: 'storeDamaged',
  diskFull: 'diskFull',
  readOnly: 'diskReadOnly',
  inUse: 'storeInUse',
  newerFormat: 'storeNewer',
  failed: 'storeFailed',
};
