import { describe } from '../store/errors.ts';
import { type Bell, pause } from './bell.ts';
import { isAnswered, type RequestError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { fetched } from './fetch.ts';
import { pauseBefore } from './pace.ts';
import { takeUnseen, type Unseen } from './pull.ts';
import { takeIn } from './take-in.ts';

/** What is in doubt: ids, taken out when they have been looked at; rung when there are more. */
export type Doubted = { ids: Set<string>; again: Bell };

/**
 * Looks again at what is doubted, each time there is more, as long as the exchange lasts. What cannot be had breaks off nothing that is on its way.
 *
 * @param looked told after each time
 */
export async function keepLookingAgain(
  exchange: Exchange,
  { ids, again }: Doubted,
  looked: () => void,
): Promise<never> {
  const { couch, ports } = exchange;
  for (let failed = 0; ; ) {
    try {
      if (ids.size > 0) {
        await lookAgain(exchange, ids);
        looked();
      }
      failed = 0;
      await again.rung(couch.signal);
    } catch (error) {
      if (!isAnswered(error)) throw error;
      ports.log('info', 'what is looked at again cannot be had', { detail: describe(error) });
      const wait = Math.max(pauseBefore(failed++, ports.random()), (error as RequestError).retryAfter ?? 0);
      const over = AbortSignal.any([couch.signal, again.next()]);
      await pause(wait, ports, over).catch(() => couch.signal.throwIfAborted());
    }
  }
}

/**
 * Takes in what was set aside because it was not known, or not given: the feed went on, and never tells of it again. What is still so stays where it
 * is; what the partner has no longer, in any copy, is forgotten.
 *
 * @param doubted those that have been looked at are taken out, so that a line that breaks does not bring them back
 */
async function lookAgain(exchange: Exchange, doubted: Set<string>): Promise<void> {
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
