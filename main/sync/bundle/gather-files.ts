import { createHash } from 'node:crypto';
import { BundleError } from '../../../shared/centre/bundle/errors.ts';
import type { Part } from '../../../shared/centre/bundle/parts.ts';

type Stretch = Extract<Part, { part: 'file' }>;

/** No file of a bundle is longer: it is held whole before it is written. Bytes. */
const LONGEST_FILE = 256 * 1_048_576;

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
      const whole = Buffer.concat(stretches.map(({ data }) => data));
      stretches = [];
      bytes = 0;
      if (createHash('sha256').update(whole).digest('hex') !== first.sha256)
        throw new BundleError('bundleDamaged', 'a file is not what its name says');
      return whole;
    },
    end(): void {
      if (stretches.length > 0) throw new BundleError('bundleDamaged', 'the end of a file is missing');
    },
  };
}
