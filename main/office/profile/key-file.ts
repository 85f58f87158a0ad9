import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { writeFileDurably } from '../../store/durable-file.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * The store's key is random and never on disk in the clear (design §5). The key file holds it wrapped, several times over: once per
 * account by the system's vault, or by a passphrase where there is none; by the recovery code that lies printed in the safe. The
 * demo office on a machine without a vault keeps it open: its papers are invented, and the screen says so.
 */
const wrapSchema = z.discriminatedUnion('by', [
  z.object({
    by: z.literal('vault'),
    /** Whose vault: the account's name, on which computer. Files of the first format do not say it. */
    account: z.string().optional(),
    machine: z.string().optional(),
    data: z.base64(),
  }),
  z.object({ by: z.literal('passphrase'), salt: z.base64(), cost: z.number().int(), data: z.base64() }),
  z.object({
    by: z.literal('recovery'),
    /** Counts the codes of this office, so that people can tell sheets apart. */
    serial: z.number().int(),
    madeAt: z.string(),
    /** Somebody has typed a part of it from the sheet: it was really printed. */
    confirmed: z.boolean(),
    salt: z.base64(),
    data: z.base64(),
    /** The code itself, sealed by the store's key, to be printed again. */
    code: z.base64(),
  }),
  z.object({ by: z.literal('nothing'), data: z.base64() }),
]);

/** One way to the key. */
export type Wrap = z.infer<typeof wrapSchema>;
export type WrapBy<By extends Wrap['by']> = Extract<Wrap, { by: By }>;

/** Version 1 had neither a check nor a second copy. */
const VERSION = 2;
const fileSchema = z.object({ version: z.number().int(), wraps: z.array(wrapSchema).min(1) });

/** The two places where a key file stands: in the office's folder, and a copy outside of it. */
export type KeyFilePlace = { keyFile: string; keyCopy: string };

/** The ways to the key, the office's own file first: a folder that was restored as a whole brings the file that fits. */
export async function readKeyFile({ keyFile, keyCopy }: KeyFilePlace): Promise<Wrap[]> {
  const own = await read(keyFile);
  if (Array.isArray(own)) return own;
  const copy = await read(keyCopy);
  if (Array.isArray(copy)) return copy;
  throw new ProblemError(own === 'newer' ? 'storeNewer' : 'storeKey', { detail: `the key file is ${own}` });
}

/** When it returns, both copies hold these ways and no others. */
export async function writeKeyFile({ keyFile, keyCopy }: KeyFilePlace, wraps: readonly Wrap[]): Promise<void> {
  const bytes = keyFileOf(wraps);
  await writeFileDurably(keyFile, bytes);
  await mkdir(dirname(keyCopy), { recursive: true });
  await writeFileDurably(keyCopy, bytes);
}

/** The content of a key file. */
function keyFileOf(wraps: readonly Wrap[]): Uint8Array {
  return Buffer.from(JSON.stringify({ version: VERSION, wraps, check: checkOf(wraps) }));
}

/** Whether both copies are there and say the same. */
export async function keyFilesAgree({ keyFile, keyCopy }: KeyFilePlace): Promise<boolean> {
  const contents = await Promise.all([keyFile, keyCopy].map((path) => readFile(path, 'utf8').catch(() => undefined)));
  return contents[0] !== undefined && contents[0] === contents[1];
}

async function read(path: string): Promise<Wrap[] | 'missing' | 'damaged' | 'newer'> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return 'missing';
  try {
    const file = JSON.parse(text) as { version?: unknown; wraps?: unknown; check?: unknown };
    if (typeof file.version === 'number' && file.version > VERSION) return 'newer';
    if (file.version === VERSION && file.check !== checkOf(file.wraps)) return 'damaged';
    return fileSchema.parse(file).wraps;
  } catch {
    return 'damaged';
  }
}

/** A vault cannot tell a changed bit from a key that it has lost; this can. */
function checkOf(wraps: unknown): string {
  return createHash('sha256').update(JSON.stringify(wraps)).digest('hex');
}
