import { safeStorage } from 'electron';
import type { Vault } from '../office/ports.ts';

/**
 * The account's vault: DPAPI on Windows, the keychain on macOS, a keyring on Linux.
 *
 * @returns undefined where there is none. Chromium's `basic_text` is none: its key stands in every copy of Chromium.
 */
export function systemVault(): Vault | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return undefined;
  return {
    async wrap(secret) {
      return safeStorage.encryptString(Buffer.from(secret).toString('base64'));
    },
    async unwrap(wrapped) {
      return Buffer.from(safeStorage.decryptString(Buffer.from(wrapped)), 'base64');
    },
  };
}
