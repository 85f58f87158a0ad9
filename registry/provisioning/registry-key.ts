import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { Sign } from '../../shared/domain/log/line.ts';
import { type Couch, RegistryError, read, writeWhole } from '../deploy/couch.ts';

/** The registry's secret, from which all its keys and the sites' passwords follow; only administrators can read where it lies. */
export type RegistryKey = {
  /** The registry as a site of an agency: whose lines enter sites, settings and staff. */
  siteOf(agency: string): { site: string; publicKey: string; privateKey: string; sign: Sign };
  /** The same each time, so that a request that is answered once more does not lock out who has the first answer. */
  passwordOf(site: string): string;
  /** Proves that the registry has written something where others may write as well. */
  markOf(text: string): string;
};

const PATH = 'registry/key';

/** The secret is gone, and sites hold keys and passwords that follow from it: another one would lock all of them out. */
export class KeyLost extends RegistryError {}

/**
 * Reads the secret; makes it up the first time. A secret that only one part of a cluster has taken is none yet: the other part may have made up
 * another one.
 *
 * @throws RegistryError when the registry has not been set up; `KeyLost`, `NotWhole`
 */
export async function readRegistryKey(couch: Couch): Promise<RegistryKey> {
  const secret = await readSecret(couch);
  const derive = (purpose: string, length: number) =>
    new Uint8Array(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', `kense-registry-1 ${purpose}`, length));
  return {
    siteOf(agency) {
      const seed = derive(`key of ${agency}`, 32);
      return {
        site: nameFrom(derive(`site of ${agency}`, 12)),
        publicKey: Buffer.from(ed25519.getPublicKey(seed)).toString('base64url'),
        privateKey: Buffer.from(seed).toString('base64url'),
        sign: (bytes) => ed25519.sign(bytes, seed),
      };
    },
    markOf: (text) => createHmac('sha256', derive('marks', 32)).update(text).digest('base64url'),
    passwordOf: (site) => Buffer.from(derive(`password of ${site}`, 24)).toString('base64url'),
  };
}

/** `unsure`: no write has followed on the one that made it up. */
type Stored = { _rev?: string; secret: string; unsure?: true };

async function readSecret(couch: Couch): Promise<string> {
  for (;;) {
    const stored = (await read(couch, PATH)) as Stored | undefined;
    if (stored && !stored.unsure) return stored.secret;
    if (!stored && (await hasGranted(couch)))
      throw new KeyLost(`${couch.url}/${PATH} is missing, and sites were granted by it`, 404);
    const { unsure: _, ...sure } = stored ?? { secret: '' };
    // Where somebody is faster, his counts.
    await writeWhole(couch, PATH, stored ? sure : { secret: randomBytes(32).toString('base64url'), unsure: true });
  }
}

async function hasGranted(couch: Couch): Promise<boolean> {
  const { rows } = await couch.demand('GET', 'registry/_all_docs?limit=1&startkey=%22site%3A%22&endkey=%22site%3B%22');
  return (rows as unknown[]).length > 0;
}

/** 12 characters of a-z and 0-9 without the look-alikes, as every site is called. */
function nameFrom(bytes: Uint8Array): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  return Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
