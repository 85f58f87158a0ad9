import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import type { Sign, Verify } from '../../../shared/domain/log/line.ts';

/** An installation: its name, its key pair, and the desk code under which it issues numbers (design §4). */
const siteSchema = z.object({
  site: z.string(),
  publicKey: z.string(),
  privateKey: z.string(),
  desk: z.string().regex(/^\d{2}$/),
  /** No registry has granted the desk code: agency 00000, talons are samples. */
  sample: z.boolean(),
});
export type Site = z.infer<typeof siteSchema>;

export const readSite = (value: unknown): Site => siteSchema.parse(value);

/** A site with a random name and a fresh key pair, trying Kense out: desk codes for real papers are granted by a registry. */
export function createSampleSite(desk: string): Site {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const exported = privateKey.export({ format: 'jwk' });
  return {
    site: randomName(),
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    privateKey: String(exported.d),
    desk,
    sample: true,
  };
}

export function signerOf(site: Site): Sign {
  const key = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: site.publicKey, d: site.privateKey },
    format: 'jwk',
  });
  return (bytes) => sign(null, bytes, key);
}

const publicKeys = new Map<string, KeyObject>();

/** Ed25519 by Node's own crypto. Keys are few and each is parsed once. */
export const verifyEd25519: Verify = (publicKey, bytes, signature) => {
  let key = publicKeys.get(publicKey);
  if (!key) {
    key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    publicKeys.set(publicKey, key);
  }
  return verify(null, bytes, key, signature);
};

/** 12 characters of a-z and 0-9 without the look-alikes: 59 random bits. */
function randomName(): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length]).join('');
}
