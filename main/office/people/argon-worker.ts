import { parentPort, workerData } from 'node:worker_threads';
import { argon2id } from '@noble/hashes/argon2.js';

/** What one password costs. `memory` in KiB; `key`: a secret of this computer, empty for none. */
export type ArgonInput = {
  password: Uint8Array;
  salt: Uint8Array;
  key: Uint8Array;
  memory: number;
  passes: number;
  lanes: number;
};

/** It takes the better part of a second and 64 MiB: in a thread of its own, so that nobody's click waits for it. */
const { password, salt, key, memory, passes, lanes } = workerData as ArgonInput;
parentPort?.postMessage(
  argon2id(password, salt, { m: memory, t: passes, p: lanes, dkLen: 32, ...(key.length > 0 && { key }) }),
);
