import type { Couch, Failed, Revisions } from './couch.ts';
import { isBroken, RequestError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { halvesOf } from './halves.ts';
import { OFTEN, paced } from './pace.ts';
import type { RemoteDocument } from './ports.ts';

type Revision = { id: string; rev: string };

/** Revisions that the partner does not give, by their document's id. */
export type Unread = Map<string, string[]>;

/**
 * A revision that is not there is likely to be at another copy of a cluster, and to come to the one that answers: so long it is waited for at least.
 * Milliseconds.
 */
const LACKING_MS = 300_000;

/**
 * Single revisions by their document's id. One that the partner cannot give, or does not have, is its own trouble at first, and is waited out; should it
 * never give it, that keeps no other document out: such stand in `unread`.
 *
 * @throws RequestError while one is waited for
 */
export async function readRevisions(
  exchange: Exchange,
  wanted: readonly Revision[],
): Promise<{ revisions: Map<string, RemoteDocument[]>; unread: Unread }> {
  const { couch, pace, ports } = exchange;
  const revisions = new Map<string, RemoteDocument[]>();
  const unread: Unread = new Map();
  for (let at = 0; at < wanted.length; ) {
    const some = await paced(pace.fetch, ports, async (size) => {
      const asked = wanted.slice(at, at + size);
      return { asked: asked.length, ...(await revisionsApart(couch, asked)) };
    });
    for (const one of some.found) revisions.set(one._id, [...(revisions.get(one._id) ?? []), one]);
    // All of them are counted before any is waited for: else each would have to be waited out anew for every other.
    const waitedFor = some.failed.filter((one) => !isPassedOver(exchange, one));
    if (waitedFor.length > 0) throw new RequestError('busy', `no word of ${waitedFor.length} revisions`);
    for (const { id, rev } of some.failed) unread.set(id, [...(unread.get(id) ?? []), rev]);
    at += some.asked;
  }
  return { revisions, unread };
}

/** Where the partner breaks on the request, that may be one of them. */
async function revisionsApart(couch: Couch, asked: readonly Revision[]): Promise<Revisions> {
  try {
    return await couch.revisions(asked);
  } catch (error) {
    if (!isBroken(error)) throw error;
    if (asked.length === 1) return { found: [], failed: [{ ...asked[0]!, isLacking: false }] };
    const all: Revisions = { found: [], failed: [] };
    for (const half of halvesOf(asked)) {
      const { found, failed } = await revisionsApart(couch, half);
      all.found.push(...found);
      all.failed.push(...failed);
    }
    return all;
  }
}

function isPassedOver({ breaking, lackingSince, troubles, ports }: Exchange, { id, rev, isLacking }: Failed): boolean {
  const key = `${id} ${rev}`;
  const times = (breaking.get(key) ?? 0) + 1;
  breaking.set(key, times);
  const since = lackingSince.get(key) ?? ports.elapsed();
  lackingSince.set(key, since);
  if (troubles.unreadOf(id).includes(rev)) return true;
  return times >= OFTEN && (!isLacking || ports.elapsed() - since >= LACKING_MS);
}
