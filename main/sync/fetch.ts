import type { KeyRow } from './couch.ts';
import type { Exchange } from './exchange.ts';
import { byKeysApart } from './keys-apart.ts';
import { paced } from './pace.ts';

/**
 * Documents of the partner by key, in portions that get through: whoever takes each in as it comes need not ask for it again when the
 * line breaks before the last. While one is taken in, the next is on its way.
 */
export async function* fetched(exchange: Exchange, ids: readonly string[]): AsyncGenerator<KeyRow[]> {
  const { pace, ports } = exchange;
  const ask = (at: number) => paced(pace.fetch, ports, (size) => byKeysApart(exchange, ids.slice(at, at + size)));
  let next = ids.length > 0 ? ask(0) : undefined;
  for (let at = 0; next; ) {
    const rows: KeyRow[] = await next;
    at += rows.length;
    next = at < ids.length ? ask(at) : undefined;
    // Nobody may come for it: who took the last one in may have failed.
    next?.catch(() => undefined);
    yield rows;
  }
}
