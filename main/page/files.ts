import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export type PageFile = { body: Uint8Array<ArrayBuffer>; type: string; cache: string };

/** The names of built files under `/assets/` carry a hash of their content: they never change. */
const FOREVER = 'private, max-age=31536000, immutable';

/**
 * A file of the built page by the path of its address; `/` is the page itself.
 *
 * @returns undefined when there is no such file inside `folder`.
 */
export async function readPageFile(folder: string, pathname: string): Promise<PageFile | undefined> {
  const file = inside(folder, pathname === '/' ? '/index.html' : pathname);
  if (file === undefined) return undefined;
  try {
    const body = Uint8Array.from(await readFile(file));
    const type = types[extname(file)] ?? 'application/octet-stream';
    return { body, type, cache: pathname.startsWith('/assets/') ? FOREVER : 'no-cache' };
  } catch {
    return undefined;
  }
}

function inside(folder: string, pathname: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  const root = resolve(folder);
  const file = resolve(root, `.${path}`);
  return file.startsWith(root + sep) ? file : undefined;
}
