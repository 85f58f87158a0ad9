import type { Paper } from '../../shared/domain/log/line.ts';
import { doubtedHere } from './checkpoint.ts';
import type { Notes, Replica } from './ports.ts';

/**
 * What waits to go, told before the partner is reached or of what went another way. It is told by this alone: what really goes is judged by the
 * checkpoint, and looked up where that says nothing.
 */

/** The partner has everything up to a place in this store's feed, but for some: brought by other ways than over the network. */
export type Brought = { place: unknown; owed: readonly string[] };

const noteOf = (key: string) => `held:${key}`;

/** Up to this place of this store's feed the partner held everything when it was heard of last; nothing stands there for it to confirm. */
export async function noteHeld(notes: Notes, key: string, place: unknown): Promise<void> {
  await notes.write(noteOf(key), { place });
}

/** @returns `held`: undefined where nothing was noted. `isDoubted`: the partner was seen to be another since, so that it need not have anything */
export async function heldThere(notes: Notes, key: string): Promise<{ held: unknown; isDoubted: boolean }> {
  return { held: (await notes.read(noteOf(key)))?.place, isDoubted: await doubtedHere(notes, key) };
}

export async function forgetHeld(notes: Notes, key: string): Promise<void> {
  await notes.remove(noteOf(key));
}

/** Documents read at once. */
const PAGE = 200;

/** Ids of what the partner lacks, of one collection. */
export function createWaiting(replica: Replica) {
  /** Of what it was owed on a stick, what has not gone over the network since: the same until one of the two places moves. */
  let last: { of: string; owed: readonly string[] } | undefined;

  async function owedSince(seen: unknown, { place, owed }: Brought): Promise<readonly string[]> {
    if (owed.length === 0) return owed;
    const of = JSON.stringify([seen, place, owed]);
    if (last?.of !== of) {
      const there = seen === undefined ? await idsOf(replica.read(owed)) : await changedAfter(replica, seen);
      last = { of, owed: owed.filter((id) => there.has(id)) };
    }
    return last.owed;
  }

  /**
   * @param seen up to where it has everything by the network
   * @param most more are not counted
   */
  return async (seen: unknown, brought: Brought | undefined, most: number): Promise<string[]> => {
    if (!brought || !(await replica.comesAfter(brought.place, seen)))
      return [...(await changedAfter(replica, seen, most))];
    const waiting = await changedAfter(replica, brought.place, most);
    for (const id of await owedSince(seen, brought)) waiting.add(id);
    return [...waiting].slice(0, most);
  };
}

async function idsOf(papers: Promise<readonly Paper[]>): Promise<Set<string>> {
  return new Set((await papers).map(({ id }) => id));
}

async function changedAfter(replica: Replica, place: unknown, most = Number.POSITIVE_INFINITY): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let at = place; ids.size < most; ) {
    const { papers, checkpoint } = await replica.changedSince(at, Math.min(PAGE, most - ids.size));
    for (const { id } of papers) ids.add(id);
    // A page without papers need not be the last: what was removed here stands in the feed too.
    if (papers.length === 0 && JSON.stringify(checkpoint) === JSON.stringify(at)) break;
    at = checkpoint;
  }
  return ids;
}
