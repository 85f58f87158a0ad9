import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { costOf, LEAST_MEMORY_KIB } from '../../../shared/domain/keys/verifier.ts';
import type { ArgonInput } from './argon-worker.ts';

/** The second choice of RFC 9106 (§4), for computers without 2 GiB to spare. */
const COST = { memory: LEAST_MEMORY_KIB, passes: 3, lanes: 4 };

/**
 * A verifier (shared/domain/keys/verifier.ts) with a salt of its own.
 *
 * @param key a secret that is not among what is copied with the verifier
 */
export async function verifierOf(password: string, key: Uint8Array = NO_KEY): Promise<string> {
  const salt = randomBytes(16);
  const hash = await argon({ password: bytesOf(password), salt, key, ...COST });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.lanes}$${plain(salt)}$${plain(hash)}`;
}

/** Whether it is the password; a verifier of another form fits none. */
export async function fitsVerifier(verifier: string, password: string, key: Uint8Array = NO_KEY): Promise<boolean> {
  const cost = costOf(verifier);
  if (!cost) return false;
  const [salt, hash] = verifier
    .split('$')
    .slice(-2)
    .map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer];
  return timingSafeEqual(hash, await argon({ password: bytesOf(password), salt, key, ...cost }));
}

/** Letters that look alike at the keyboard and are no other word: as passphrases are taken. */
const bytesOf = (password: string) => new TextEncoder().encode(password.normalize('NFKC'));

const NO_KEY = new Uint8Array();

const plain = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/=+$/, '');

function argon(workerData: ArgonInput): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread that computes passwords ended without an answer')));
  });
}

/** Beside this file in the sources; built it is an entry of its own, above the chunks. */
function workerFile(): URL {
  const { url } = import.meta;
  if (url.endsWith('.ts')) return new URL('./argon-worker.ts', url);
  return new URL(url.includes('/chunks/') ? '../argon-worker.js' : './argon-worker.js', url);
}
