import { bytesToUtf8, utf8ToBytes } from '@noble/ciphers/utils.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import type { Paper } from '../../domain/log/line.ts';
import { BundleError } from './errors.ts';
import { LONGEST_PIECE } from './pieces.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const bundleId = z.uuid();

const tokens = z.array(z.string().max(100)).max(2);
const checkpointsSchema = z.object({ papers: tokens, office: tokens, scans: tokens });
/**
 * Tokens of the checkpoints of network exchange between a site and the registry, as they stand at the maker of a bundle: a site names those behind which
 * it leaves out what the registry has confirmed, the registry all that it holds of the reader. None in common: it is not the registry that confirmed.
 */
export type Checkpoints = z.infer<typeof checkpointsSchema>;

/** A site's tokens are numbered in the order in which it wrote them. 0: it is none of them. */
export function numberOfToken(token: string): number {
  const number = Number.parseInt(token, 36);
  return Number.isSafeInteger(number) ? number : 0;
}

/** What the pieces of a bundle hold, in this order: `about` once, then documents, files, and `end`. */
const partSchema = z.discriminatedUnion('part', [
  z.object({
    part: z.literal('about'),
    bundle: bundleId,
    agency: z.string().regex(/^\d{7}$/),
    /** exchanged.ts */
    heard: z.union([bundleId, z.literal('')]),
    after: z.union([bundleId, z.literal('')]),
    /** Absent between sites. */
    checkpoints: checkpointsSchema.optional(),
  }),
  z.object({
    part: z.literal('documents'),
    database: z.enum(['office', 'papers']),
    /** As CouchDB would have them, without revisions. */
    documents: z.array(z.looseObject({ _id: z.string() })),
  }),
  /** A stretch of a file; its bytes stand behind. The stretches of a file follow each other. */
  z.object({
    part: z.literal('file'),
    sha256,
    /** Of the whole file. */
    bytes: z.number().int().min(0),
    type: z.string().max(100),
    from: z.number().int().min(0),
  }),
  z.object({ part: z.literal('end'), documents: z.number().int(), files: z.number().int() }),
]);
type Described = z.infer<typeof partSchema>;
export type Part = Exclude<Described, { part: 'file' }> | (Extract<Described, { part: 'file' }> & { data: Uint8Array });

/** How bytes are made smaller, and brought back: of whoever runs it (deflate). */
export type Packing = {
  pack(bytes: Uint8Array): Promise<Uint8Array>;
  /** @param most so many bytes come out at most; else it throws */
  unpack(bytes: Uint8Array, most: number): Promise<Uint8Array>;
};

/** A file is parted into stretches of so many bytes. */
export const STRETCH = 256 * 1024;

const NOTHING = new Uint8Array(0);
const PLAIN = Uint8Array.of(0);
const PACKED = Uint8Array.of(1);

/** A part as bytes: packed or plain, whichever is shorter. */
export async function encodePart(part: Part, { pack }: Packing): Promise<Uint8Array> {
  const { data, ...described } = { data: NOTHING, ...part };
  const text = utf8ToBytes(JSON.stringify(described));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length);
  const whole = concatBytes(length, text, data);
  const packed = await pack(whole);
  return packed.length < whole.length ? concatBytes(PACKED, packed) : concatBytes(PLAIN, whole);
}

/** @throws BundleError `bundleDamaged` when they are no part: whoever sealed them made a mistake */
export async function decodePart(bytes: Uint8Array, { unpack }: Packing): Promise<Part> {
  try {
    const body = bytes.subarray(1);
    const whole = bytes[0] === PACKED[0] ? await unpack(body, LONGEST_PIECE) : body;
    const length = new DataView(whole.buffer, whole.byteOffset).getUint32(0);
    const described = partSchema.parse(JSON.parse(bytesToUtf8(whole.subarray(4, 4 + length))));
    return described.part === 'file' ? { ...described, data: whole.subarray(4 + length) } : described;
  } catch (error) {
    throw new BundleError('bundleDamaged', `a piece holds no part: ${String(error)}`);
  }
}

/** How long a part with documents grows before it goes. Bytes. */
const DOCUMENTS_A_PART = 256 * 1024;

/** Papers or records as parts of a bundle; a long one is a part of its own. */
export function* documentParts(database: 'office' | 'papers', papers: Iterable<Paper>): Generator<Part> {
  let documents: Extract<Part, { part: 'documents' }>['documents'] = [];
  let bytes = 0;
  for (const { id: _id, book, entry, log } of papers) {
    const document = { _id, book, entry, log };
    const size = utf8ToBytes(JSON.stringify(document)).length;
    if (documents.length > 0 && bytes + size > DOCUMENTS_A_PART) {
      yield { part: 'documents', database, documents };
      documents = [];
      bytes = 0;
    }
    documents.push(document);
    bytes += size;
  }
  if (documents.length > 0) yield { part: 'documents', database, documents };
}
