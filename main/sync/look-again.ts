import { type Exchange, takeIn } from './exchange.ts';
import { fetched } from './fetch.ts';
import type { AsideReason } from './ports.ts';

/** What may fit another time: the program is a newer one, or what proves a corrected paper (a site's key, a line) has come since. */
const PASSING: readonly AsideReason[] = ['schema', 'otherPaper'];

/**
 * Takes in what was set aside because it was not known: the feed went on, and never tells of it again. What is still unknown stays where it
 * is; what the partner has no longer is forgotten.
 */
export async function lookAgain(exchange: Exchange): Promise<void> {
  const { troubles } = exchange;
  const unknown = troubles.list().flatMap((one) => (one.kind === 'aside' && PASSING.includes(one.why) ? [one.id] : []));
  for await (const rows of fetched(exchange, unknown)) {
    for (const { id, is } of rows) if (is !== 'there') await troubles.settle(id, 'aside');
    await takeIn(
      exchange,
      rows.flatMap((row) => (row.is === 'there' ? [row.document] : [])),
    );
  }
}
