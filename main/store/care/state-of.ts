import type { Connection } from '../connection.ts';
import { readCatalogue } from './salvage.ts';

/** A text that changes with every change of a document in these collections, the same for an exact copy of the store. */
export function stateOf(connection: Connection, collections: string[]): string {
  return readCatalogue(connection)
    .filter(({ collection }) => collections.includes(collection))
    .map(({ n, collection, version, epoch, sequence }) => {
      const greatest = Number(connection.get(`SELECT max(sequence) FROM t${n}`)?.[0] ?? 0);
      return `${collection}-${version}:${epoch}:${Math.max(sequence, greatest)}`;
    })
    .join(' ');
}
