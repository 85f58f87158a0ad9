import { bytesToUtf8, utf8ToBytes } from '@noble/ciphers/utils.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64urlnopad } from '@scure/base';
import { z } from 'zod';
import { hashBytes, hashOf, type Sign, type Verify } from '../../domain/log/line.ts';
import { BundleError } from './errors.ts';

/** The version of the format, its only one so far. It is permanent; another format gets another number. */
const BUNDLE_FORMAT = 1;

/** A header is one line of JSON, no longer than this. Bytes. */
export const LONGEST_HEADER = 1_024;

/** All that a bundle tells to whoever finds it: what it is, from which site, and for whom. */
const headerSchema = z.strictObject({
  kense: z.literal('bundle'),
  v: z.literal(BUNDLE_FORMAT),
  from: z.string().regex(/^[0-9a-z]{12}$/),
  /** `keyId` of the reader's key. */
  to: z.string().regex(/^[\w-]{16}$/),
  /** The X25519 public key made for this bundle alone, base64url. */
  key: z.string().regex(/^[\w-]{43}$/),
  /** Ed25519 by the site that made it: so nobody else made what only `key` and the reader can have sealed. */
  sig: z.string().regex(/^[\w-]{86}$/),
});
export type BundleHeader = z.infer<typeof headerSchema>;

/** Names a public key without telling it: 96 bits of its hash. */
export function keyId(publicKey: string): string {
  return base64urlnopad.encode(sha256(utf8ToBytes(`kense-key ${publicKey}`)).slice(0, 12));
}

/** @param key X25519 public key made for this bundle */
export function signHeader(from: string, to: string, key: Uint8Array, sign: Sign): BundleHeader {
  const open = { kense: 'bundle', v: BUNDLE_FORMAT, from, to, key: base64urlnopad.encode(key) } as const;
  return { ...open, sig: base64urlnopad.encode(sign(hashBytes(hashOf(open)))) };
}

/** Whether the site with this key made the bundle. */
export function isSignedBy({ sig, ...open }: BundleHeader, publicKey: string, verify: Verify): boolean {
  return verify(publicKey, hashBytes(hashOf(open)), base64urlnopad.decode(sig));
}

export function writeHeader(header: BundleHeader): Uint8Array {
  return utf8ToBytes(`${JSON.stringify(header)}\n`);
}

/**
 * @param line the file's first line, without its end
 * @throws BundleError `bundleNone`, `bundleNewer`
 */
export function readHeader(line: Uint8Array): BundleHeader {
  let value: unknown;
  try {
    value = JSON.parse(bytesToUtf8(line));
  } catch {
    throw new BundleError('bundleNone', 'the first line is no header');
  }
  const { kense, v } = (value ?? {}) as { kense?: unknown; v?: unknown };
  if (kense !== 'bundle') throw new BundleError('bundleNone', 'the first line is no header');
  if (typeof v === 'number' && v > BUNDLE_FORMAT) throw new BundleError('bundleNewer', `format ${v}`);
  const header = headerSchema.safeParse(value);
  if (!header.success) throw new BundleError('bundleDamaged', 'the header is not whole');
  return header.data;
}
