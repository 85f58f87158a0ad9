import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A text box on a page, points from the top left corner. */
export type Box = { page: number; word: string; left: number; top: number; right: number; bottom: number };

/** A page in black and white: `dark(x, y)` in dots of 203 to the inch. */
export type Raster = { width: number; height: number; dark(x: number, y: number): boolean };

/** The text of a PDF as a reader would search it, white space made single. */
export async function textOf(pdf: Uint8Array): Promise<string> {
  return (await withFile(pdf, (file) => read('pdftotext', ['-layout', file, '-']))).replace(/\s+/g, ' ');
}

export async function infoOf(pdf: Uint8Array): Promise<string> {
  return withFile(pdf, (file) => read('pdfinfo', [file]));
}

/** The fonts of a PDF, a line each: name, type, whether it is embedded, a subset, and has the letters for searching. */
export async function fontsOf(pdf: Uint8Array): Promise<string[]> {
  const list = await withFile(pdf, (file) => read('pdffonts', [file]));
  return list.trim().split('\n').slice(2);
}

/** Every word with its box. */
export async function wordsOf(pdf: Uint8Array): Promise<Box[]> {
  const html = await withFile(pdf, (file) => read('pdftotext', ['-bbox', file, '-']));
  return html.split('<page ').flatMap((part, page) =>
    [...part.matchAll(/<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<\/word>/g)].map(
      ([, left, top, right, bottom, word]) => ({
        page,
        word: word ?? '',
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
      }),
    ),
  );
}

/** What a scanner reads off all pages, printed at 203 dots to the inch: `CODE-128:…`, `QR-Code:…`. */
export async function codesOf(pdf: Uint8Array, tone: 'mono' | 'gray'): Promise<string[]> {
  return withPages(pdf, tone, async (files) => {
    const read = await Promise.all(files.map((file) => scan(file)));
    return read.flat().sort();
  });
}

/** The pages as a thermal printer would burn them. */
export async function rastersOf(pdf: Uint8Array): Promise<Raster[]> {
  return withPages(pdf, 'mono', (files) => Promise.all(files.map(async (file) => bitmap(await readFile(file)))));
}

async function scan(file: string): Promise<string[]> {
  try {
    return (await read('zbarimg', ['--quiet', file])).split('\n').filter((line) => line !== '');
  } catch (problem) {
    // zbarimg leaves with 4 when there is no code on the page.
    if ((problem as { code?: unknown }).code === 4) return [];
    throw problem;
  }
}

/** Portable bitmap, binary (P4): rows of bits, 1 is black. */
function bitmap(file: Buffer): Raster {
  const [head, , width, height] = /^P4\s(#.*\s)?(\d+)\s(\d+)\s/.exec(file.subarray(0, 200).toString('latin1')) ?? [];
  if (head === undefined) throw new Error('Not a bitmap');
  const rowBytes = Math.ceil(Number(width) / 8);
  return {
    width: Number(width),
    height: Number(height),
    dark: (x, y) => ((file[head.length + y * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1) === 1,
  };
}

function withPages<T>(pdf: Uint8Array, tone: 'mono' | 'gray', use: (files: string[]) => Promise<T>): Promise<T> {
  return withFile(pdf, async (file, folder) => {
    await run('pdftoppm', ['-r', '203', `-${tone}`, file, join(folder, 'page')]);
    const names = (await readdir(folder)).filter((name) => name.startsWith('page')).sort();
    return use(names.map((name) => join(folder, name)));
  });
}

async function withFile<T>(pdf: Uint8Array, use: (file: string, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kense-paper-'));
  try {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    return await use(file, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function read(tool: string, args: string[]): Promise<string> {
  return (await run(tool, args, { maxBuffer: 64 * 1024 * 1024 })).stdout;
}
