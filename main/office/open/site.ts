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
import { type Grant, grantSchema, MOST_FORMER } from '../../../shared/centre/enrolment.ts';
import { userOfSite } from '../../../shared/centre/names.ts';
import type { Sign, Verify } from '../../../shared/domain/log/line.ts';

/** An installation: its name and its key pair. */
const siteKeysSchema = z.object({ site: z.string(), publicKey: z.string(), privateKey: z.string() });
export type SiteKeys = z.infer<typeof siteKeysSchema>;

/** A name that this computer had before, and the desk code that a registry had granted to it, from which year on. */
const formerSchema = siteKeysSchema.extend({
  had: z.object({ code: z.string().regex(/^\d{2}$/), from: z.number().int() }).optional(),
});
export type FormerKeys = z.infer<typeof formerSchema>;

/** A site in its office, and the desk code under which it issues numbers (design §4). */
const siteSchema = siteKeysSchema.extend({
  /** '' while the registry has granted none: no numbers are issued then. */
  desk: z.string().regex(/^(\d{2})?$/),
  /** Agency 00000: papers are for trying out, talons are samples. */
  sample: z.boolean(),
  /** What this computer was before, the latest first: what it had not sent then is still its own to send. */
  former: z.array(formerSchema).max(MOST_FORMER).optional(),
  /** What the registry has granted; an office on trial has none. One document with the desk code: both are taken at once. */
  grant: grantSchema.omit({ records: true }).optional(),
});
export type Site = z.infer<typeof siteSchema>;

export const readSite = (value: unknown): Site => siteSchema.parse(value);

/** A site trying Kense out: desk codes for real papers are granted by a registry. */
export function createSampleSite(desk: string): Site {
  return { ...createSiteKeys(), desk, sample: true };
}

/** The agency of offices that are tried out: its papers stay samples, also where a registry keeps them. */
export const TRIAL_AGENCY = '00000';

/**
 * A site as the registry has granted it.
 *
 * @param before what this computer was until now, in the same agency
 */
export function grantedSite(keys: SiteKeys, { records: _records, ...grant }: Grant, before?: Site): Site {
  const sample = grant.agency.slice(2) === TRIAL_AGENCY;
  const former = before ? formerOf(before) : [];
  return { ...keys, desk: grant.desk?.code ?? '', sample, ...(former.length > 0 && { former }), grant };
}

/** The names that an agency's registry has granted to this computer, the present one included. */
export function formerOf({ site, publicKey, privateKey, desk, grant, former = [] }: Site): FormerKeys[] {
  // One that was renewed goes on with what its former name was granted, and has no code.
  const isGranted = grant !== undefined && (desk !== '' || grant.user === userOfSite(site));
  const had = desk !== '' && grant?.desk ? { had: grant.desk } : {};
  const own = isGranted ? [{ site, publicKey, privateKey, ...had }] : [];
  return [...own, ...former].slice(0, MOST_FORMER);
}

/** What this computer is called, and was before: what one of these keys has sealed is its own. */
export function ownKeys({ former = [], ...present }: Pick<Site, keyof SiteKeys | 'former'>): SiteKeys[] {
  return [present, ...former];
}

/** A random name and a fresh key pair. */
export function createSiteKeys(): SiteKeys {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const exported = privateKey.export({ format: 'jwk' });
  return {
    site: randomName(),
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    privateKey: String(exported.d),
  };
}

export function signerOf(site: SiteKeys): Sign {
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
export function randomName(): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(randomBytes(12), (byte) => alphabet[byte % alphabet.length]).join('');
}
