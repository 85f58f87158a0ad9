import { SHORTEST_PASSPHRASE } from '../../shared/contract/keys.ts';

/** What is wrong with a new passphrase that was typed twice; undefined when nothing is. */
export function passphraseFault(
  passphrase: string,
  again: string,
): 'passphraseTooShort' | 'passphraseDiffers' | undefined {
  if (passphrase.length < SHORTEST_PASSPHRASE) return 'passphraseTooShort';
  return passphrase === again ? undefined : 'passphraseDiffers';
}
