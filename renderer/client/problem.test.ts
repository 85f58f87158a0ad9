import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { Disconnected } from './connection.ts';
import { isDisconnection, problemOf } from './problem.ts';

describe('whatever was thrown becomes a problem', () => {
  test('a typed one as it is', () => {
    const data = {
      code: 'invalidEntry',
      retryable: false,
      issues: [{ path: ['applicant', 'name'], code: 'required' }],
    };
    expect(problemOf(new ORPCError('PROBLEM', { data }))).toEqual(data);
  });

  test.each([
    [new ORPCError('PROBLEM', { data: { code: 'neverHeardOf', retryable: false } })],
    [new TypeError('x is not a function')],
    ['just text'],
  ])('anything else as a fault that may pass: %s', (error) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ code: 'fault', retryable: true });
    expect(isDisconnection(problem)).toBe(false);
  });

  test('a lost connection as what it is: nobody claims that nothing was written', () => {
    expect(isDisconnection(problemOf(new Disconnected()))).toBe(true);
  });
});
