import type { Exchange } from './exchange.ts';
import { fetched } from './fetch.ts';
import { takeUnseen, type Unseen } from './pull.ts';
import { takeIn } from './take-in.ts';

/**
 * Takes in what was set aside because it was not known, or not given: the feed went on, and never tells of it again. What is still so stays where it
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
    // The copies that answer may be behind what the feed has named.
    const unseen: Unseen = new Map(rows.map(({ id }) => [id, troubles.unreadOf(id)]));
    await takeUnseen(
      exchange,
      rows.filter(({ id }) => unseen.get(id)!.length > 0),
      unseen,
    );
    await takeIn(
      exchange,
      rows.flatMap((row) => (row.is === 'there' && unseen.get(row.id)!.length === 0 ? [row.document] : [])),
    );
    for (const { id } of rows) doubted.delete(id);
  }
}
