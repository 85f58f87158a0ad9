import { type Exchange, takeIn } from './exchange.ts';
import { fetched } from './fetch.ts';

/**
 * Takes in what an older program has set aside because it did not know it: the feed went on, and never tells of it again. What is
 * still unknown stays where it is; what the partner has no longer is forgotten.
 */
export async function lookAgain(exchange: Exchange): Promise<void> {
  const { troubles } = exchange;
  const unknown = troubles.list().flatMap((one) => (one.kind === 'aside' && one.why === 'schema' ? [one.id] : []));
  for await (const rows of fetched(exchange, unknown)) {
    for (const { id, is } of rows) if (is !== 'there') await troubles.settle(id, 'aside');
    await takeIn(
      exchange,
      rows.flatMap((row) => (row.is === 'there' ? [row.document] : [])),
    );
  }
}
