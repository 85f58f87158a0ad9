import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Vault } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * The store's key is random and never on disk in the clear (design §5): it is wrapped by the system's vault, or by a
 * passphrase where there is none. The demo office on a machine without a vault keeps it open: its papers are invented, and
 * the screen says so.
 */
const wrapSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('vault'), data: z.base64() }),
  z.object({ by: z.literal('passphrase'), salt: z.base64(), cost: z.number().int(), data: z.base64() }),
  z.object({ by: z.literal('nothing'), data: z.base64() }),
]);
const keyFileSchema = z.object({ version: z.literal(1), wraps: z.array(wrapSchema).min(1) });
type Wrap = z.infer<typeof wrapSchema>;
type KeyFile = z.infer<typeof keyFileSchema>;

export type Protection = { by: 'vault'; vault: Vault } | { by: 'passphrase'; passphrase: string } | { by: 'nothing' };

export const SHORTEST_PASSPHRASE = 8;

/** scrypt's N: about a quarter of a second and 64 MiB on an office computer. */
const COST = 2 ** 16;

/** A fresh random key, 32 bytes, and the content of the key file that holds it wrapped. */
export async function createKey(protection: Protection): Promise<{ key: Uint8Array; file: string }> {
  const key = randomBytes(32);
  const file: KeyFile = { version: 1, wraps: [await wrapKey(key, protection)] };
  return { key, file: JSON.stringify(file) };
}

/** How the key in this file can be had; undefined when there is no such file. */
export async function protectionOf(path: string): Promise<Wrap['by'] | undefined> {
  return (await readKeyFile(path))?.wraps[0]?.by;
}

/**
 * Unwraps the key.
 *
 * @throws ProblemError `wrongPassphrase`, `vaultLost`
 */
export async function openKeyFile(
  path: string,
  means: { vault: Vault | undefined; passphrase: string | undefined },
): Promise<Uint8Array> {
  const file = await readKeyFile(path);
  if (!file) throw new ProblemError('storeKey', { detail: 'no key file' });
  const wrap = file.wraps[0]!;
  const data = Buffer.from(wrap.data, 'base64');
  if (wrap.by === 'nothing') return data;
  if (wrap.by === 'vault') {
    if (!means.vault) throw new ProblemError('vaultLost', { detail: 'no vault on this system' });
    return means.vault.unwrap(data).catch((cause: unknown) => {
      throw new ProblemError('vaultLost', { cause, detail: String(cause) });
    });
  }
  return unseal(data, await derive(means.passphrase ?? '', Buffer.from(wrap.salt, 'base64'), wrap.cost));
}

async function readKeyFile(path: string): Promise<KeyFile | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ProblemError('storeKey', { cause, detail: 'the key file is not readable' });
  }
}

async function wrapKey(key: Uint8Array, protection: Protection): Promise<Wrap> {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
  if (protection.by === 'nothing') return { by: 'nothing', data: base64(key) };
  if (protection.by === 'vault') return { by: 'vault', data: base64(await protection.vault.wrap(key)) };
  if (protection.passphrase.length < SHORTEST_PASSPHRASE) throw new ProblemError('passphraseTooShort');
  const salt = randomBytes(16);
  const data = seal(key, await derive(protection.passphrase, salt, COST));
  return { by: 'passphrase', salt: base64(salt), cost: COST, data: base64(data) };
}

function derive(passphrase: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

function seal(secret: Uint8Array, key: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

function unseal(data: Buffer, key: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
    decipher.setAuthTag(data.subarray(-16));
    return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
  } catch (cause) {
    throw new ProblemError('wrongPassphrase', { cause });
  }
}
