/**
 * What went wrong with a request:
 * - `unreachable`: no name, no route, refused, cut off in the middle;
 * - `slow`: no byte for too long;
 * - `portal`: a web page or a redirection answered instead of the database;
 * - `busy`: 429, 5xx but 500, and whatever a cluster says of itself (shared/centre/server-trouble.ts);
 * - `broken`: 500, the database broke on the request;
 * - `tooLarge`: 413;
 * - `signIn`: 401, also after a fresh session;
 * - `forbidden`: 403, `missing`: 404, `conflict`: 409, `bad`: other 4xx;
 * - `nonsense`: an answer that does not belong to the question.
 */
export type RequestFailure =
  | 'unreachable'
  | 'slow'
  | 'portal'
  | 'busy'
  | 'broken'
  | 'tooLarge'
  | 'signIn'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'bad'
  | 'nonsense';

export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly failure: RequestFailure;
  /** Milliseconds the server asks to wait. */
  readonly retryAfter: number | undefined;

  constructor(
    failure: RequestFailure,
    message: string,
    options: { retryAfter?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.failure = failure;
    this.retryAfter = options.retryAfter;
  }
}

/** The database broke on the request: perhaps on one document of it. */
export function isBroken(error: unknown): error is RequestError {
  return error instanceof RequestError && error.failure === 'broken';
}

/** The line holds and somebody is there: what the server does not do for one question it may do for another. */
export function isAnswered(error: unknown): boolean {
  return error instanceof RequestError && (['busy', 'broken', 'bad'] as const).some((one) => one === error.failure);
}

/**
 * The exchange has ended because something else in it failed: whatever was under way is broken off. Not that failure itself, which
 * says nothing about what is broken off for it.
 */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
}
