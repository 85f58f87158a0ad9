import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Registry } from './registry.ts';

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

type Row = { id: string; value: { rev: string } };

/** What lies among the agency's scans: heads and pieces. */
export async function scansIn({ ask }: Registry, database: string): Promise<Row[]> {
  const { rows } = (await ask('GET', `${database}-scans/_all_docs`)) as { rows: Row[] };
  return rows.filter(({ id }) => !id.startsWith('_'));
}

/** Names of the files that are there whole. */
export const headsIn = async (registry: Registry, database: string) =>
  (await scansIn(registry, database)).map(({ id }) => id).filter((id) => !id.includes(':'));

/** The network, until `breaks` says of a request's path and body that the line is cut. */
export function breakingFetch(breaks: (path: string, body: string) => boolean): typeof fetch {
  return (url, init) => {
    const body = init?.body as Uint8Array | undefined;
    const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip';
    const text = body ? (isPacked ? gunzipSync(body) : Buffer.from(body)).toString('latin1') : '';
    if (breaks(new URL(String(url)).pathname, text)) return Promise.reject(new TypeError('fetch failed'));
    return fetch(url, init);
  };
}
