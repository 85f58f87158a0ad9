import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import { LONGEST_FILE } from '../scan-documents.ts';
import { BundleError } from './errors.ts';
import type { Part } from './parts.ts';

type Stretch = Extract<Part, { part: 'file' }>;

/**
 * Puts the stretches of files together again, one file at a time, and sees to it that each is what its name says.
 *
 * @throws BundleError `bundleDamaged`
 */
export function createFileGatherer() {
  let stretches: Stretch[] = [];
  let bytes = 0;
  return {
    /** @returns the file when this was its last stretch */
    add(stretch: Stretch): Uint8Array | undefined {
      const first = stretches[0] ?? stretch;
      const follows = stretch.sha256 === first.sha256 && stretch.bytes === first.bytes && stretch.from === bytes;
      bytes += stretch.data.length;
      if (!follows || bytes > first.bytes || first.bytes > LONGEST_FILE)
        throw new BundleError('bundleDamaged', 'the stretches of a file do not follow each other');
      stretches.push(stretch);
      if (bytes < first.bytes) return undefined;
      const whole = concatBytes(...stretches.map(({ data }) => data));
      stretches = [];
      bytes = 0;
      if (bytesToHex(sha256(whole)) !== first.sha256)
        throw new BundleError('bundleDamaged', 'a file is not what its name says');
      return whole;
    },
    end(): void {
      if (stretches.length > 0) throw new BundleError('bundleDamaged', 'the end of a file is missing');
    },
  };
}
