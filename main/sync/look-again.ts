import type { Exchange } from './exchange.ts';
import { fetched } from './fetch.ts';
import { takeIn } from './take-in.ts';

/**
 * Takes in what was set aside because it was not known: the feed went on, and never tells of it again. What is still unknown stays where it
 * is; what the partner has no longer, in any copy, is forgotten.
 *
 * @param doubted ids; those that have been looked at are taken out, so that a line that breaks does not bring them back
 */
export async function lookAgain(exchange: Exchange, doubted: Set<string>): Promise<void> {
  const { couch, troubles } = exchange;
  for await (const rows of fetched(exchange, [...doubted])) {
    for (const { id, is } of rows) {
      const isGone = is === 'removed' || (is === 'unknown' && !(await couch.isAnywhere(id)));
      // The feed may have told of a removal meanwhile.
      if (isGone && !troubles.isRemoved(id)) await troubles.settle(id, 'aside');
    }
    await takeIn(
      exchange,
      rows.flatMap((row) => (row.is === 'there' ? [row.document] : [])),
    );
    for (const { id } of rows) doubted.delete(id);
  }
}
