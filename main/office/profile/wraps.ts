import { randomBytes, randomInt } from 'node:crypto';
import { composeRecoveryCode, GROUP_VALUES, RECOVERY_GROUPS } from '../../../shared/domain/keys/recovery-code.ts';
import type { Vault } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import type { Wrap, WrapBy } from './key-file.ts';
import { keyFromPassphrase, keyFromSecret, PASSPHRASE_COST, seal, unseal } from './seal.ts';

export const SHORTEST_PASSPHRASE = 8;

/** What keeps the key day by day. */
export type Protection =
  | { by: 'vault'; vault: Vault; account: string; machine: string }
  | { by: 'passphrase'; passphrase: string }
  | { by: 'nothing' };

/** A fresh random key, 32 bytes. */
export const createKey = (): Uint8Array => randomBytes(32);

/** @throws ProblemError `passphraseTooShort` */
export async function wrapKey(key: Uint8Array, protection: Protection): Promise<Wrap> {
  switch (protection.by) {
    case 'nothing':
      return { by: 'nothing', data: base64(key) };
    case 'vault': {
      const { vault, account, machine } = protection;
      return { by: 'vault', account, machine, data: base64(await vault.wrap(key)) };
    }
    case 'passphrase': {
      if (protection.passphrase.length < SHORTEST_PASSPHRASE) throw new ProblemError('passphraseTooShort');
      const salt = randomBytes(16);
      const sealed = seal(key, await keyFromPassphrase(protection.passphrase, salt, PASSPHRASE_COST));
      return { by: 'passphrase', salt: base64(salt), cost: PASSPHRASE_COST, data: base64(sealed) };
    }
  }
}

/** @throws ProblemError `wrongPassphrase` */
export async function unwrapByPassphrase(wrap: WrapBy<'passphrase'>, passphrase: string): Promise<Uint8Array> {
  const sealing = await keyFromPassphrase(passphrase, bytes(wrap.salt), wrap.cost);
  try {
    return unseal(bytes(wrap.data), sealing);
  } catch (cause) {
    throw new ProblemError('wrongPassphrase', { cause });
  }
}

/** A fresh recovery code, not yet confirmed. */
export async function wrapByRecovery(key: Uint8Array, serial: number, madeAt: string): Promise<WrapBy<'recovery'>> {
  const code = composeRecoveryCode(Array.from({ length: RECOVERY_GROUPS }, () => randomInt(GROUP_VALUES)));
  const salt = randomBytes(16);
  return {
    by: 'recovery',
    serial,
    madeAt,
    confirmed: false,
    salt: base64(salt),
    data: base64(seal(key, await keyFromSecret(Buffer.from(code), salt, 'kense recovery'))),
    code: base64(seal(Buffer.from(code), await keyFromSecret(key, salt, 'kense recovery code'))),
  };
}

/**
 * @param code 48 digits
 * @throws ProblemError `wrongRecovery`
 */
export async function unwrapByRecovery(wrap: WrapBy<'recovery'>, code: string): Promise<Uint8Array> {
  const sealing = await keyFromSecret(Buffer.from(code), bytes(wrap.salt), 'kense recovery');
  try {
    return unseal(bytes(wrap.data), sealing);
  } catch (cause) {
    throw new ProblemError('wrongRecovery', { cause });
  }
}

/** The code as it was printed, for whoever has the store open. */
export async function recoveryCodeOf(wrap: WrapBy<'recovery'>, key: Uint8Array): Promise<string> {
  const sealing = await keyFromSecret(key, bytes(wrap.salt), 'kense recovery code');
  return unseal(bytes(wrap.code), sealing).toString();
}

const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
export const bytes = (text: string): Buffer => Buffer.from(text, 'base64');
