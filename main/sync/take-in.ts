import type { Exchange } from './exchange.ts';
import { conflictsOf } from './known.ts';
import type { Copies, RemoteDocument, United } from './ports.ts';
import { readRevisions, type Unread } from './revisions.ts';

type TakeInOptions = {
  conflicts?: readonly { id: string; rev: string }[];
  /** What the partner lacks is owed to it; not where who asks sends it by itself: what is refused then would be owed again without end. */
  owes?: boolean;
  /** Revisions of the documents that were asked for before, and not given. */
  lacking?: Unread;
};

/**
 * Unites documents of the partner, with every revision in conflict, with what is here. What does not fit is set aside and
 * touches nothing.
 */
export async function takeIn(
  exchange: Exchange,
  documents: readonly RemoteDocument[],
  { conflicts = documents.flatMap(conflictsOf), owes = true, lacking = new Map() }: TakeInOptions = {},
): Promise<Map<string, United>> {
  const { replica, known, troubles, owed } = exchange;
  const { revisions: others, unread } = await readRevisions(exchange, conflicts);
  for (const [id, revs] of lacking) unread.set(id, [...(unread.get(id) ?? []), ...revs]);
  await troubles.setUnread(unread);
  const outcome = new Map<string, United>();
  const fitting = new Map<string, Copies>();
  const doubtful = new Set(unread.keys());
  for (const document of documents) {
    const fit = replica.fits(document);
    if (!fit.ok) {
      outcome.set(document._id, fit);
      continue;
    }
    const copies: Copies = { current: fit.paper, others: [], isAccepted: true };
    for (const other of others.get(document._id) ?? []) {
      const otherFit = replica.fits(other);
      if (otherFit.ok) copies.others.push(otherFit.paper);
      else {
        doubtful.add(document._id);
        if (!lacking.has(document._id)) await troubles.setAside(document._id, otherFit.why, otherFit.detail);
      }
    }
    fitting.set(document._id, copies);
  }
  const writing = (async () => {
    const stretches: [after: unknown, upTo: unknown][] = [];
    const all = await replica.unite([...fitting.values()], (...stretch) => stretches.push(stretch));
    for (const [id, united] of all) outcome.set(id, united);
    for (const { _id: id, _rev: rev } of documents) {
      const united = outcome.get(id)!;
      if (!united.ok) continue;
      known.note(id, rev!, united.covered ? united.paper : undefined);
      if (!united.covered && owes) owed.add(id);
    }
    // What the partner is owed more of stays in the feed: should this process end before that has gone, it is read there.
    if ([...all.values()].every((united) => united.ok && united.covered))
      for (const stretch of stretches) exchange.came.note(...stretch);
  })();
  exchange.taking = Promise.allSettled([exchange.taking, writing]).then(() => undefined);
  await writing;
  for (const { _id: id } of documents) {
    const united = outcome.get(id)!;
    if (united.ok && united.covered) await troubles.settle(id, 'refused');
    // What nothing but its note names any more is not forgotten for another.
    if (lacking.has(id)) continue;
    if (!united.ok) {
      await troubles.setAside(id, united.why, united.detail);
      continue;
    }
    if (united.beside) await troubles.setAside(id, 'otherPaper', '');
    else if (!doubtful.has(id)) await troubles.settle(id, 'aside');
  }
  return outcome;
}
