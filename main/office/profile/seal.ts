import { createCipheriv, createDecipheriv, hkdf, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/** scrypt's N for new passphrases: about a quarter of a second and 64 MiB on an office computer. */
export const PASSPHRASE_COST = 2 ** 16;

/** A key from what somebody remembers: slow on purpose. */
export function keyFromPassphrase(passphrase: string, salt: Uint8Array, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    scrypt(passphrase.normalize('NFKC'), salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );
}

/** A key from something that is random already; `purpose` keeps keys for different uses apart. */
export async function keyFromSecret(secret: Uint8Array, salt: Uint8Array, purpose: string): Promise<Buffer> {
  return Buffer.from(await promisify(hkdf)('sha256', secret, salt, purpose, 32));
}

/** AES-256-GCM: nonce, ciphertext, tag. */
export function seal(secret: Uint8Array, key: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** @throws Error when the key is another one, or a bit has changed */
export function unseal(data: Uint8Array, key: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, 12));
  decipher.setAuthTag(data.subarray(-16));
  return Buffer.concat([decipher.update(data.subarray(12, -16)), decipher.final()]);
}
