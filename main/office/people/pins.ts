import { z } from 'zod';
import type { OpenOffice } from '../open/open-office.ts';
import { keyFromSecret, seal, unseal } from '../profile/seal.ts';
import { fitsVerifier, verifierOf } from './passwords.ts';

const pinSchema = z.object({ sealed: z.base64(), password: z.string() });

/**
 * PINs of this computer. A PIN is soon guessed by whoever has its verifier, so this one never leaves, is computed with a key that is made of the
 * site's own and of the computer's name, and is sealed with it. Copied elsewhere, or under another site, it opens nothing; a new password ends it.
 */
export function createPins({ store: { local }, site }: Pick<OpenOffice, 'store' | 'site'>, machine: string) {
  const known = new Map<string, { verifier: string; password: string }>();
  const secret = () => keyFromSecret(Buffer.from(site.privateKey), Buffer.from(`${site.site} ${machine}`), 'kense pin');

  return {
    /** Reads what lies here; nothing of another site. */
    async load(people: readonly string[]): Promise<void> {
      for (const person of people) {
        const stored = pinSchema.safeParse((await local.findOne(keyOf(person)).exec())?.toJSON().value);
        if (!stored.success) continue;
        try {
          const verifier = unseal(Buffer.from(stored.data.sealed, 'base64'), await secret()).toString();
          known.set(person, { verifier, password: stored.data.password });
        } catch {
          // Sealed by another site or on another computer.
        }
      }
    },
    /** @param password the person's verifier as it is now */
    has: (person: string, password: string | undefined) => known.get(person)?.password === password,
    /** Names this very PIN; a new one begins with no tries. */
    nameOf: (person: string) => known.get(person)?.verifier ?? '',
    async fits(person: string, pin: string): Promise<boolean> {
      const verifier = known.get(person)?.verifier;
      return verifier !== undefined && fitsVerifier(verifier, pin, await secret());
    },
    async set(person: string, pin: string, password: string): Promise<void> {
      const verifier = await verifierOf(pin, await secret());
      const sealed = seal(Buffer.from(verifier), await secret()).toString('base64');
      await local.upsert({ id: keyOf(person), value: { sealed, password } });
      known.set(person, { verifier, password });
    },
    async remove(person: string): Promise<void> {
      known.delete(person);
      await (await local.findOne(keyOf(person)).exec())?.remove();
    },
  };
}

const keyOf = (person: string) => `pin:${person}`;
