import { gcm } from '@noble/ciphers/aes.js';
import { bytesToUtf8 } from '@noble/ciphers/utils.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import { z } from 'zod';

/**
 * What only one site can read: sealed to its Ed25519 key, the one it signs lines with, by a key pair made for this box alone.
 * X25519, HKDF-SHA256, AES-256-GCM. The format is permanent; another one gets another number.
 */
export const sealedBoxSchema = z.object({
  v: z.literal(1),
  /** The box's own X25519 public key, base64url. */
  key: z.string().regex(/^[\w-]{43}$/),
  /** What is inside, and its tag, base64url. */
  sealed: z.string().regex(/^[\w-]+$/),
});
export type SealedBox = z.infer<typeof sealedBoxSchema>;

const FORMAT = utf8ToBytes('kense-sealed-box-1');

/**
 * @param publicKey the reader's Ed25519 public key, base64url
 * @param secret 32 random bytes, used for nothing else
 * @throws Error when the key is none
 */
export function seal(text: string, publicKey: string, secret: Uint8Array): SealedBox {
  const agreement = agreeAsWriter(publicKey, secret);
  const { key, nonce } = keysOf(agreement);
  const sealed = gcm(key, nonce).encrypt(utf8ToBytes(text));
  return { v: 1, key: base64urlnopad.encode(agreement.own), sealed: base64urlnopad.encode(sealed) };
}

/**
 * @param privateKey the reader's Ed25519 private key (32 bytes, base64url: `d` of its JWK)
 * @returns undefined when the box is another's, or was altered
 */
export function unseal(box: SealedBox, privateKey: string): string | undefined {
  try {
    const { key, nonce } = keysOf(agreeAsReader(box.key, privateKey));
    return bytesToUtf8(gcm(key, nonce).decrypt(base64urlnopad.decode(box.sealed)));
  } catch {
    return undefined;
  }
}

/** What writer and reader of something sealed share, and nobody else can know: one end's own key was made for it alone. */
export type Agreement = {
  shared: Uint8Array;
  /** The X25519 public key made for this, and the reader's. */
  own: Uint8Array;
  reader: Uint8Array;
};

/**
 * @param publicKey the reader's Ed25519 public key, base64url
 * @param secret 32 random bytes, used for nothing else
 * @throws Error when the key is none
 */
export function agreeAsWriter(publicKey: string, secret: Uint8Array): Agreement {
  const reader = ed25519.utils.toMontgomery(base64urlnopad.decode(publicKey));
  return { shared: x25519.getSharedSecret(secret, reader), own: x25519.getPublicKey(secret), reader };
}

/**
 * @param key the X25519 public key that came with what is sealed, base64url
 * @param privateKey the reader's Ed25519 private key, base64url
 * @throws Error when the key is none
 */
export function agreeAsReader(key: string, privateKey: string): Agreement {
  const seed = base64urlnopad.decode(privateKey);
  const own = base64urlnopad.decode(key);
  const shared = x25519.getSharedSecret(ed25519.utils.toMontgomerySecret(seed), own);
  return { shared, own, reader: ed25519.utils.toMontgomery(ed25519.getPublicKey(seed)) };
}

/** Key and nonce of one box. The nonce may be derived: no other box has this key. */
function keysOf({ shared, own, reader }: Agreement): { key: Uint8Array; nonce: Uint8Array } {
  const bytes = hkdf(sha256, shared, concatBytes(own, reader), FORMAT, 44);
  return { key: bytes.slice(0, 32), nonce: bytes.slice(32) };
}
