import { hashBytes, hashOf } from '../domain/log/line.ts';

const GROUPS = 4;
const DIGITS = 6;

/**
 * A public key as people compare it by telephone: 4 groups of 6 digits, 80 bits of its hash. Digits, because they are said and typed alike
 * in both languages.
 *
 * @param publicKey Ed25519, base64url
 */
export function fingerprintOf(publicKey: string): string {
  const hash = hashBytes(hashOf({ kense: 'fingerprint', publicKey }));
  const value = hash.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) % 10n ** BigInt(GROUPS * DIGITS);
  const digits = value.toString().padStart(GROUPS * DIGITS, '0');
  return digits.match(new RegExp(`\\d{${DIGITS}}`, 'g'))!.join(' ');
}

/** Whether somebody has typed this fingerprint, however the digits are grouped. */
export function isFingerprint(typed: string, publicKey: string): boolean {
  return typed.replace(/[\s.-]/g, '') === fingerprintOf(publicKey).replaceAll(' ', '');
}
