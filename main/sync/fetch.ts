import type { KeyRow } from './couch.ts';
import type { Exchange } from './exchange.ts';
import { paced } from './pace.ts';

/**
 * Documents of the partner by key, in portions that get through: whoever takes each in as it comes need not ask for it again when the
 * line breaks before the last.
 */
export async function* fetched({ couch, pace, ports }: Exchange, ids: readonly string[]): AsyncGenerator<KeyRow[]> {
  for (let at = 0; at < ids.length; ) {
    const rows = await paced(pace.fetch, ports, (size) => couch.byKeys(ids.slice(at, at + size)));
    yield rows;
    at += rows.length;
  }
}
