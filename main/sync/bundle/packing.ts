import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import type { Packing } from '../../../shared/centre/bundle/parts.ts';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Deflate without a frame; what seals the pieces tells damage. */
export const packing: Packing = {
  pack: (bytes) => deflate(bytes),
  unpack: (bytes, most) => inflate(bytes, { maxOutputLength: most }),
};
