import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packing } from '../../../main/sync/bundle/packing.ts';
import type { Verify } from '../../domain/log/line.ts';
import { openBundle, writeBundle } from './bundle.ts';
import { BundleError } from './errors.ts';
import { isSignedBy } from './header.ts';
import { type Part, STRETCH } from './parts.ts';

const keys = () => {
  const pair = generateKeyPairSync('ed25519');
  const { x, d } = pair.privateKey.export({ format: 'jwk' });
  const signs = (bytes: Uint8Array) => sign(null, bytes, pair.privateKey);
  return { publicKey: String(x), privateKey: String(d), sign: signs };
};
const verifyByNode: Verify = (publicKey, bytes, signature) =>
  verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' }), signature);

const [writer, reader, other] = [keys(), keys(), keys()];
const BUNDLE = '7a0f4f3a-3f0e-4a51-9d5e-2f5a3c1b0d11';
const about: Part = { part: 'about', bundle: BUNDLE, agency: '2300001', heard: '', after: '' };
const end: Part = { part: 'end', documents: 1, files: 0 };
const paper = (summary: string): Part => ({
  part: 'documents',
  database: 'papers',
  documents: [{ _id: '230000126010000016', entry: { summary } }],
});

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
const sealing = (secret = randomBytes(32)) =>
  ({ from: 'k7m2q9x4c1ab', sign: writer.sign, reader: reader.publicKey, secret, packing }) as const;

async function written(parts: Part[]): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeBundle(each(parts), sealing())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function read(bytes: Uint8Array, by = reader, chunk = bytes.length): Promise<Part[]> {
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, i) =>
    bytes.subarray(i * chunk, (i + 1) * chunk),
  );
  const { header, parts } = await openBundle(each(chunks), by, packing);
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  if (!isSignedBy(header, writer.publicKey, verifyByNode)) throw new BundleError('bundleUnknownSender', header.from);
  return all;
}

const refusal = async (reading: Promise<unknown>) =>
  reading.then(
    () => undefined,
    (error) => (error instanceof BundleError ? error.code : Promise.reject(error)),
  );

describe('a bundle', () => {
  test('gives back what was put in, however its bytes arrive, to its reader alone', async () => {
    const data = randomBytes(STRETCH + 17);
    const file = { part: 'file', sha256: 'ab'.repeat(32), bytes: data.length, type: 'image/png' } as const;
    const parts: Part[] = [
      about,
      paper('Көше жарығын орнату туралы'),
      { ...file, from: 0, data: data.subarray(0, STRETCH) },
      { ...file, from: STRETCH, data: data.subarray(STRETCH) },
      end,
    ];
    const bytes = await written(parts);
    for (const chunk of [1_000, 65_536, bytes.length])
      expect(plain(await read(bytes, reader, chunk))).toEqual(plain(parts));
    expect(await refusal(read(bytes, other))).toBe('bundleNotForUs');
    expect(await refusal(read(bytes, { ...other, publicKey: reader.publicKey }))).toBe('bundleDamaged');
  });

  test('tells nothing but its format, who made it and for whose key', async () => {
    const bytes = await written([about, paper('Әлімқұлова Айгүл'), end]);
    const header = JSON.parse(bytes.subarray(0, bytes.indexOf('\n')).toString());
    expect(Object.keys(header).sort()).toEqual(['from', 'kense', 'key', 'sig', 'to', 'v']);
    for (const secret of ['Әлімқұлова', '230000126010000016', '2300001', reader.publicKey])
      expect(bytes.includes(secret)).toBe(false);
  });

  test('is refused with any bit of it flipped', async () => {
    const bytes = await written([about, paper('бір'), paper('екі'), end]);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const flipped = Buffer.from(bytes);
        flipped[at]! ^= 1 << bit;
        expect(await refusal(read(flipped))).toBeTypeOf('string');
      }),
      { numRuns: 1_000 },
    );
  });

  test('is refused cut off anywhere, with anything behind it, with a piece moved, doubled or left out', async () => {
    const bytes = await written([about, paper('бір'), paper('екі'), end]);
    for (let length = 0; length < bytes.length; length++)
      expect(await refusal(read(bytes.subarray(0, length)))).toBeTypeOf('string');
    expect(await refusal(read(Buffer.concat([bytes, Buffer.of(0)])))).toBe('bundleDamaged');
    const [header, ...pieces] = piecesOf(bytes);
    const joined = (order: number[]) => Buffer.concat([header!, ...order.map((i) => pieces[i]!)]);
    expect(await refusal(read(joined([0, 1, 2, 3])))).toBeUndefined();
    for (const order of [[0, 2, 1, 3], [0, 1, 1, 2, 3], [0, 2, 3], [0, 1, 2], [0, 1, 2, 3, 3], [3], []])
      expect(await refusal(read(joined(order)))).toBe('bundleDamaged');
  });

  test('of a newer format says so; what is none says so too', async () => {
    const bytes = await written([about, end]);
    const newer = Buffer.from(bytes.toString('latin1').replace('"v":1', '"v":2'), 'latin1');
    expect(await refusal(read(newer))).toBe('bundleNewer');
    for (const none of [
      Buffer.of(),
      Buffer.from('%PDF-1.7\n'),
      Buffer.from('{"kense":"site-request"}\n'),
      randomBytes(5_000),
    ])
      expect(await refusal(read(none))).toBe('bundleNone');
  });

  test('made in the name of another site is known by its signature', async () => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeBundle(each([about, end]), { ...sealing(), sign: other.sign })) chunks.push(chunk);
    expect(await refusal(read(Buffer.concat(chunks)))).toBe('bundleUnknownSender');
  });

  test('is made piece by piece: nothing is asked for before what came before has gone', async () => {
    let asked = 0;
    async function* parts(): AsyncGenerator<Part> {
      yield about;
      for (; asked < 5_000; asked++) yield paper('бір');
      yield end;
    }
    const bytes = writeBundle(parts(), sealing());
    for (let chunks = 0; chunks < 100; chunks++) {
      await bytes.next();
      expect(asked).toBeLessThanOrEqual(chunks);
    }
  });

  test('whose piece would unfold beyond all bounds is refused', async () => {
    const long = paper(randomBytes(50_000).toString('hex'));
    const endless = { ...packing, pack: () => packing.pack(Buffer.alloc(16 * 1_048_576)) };
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeBundle(each([about, long, end]), { ...sealing(), packing: endless }))
      chunks.push(chunk);
    expect(await refusal(read(Buffer.concat(chunks)))).toBe('bundleDamaged');
  });
});

/** Header, then each piece with its length. */
function piecesOf(bytes: Buffer): Buffer[] {
  let at = bytes.indexOf('\n') + 1;
  const pieces = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const next = at + 4 + bytes.readUInt32BE(at);
    pieces.push(bytes.subarray(at, next));
    at = next;
  }
  return pieces;
}

function plain(parts: Part[]) {
  return parts.map((part) => (part.part === 'file' ? { ...part, data: Buffer.from(part.data).toString('hex') } : part));
}
