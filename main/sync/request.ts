import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isServersTrouble } from '../../shared/centre/server-trouble.ts';
import { pause, untilAborted } from './bell.ts';
import { RequestError, type RequestFailure } from './errors.ts';
import { createLine } from './line.ts';
import type { SyncPorts } from './ports.ts';

export type Credentials = { name: string; password: string };

export type Question = {
  method?: 'GET' | 'PUT' | 'POST';
  /** Below the partner's address, with its query. */
  path: string;
  /** JSON text. */
  body?: string;
  /** The body is papers, by which is learned how well they compress: keys do better, and scans are compressed already. */
  isPapers?: boolean;
  /** Bytes may come this far apart before the connection counts as dead. Milliseconds. */
  patience?: number;
  /** The answer comes in drops with long pauses: it must not be held back to be compressed. */
  live?: boolean;
  signal: AbortSignal;
};

export type Requests = {
  /** The answer's JSON. @throws RequestError */
  ask(question: Question): Promise<unknown>;
  /** Somebody asks for another attempt: who was not let in is let try again at once. */
  tryAgain(): void;
  /** So much of papers is best sent in one body, as far as this line has been seen to break. Characters; infinite over one that holds. */
  worthSending(): number;
};

const PATIENCE_MS = 30_000;
/**
 * A server that has just come up, or a part of a cluster that is behind, may refuse a session once: it is tried a second time after so long.
 * Who is refused then is not let try again for a while: CouchDB locks an account out for minutes after five wrong passwords. Milliseconds.
 */
const SECOND_TRY_MS = 2_000;
const REFUSED_FOR_MS = 5_000;
/** A request body is given the time it takes at this rate (bytes a millisecond), beside the patience. */
const SLOWEST_RATE = 2;
/** Below this, compressing costs more than it saves. Bytes. */
const WORTH_COMPRESSING = 512;
/** Characters of a body that tell how well papers compress. */
const TELLING = 10_000;
/** Fast links are not worth the processor's time. */
const FAST_BYTES_PER_MS = 2_000;

/** Bytes of a head, about; what compression leaves of an answer; and what it needs to learn how papers look, in each body anew. */
const HEAD = 350;
const ANSWER_COMPRESSION = 3;
const LEARNING = 900;

const compress = promisify(gzip);

/**
 * Requests to one partner: with a session that is renewed when it ends, bodies compressed, a deadline on silence instead of
 * on duration, and every failure by its name.
 */
export function createRequests(
  address: string,
  credentials: () => Promise<Credentials | undefined>,
  ports: SyncPorts,
): Requests {
  let cookie: string | undefined;
  let signingIn: { joined(signal: AbortSignal): Promise<string | undefined> } | undefined;
  let refusal: { at: number; error: unknown } | undefined;
  let bytesPerMs = 0;
  const line = createLine();
  /** How much smaller bodies become, but for what compression learns. */
  let compression = 1;
  const base = address.replace(/\/+$/, '');

  async function ask(question: Question): Promise<unknown> {
    let session = cookie ?? (await newSession(undefined, question.signal));
    for (let renewals = 0; ; renewals++) {
      const answer = await send(question, session);
      if (answer.status !== 401 || renewals === 2) return judge(answer);
      if (renewals > 0) await pause(SECOND_TRY_MS, ports, question.signal);
      session = await newSession(session, question.signal);
    }
  }

  /** All who need one get the same. @param old the session that was refused */
  async function newSession(old: string | undefined, signal: AbortSignal): Promise<string | undefined> {
    if (cookie !== old) return cookie;
    if (refusal && ports.elapsed() - refusal.at < REFUSED_FOR_MS) throw refusal.error;
    signingIn ??= beginSigningIn();
    return signingIn.joined(signal);
  }

  /** A sign-in that several wait for: it ends when the last of them has gone. */
  function beginSigningIn() {
    const ending = new AbortController();
    let waiting = 0;
    const over = () => {
      if (signingIn === own) signingIn = undefined;
    };
    const session = signInTwice(ending.signal).finally(over);
    session.catch(() => undefined);
    const own = {
      async joined(signal: AbortSignal): Promise<string | undefined> {
        waiting++;
        try {
          return await Promise.race([session, untilAborted(signal)]);
        } finally {
          if (--waiting === 0) {
            over();
            ending.abort(signal.reason);
          }
        }
      },
    };
    return own;
  }

  async function signInTwice(signal: AbortSignal): Promise<string | undefined> {
    const isRefusal = (error: unknown) => error instanceof RequestError && error.failure === 'signIn';
    try {
      cookie = await signIn(signal).catch(async (error: unknown) => {
        if (!isRefusal(error)) throw error;
        await pause(SECOND_TRY_MS, ports, signal);
        return signIn(signal);
      });
      refusal = undefined;
      return cookie;
    } catch (error) {
      if (isRefusal(error)) refusal = { at: ports.elapsed(), error };
      throw error;
    }
  }

  async function signIn(signal: AbortSignal): Promise<string | undefined> {
    const known = await credentials();
    if (!known) return undefined;
    const answer = await send({ method: 'POST', path: '/_session', body: JSON.stringify(known), signal }, undefined);
    // 403: locked for a while after wrong passwords (CouchDB 3.4).
    judge(answer.status === 403 ? { ...answer, status: 401 } : answer);
    const session = sessionIn(answer.headers);
    if (session === undefined) throw new RequestError('nonsense', 'no session in the answer to a sign-in');
    return session;
  }

  async function send(
    { method = 'GET', path, body, isPapers, patience = PATIENCE_MS, live, signal }: Question,
    session?: string,
  ) {
    const headers: Record<string, string> = { accept: 'application/json' };
    if (session !== undefined) headers.cookie = session;
    if (live) headers['accept-encoding'] = 'identity';
    let bytes: Uint8Array<ArrayBuffer> | undefined;
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
      bytes = new Uint8Array(Buffer.from(body));
      if (bytes.length >= WORTH_COMPRESSING) {
        headers['content-encoding'] = 'gzip';
        bytes = new Uint8Array(await compress(bytes, { level: bytesPerMs > FAST_BYTES_PER_MS ? 1 : 9 }));
        if (isPapers && body.length >= TELLING) compression = body.length / Math.max(1, bytes.length - LEARNING);
      }
    }
    const uploadTime = (bytes?.length ?? 0) / SLOWEST_RATE;
    const watch = watchSilence(patience, uploadTime, signal, ports);
    const begun = ports.elapsed();
    const onLine = line.began(HEAD + (bytes?.length ?? 0));
    try {
      const response = await ports.fetch(base + path, {
        method,
        headers,
        redirect: 'manual',
        signal: watch.signal,
        ...(bytes && { body: bytes }),
      });
      watch.heard();
      const text = await readText(response, watch.heard);
      onLine.carried(bytesOf(response, text));
      if (bytes && bytes.length > 10_000) bytesPerMs = bytes.length / Math.max(1, ports.elapsed() - begun);
      const renewed = sessionIn(response.headers);
      if (renewed !== undefined && session !== undefined) cookie = renewed;
      return { status: response.status, headers: response.headers, text };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (watch.signal.aborted) throw watch.signal.reason;
      // While one only waits for something to happen, a line is ended by whoever thinks it idle.
      if (!live && hadConnection(error)) onLine.broke();
      throw new RequestError('unreachable', String(causeOf(error)), { cause: error });
    } finally {
      onLine.ended();
      watch.stop();
    }
  }

  function tryAgain(): void {
    refusal = undefined;
  }

  return { ask, tryAgain, worthSending: () => Math.max(1, line.worth() - LEARNING) * compression };
}

type Answer = { status: number; headers: Headers; text: string };

const BY_STATUS: Record<number, RequestFailure> = {
  401: 'signIn',
  403: 'forbidden',
  404: 'missing',
  408: 'slow',
  409: 'conflict',
  413: 'tooLarge',
  425: 'busy',
  429: 'busy',
  500: 'broken',
  511: 'portal',
};

/** @throws RequestError for everything that is not a database's consent */
function judge({ status, headers, text }: Answer): unknown {
  const json = parseJson(text);
  if (status >= 300 && status < 400) throw new RequestError('portal', `answered with a redirection (${status})`);
  if (status >= 200 && status < 300) {
    if (json === undefined) throw new RequestError('portal', `no JSON (${headers.get('content-type')})`);
    return json;
  }
  // Rows of a write, some of which failed: CouchDB calls the whole of it 500 then.
  if (status === 500 && Array.isArray(json)) return json;
  // What stands in front of the database (proxy, portal) speaks in pages; its 401 or 404 says nothing about us.
  const speaksForDatabase = json !== undefined || status === 413 || status >= 429;
  const isBusy = (status === 412 || status === 500) && isServersTrouble(json);
  const failure = isBusy ? 'busy' : (BY_STATUS[status] ?? (status >= 500 ? 'busy' : 'bad'));
  const reason = (json as { reason?: unknown } | undefined)?.reason;
  throw new RequestError(speaksForDatabase ? failure : 'portal', `${status} ${String(reason ?? '')}`.trim(), {
    retryAfter: retryAfter(headers),
  });
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** However long somebody on the way asks to wait: work of a day is not held up, and a timer takes no more than 24 days. Milliseconds. */
const LONGEST_ASKED_WAIT_MS = 3_600_000;

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1000, LONGEST_ASKED_WAIT_MS) : undefined;
}

function sessionIn(headers: Headers): string | undefined {
  const cookie = headers.getSetCookie().find((one) => one.startsWith('AuthSession='));
  const pair = cookie?.split(';')[0];
  return pair === 'AuthSession=' ? undefined : pair;
}

async function readText(response: Response, heard: () => void): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body ?? []) {
    heard();
    pieces.push(piece as Uint8Array);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** What an answer was on the line, about: how small it was there nobody tells. */
function bytesOf({ headers }: Response, text: string): number {
  return HEAD + (headers.get('content-encoding') === null ? text.length : text.length / ANSWER_COMPRESSION);
}

/** A signal that is raised when nothing was heard for `patience`; `uploadTime` is added until the answer begins. */
function watchSilence(patience: number, uploadTime: number, outer: AbortSignal, ports: SyncPorts) {
  const own = new AbortController();
  let cancel = () => {};
  const wait = (milliseconds: number) => {
    cancel();
    cancel = ports.deadline(milliseconds, () => own.abort(new RequestError('slow', `silent for ${milliseconds} ms`)));
  };
  wait(patience + uploadTime);
  return {
    signal: AbortSignal.any([outer, own.signal]),
    heard: () => wait(patience),
    stop: () => cancel(),
  };
}

/** Whether it broke on a connection that stood: who reached nobody (refused, no name, no route) learns nothing about how long a line lasts. */
function hadConnection(error: unknown): boolean {
  const { code, syscall } = ((error as Error).cause ?? {}) as { code?: unknown; syscall?: unknown };
  return code === 'UND_ERR_SOCKET' || syscall === 'read' || syscall === 'write';
}

function causeOf(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? error : ((cause as { code?: unknown }).code ?? cause);
}
