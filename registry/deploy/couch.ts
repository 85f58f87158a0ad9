/** The answer of a server in CouchDB's protocol. */
export type Answer = { status: number; body: Record<string, unknown> };

/** A server and who asks it. */
export type Couch = {
  url: string;
  /** @throws RegistryError when the server does not answer (`NoAnswerYet`: not in time), or not in JSON */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** As `ask`, for what has to go well. @throws RegistryError also for every refusal */
  demand(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
};

/** The registry cannot be reached or refuses; `status` 0: it did not answer at all. */
export class RegistryError extends Error {
  readonly status: number;
  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** It took the question, and has not answered in time: it may be at work on it. */
export class NoAnswerYet extends RegistryError {}

/** Only a part of a cluster was there to take a write: the other part may have taken another one. Once it is whole the command is given again. */
export class NotWhole extends RegistryError {}

/** An index that is built answers within this, or is asked for again. */
const LONGEST_ANSWER_MS = 120_000;

/** The `Authorization` of who has this name and password. */
export function basicAuth({ name, password }: { name: string; password: string }): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/**
 * @param url of the server, without credentials
 * @param patience how long an answer may take, milliseconds
 */
export function couchAt(
  url: string,
  credentials: { name: string; password: string },
  patience = LONGEST_ANSWER_MS,
): Couch {
  const authorization = basicAuth(credentials);
  const base = url.replace(/\/+$/, '');
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    try {
      const response = await fetch(`${base}/${path}`, {
        method,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
        signal: AbortSignal.timeout(patience),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
    } catch (error) {
      const { name, message, cause } = error as Error;
      if (name === 'TimeoutError') throw new NoAnswerYet(`${base}/${path}: ${patience} ms`, 0);
      throw new RegistryError(`${base}/${path}: ${cause instanceof Error ? cause.message : message}`, 0);
    }
  };
  return {
    url: base,
    ask,
    async demand(method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status < 300) return answer.body;
      throw new RegistryError(`${method} ${base}/${path}: ${answer.status} ${reasonOf(answer)}`, answer.status);
    },
  };
}

/** A document, or undefined where there is none. */
export async function read(couch: Couch, path: string): Promise<Record<string, unknown> | undefined> {
  const answer = await couch.ask('GET', path);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw new RegistryError(`${couch.url}/${path}: ${reasonOf(answer)}`, answer.status);
  return answer.body;
}

/**
 * Writes a document only when something in it would change.
 *
 * @returns whether it was written
 */
export async function keep(couch: Couch, database: string, document: { _id: string }): Promise<boolean> {
  const path = `${database}/${pathOf(document._id)}`;
  const stored = await read(couch, path);
  const { _rev, ...old } = stored ?? {};
  if (isSame(old, document)) return false;
  await couch.demand('PUT', path, _rev === undefined ? document : { ...document, _rev });
  return true;
}

/**
 * Writes what two parts of a cluster must not write differently: only the answer of its greater part counts.
 *
 * @returns whether it was written; not where somebody was faster
 * @throws NotWhole; RegistryError when the server refuses
 */
export async function writeWhole(couch: Couch, path: string, document: object): Promise<boolean> {
  const answer = await couch.ask('PUT', path, document);
  if (answer.status === 201) return true;
  if (answer.status === 409) return false;
  if (answer.status === 202) throw new NotWhole(`${couch.url}/${path}`, 202);
  throw new RegistryError(`PUT ${couch.url}/${path}: ${answer.status} ${reasonOf(answer)}`, answer.status);
}

/** A document's id in an address: only the first part of `_design/…` and `_local/…` stands by itself. */
export function pathOf(id: string): string {
  const [, kind = '', name = id] = /^(_design\/|_local\/)(.*)$/.exec(id) ?? [];
  return kind + encodeURIComponent(name);
}

/** Whether two JSON values are equal, whatever the order of their fields. */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    left.length === right.length &&
    left.every(([key, value]) => Object.hasOwn(b, key) && isSame(value, (b as Record<string, unknown>)[key]))
  );
}

function reasonOf({ body }: Answer): string {
  return `${body.error ?? ''} ${body.reason ?? ''}`.trim();
}
