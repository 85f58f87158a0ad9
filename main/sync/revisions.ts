import { RequestError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { OFTEN, paced } from './pace.ts';
import type { RemoteDocument } from './ports.ts';
import { UNREAD } from './troubles.ts';

type Revision = { id: string; rev: string };

/**
 * Single revisions by their document's id. One that the partner cannot give is its own trouble at first, and is waited out; should it never give
 * it, that keeps no other document out: the ids of such stand in `unread`.
 *
 * @throws RequestError also where one is not there (`Couch.revisions`)
 */
export async function readRevisions(
  exchange: Exchange,
  wanted: readonly Revision[],
): Promise<{ revisions: Map<string, RemoteDocument[]>; unread: Set<string> }> {
  const { couch, pace, ports } = exchange;
  const revisions = new Map<string, RemoteDocument[]>();
  const unread = new Set<string>();
  for (let at = 0; at < wanted.length; ) {
    const some = await paced(pace.fetch, ports, async (size) => {
      const asked = wanted.slice(at, at + size);
      return { asked: asked.length, ...(await couch.revisions(asked)) };
    });
    for (const one of some.found) revisions.set(one._id, [...(revisions.get(one._id) ?? []), one]);
    // All of them are counted before any is waited for: else each would have to be waited out anew for every other.
    const waitedFor = some.failed.filter((one) => !isPassedOver(exchange, one));
    if (waitedFor.length > 0) throw new RequestError('busy', `no word of ${waitedFor.length} revisions`);
    for (const { id } of some.failed) unread.add(id);
    at += some.asked;
  }
  return { revisions, unread };
}

function isPassedOver({ breaking, troubles }: Exchange, { id, rev }: Revision): boolean {
  const key = `${id} ${rev}`;
  const times = (breaking.get(key) ?? 0) + 1;
  breaking.set(key, times);
  return (
    times >= OFTEN || troubles.list().some((one) => one.kind === 'aside' && one.id === id && one.detail === UNREAD)
  );
}
