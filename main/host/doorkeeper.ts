import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Decides who may come in. Every program of the computer, and every page in its browsers, can reach a loopback port: only who
 * brings the token of the printed address, once, gets the cookie; only who brings the cookie gets anything else.
 */
export type Doorkeeper = {
  /** The address to print: it opens the page once. */
  address: string;
  /** The request names us and nobody else: a foreign name that was rebound to loopback is refused. */
  isForUs(request: IncomingMessage): boolean;
  /** The token was brought for the first time. Uses it up. */
  takesToken(brought: string | null): boolean;
  hasCookie(request: IncomingMessage): boolean;
  /** A page of ours asks, not one of another site that the same browser shows. */
  comesFromUs(request: IncomingMessage): boolean;
  /** Value of `set-cookie` for who brought the token. */
  cookie: string;
};

export function createDoorkeeper(port: number): Doorkeeper {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  // Cookies do not tell ports apart: each host has a name of its own.
  const name = `kense-${port}`;
  const secret = newSecret();
  let token: string | undefined = newSecret();
  return {
    address: `${origin}/?token=${token}`,
    isForUs: ({ headers }) => headers.host === host,
    takesToken(brought) {
      if (token === undefined || brought === null || !isSame(brought, token)) return false;
      token = undefined;
      return true;
    },
    hasCookie: ({ headers }) => isSame(readCookie(headers.cookie, name), secret),
    comesFromUs: ({ headers }) => headers.origin === origin,
    cookie: `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

const newSecret = () => randomBytes(32).toString('base64url');

function isSame(brought: string, expected: string): boolean {
  const [a, b] = [Buffer.from(brought), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function readCookie(header: string | undefined, name: string): string {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? '';
}
