import { z } from 'zod';

/**
 * What a password is checked against, in the usual form of Argon2 (`$argon2id$v=19$m=…,t=…,p=…$salt$hash`): it travels in the person's staff
 * record. At least 64 MiB of memory (`m` is in KiB); and no more than any office computer has, since what came from elsewhere is computed
 * here.
 */
export const verifierSchema = z.string().refine((text) => costOf(text) !== undefined, 'verifier');

export const LEAST_MEMORY_KIB = 64 * 1024;
const MOST = { memory: 256 * 1024, passes: 10, lanes: 8 };

export type Cost = { memory: number; passes: number; lanes: number };

const FORM = /^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,3}),p=(\d{1,3})\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/;

/** What it costs to check a password against it; undefined for no verifier, or one that costs too little or too much. */
export function costOf(verifier: string): Cost | undefined {
  const parts = FORM.exec(verifier);
  if (!parts) return undefined;
  const [memory, passes, lanes] = parts.slice(1).map(Number) as [number, number, number];
  const isFair =
    memory >= LEAST_MEMORY_KIB &&
    memory <= MOST.memory &&
    passes >= 1 &&
    passes <= MOST.passes &&
    lanes >= 1 &&
    lanes <= MOST.lanes;
  return isFair ? { memory, passes, lanes } : undefined;
}
