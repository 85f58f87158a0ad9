import { createPublicKey, verify } from 'node:crypto';
import type { Verify } from '../../shared/domain/log/line.ts';

/** Ed25519 by Node's own crypto. */
export const verifyEd25519: Verify = (publicKey, bytes, signature) => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, bytes, key, signature);
  } catch {
    return false; // no key at all
  }
};
