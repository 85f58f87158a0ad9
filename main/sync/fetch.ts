import type { KeyRow } from './couch.ts';
import type { Exchange } from './exchange.ts';

/**
 * Documents of the partner by key, in portions that get through: whoever takes each in as it comes need not ask for it again when the
 * line breaks before the last.
 */
export async function* fetched({ couch, pace, ports }: Exchange, ids: readonly string[]): AsyncGenerator<KeyRow[]> {
  for (let at = 0; at < ids.length; ) {
    const portion = ids.slice(at, at + pace.fetch.size);
    const begun = ports.elapsed();
    try {
      const rows = await couch.byKeys(portion);
      pace.fetch.succeeded(ports.elapsed() - begun);
      yield rows;
    } catch (error) {
      pace.fetch.failed(error);
      throw error;
    }
    at += portion.length;
  }
}
