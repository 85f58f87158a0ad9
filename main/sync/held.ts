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
/** More of what has changed are not told apart, unless enough of it waits before that. */
const MOST_TOLD_APART = 2_000;

/** Ids of what the partner lacks, each in one of the two: it goes from here, or its own site brings it. */
export type Standing = { waiting: string[]; left: string[] };

type There = {
  /** This installation: by its lines a document of another's is told that waits to go from here. */
  site: string;
  /** Whether the partner was seen to have a document. */
  has: (id: string) => boolean;
  /** What it has been offered and does not have; neither waits. */
  refused: () => readonly string[];
  left: () => readonly string[];
};

/** Ids of what has changed, and whether this site has written in it. */
type Changed = Map<string, boolean>;

/**
 * What the partner lacks of one collection. What came on a stick from a site that brings it by itself does not wait here, also before the partner was
 * asked; a line of it that a stick has brought to a paper which the partner had is told as that too until then: its site brings that as well.
 */
export function createWaiting(replica: Replica, there: There) {
  /** Of what it was owed on a stick, what has not gone over the network since: the same until one of the two places moves. */
  let last: { of: string; owed: Changed } | undefined;
  /** What has changed since a place, up to another: it is not read again for every word about it. */
  let looked: { from: string; upTo: unknown; changed: Changed } | undefined;
  let looking: Promise<unknown> = Promise.resolve();

  function note(changed: Changed, papers: readonly Paper[]): void {
    for (const { id, log } of papers)
      changed.set(
        id,
        log.some(({ site }) => site === there.site),
      );
  }

  function tellApart(changed: Changed): Standing {
    const left = new Set(there.left());
    const told = new Set([...there.refused(), ...left]);
    const waiting: string[] = [];
    for (const [id, isOwn] of changed) {
      if (told.has(id)) continue;
      if (!isOwn && replica.isLeftToOthers(id) && !there.has(id)) left.add(id);
      else waiting.push(id);
    }
    return { waiting, left: [...left] };
  }

  /** Up to the end; or until enough of it waits, or too much has been looked through. */
  async function changedSince(place: unknown, most: number): Promise<{ changed: Changed; isWhole: boolean }> {
    const from = JSON.stringify(place ?? null);
    if (looked?.from !== from) looked = { from, upTo: place, changed: new Map() };
    const here = looked;
    for (;;) {
      const { changed } = here;
      if (tellApart(changed).waiting.length >= most) return { changed, isWhole: true };
      if (changed.size >= MOST_TOLD_APART) return { changed, isWhole: false };
      const { papers, checkpoint } = await replica.changedSince(here.upTo, PAGE);
      // A page without papers need not be the last: what was removed here stands in the feed too.
      if (papers.length === 0 && JSON.stringify(checkpoint) === JSON.stringify(here.upTo))
        return { changed, isWhole: true };
      note(changed, papers);
      here.upTo = checkpoint;
    }
  }

  async function owedSince(seen: unknown, { place, owed }: Brought): Promise<Changed> {
    if (owed.length === 0) return new Map();
    const of = JSON.stringify([seen, place, owed]);
    if (last?.of !== of) {
      const since: Changed = new Map();
      if (seen === undefined) note(since, await replica.read(owed));
      else await allChangedAfter(seen, since);
      last = { of, owed: new Map([...since].filter(([id]) => owed.includes(id))) };
    }
    return last.owed;
  }

  async function allChangedAfter(place: unknown, changed: Changed): Promise<void> {
    for (let at = place; ; ) {
      const { papers, checkpoint } = await replica.changedSince(at, PAGE);
      note(changed, papers);
      if (papers.length === 0 && JSON.stringify(checkpoint) === JSON.stringify(at)) return;
      at = checkpoint;
    }
  }

  async function look(seen: unknown, brought: Brought | undefined, most: number): Promise<Standing> {
    const isBrought = brought !== undefined && (await replica.comesAfter(brought.place, seen));
    const { changed, isWhole } = await changedSince(isBrought ? brought.place : seen, most);
    const all = isBrought ? new Map([...changed, ...(await owedSince(seen, brought))]) : changed;
    const { waiting, left } = tellApart(all);
    if (isWhole) return { waiting: waiting.slice(0, most), left };
    // There may be more that waits: it is not said that there is none.
    const told = new Set([...there.refused(), ...there.left()]);
    return { waiting: [...all.keys()].filter((id) => !told.has(id)).slice(0, most), left: [...there.left()] };
  }

  /**
   * @param seen up to where it has everything by the network
   * @param most more that waits are not counted
   */
  return (seen: unknown, brought: Brought | undefined, most: number): Promise<Standing> => {
    const standing = looking.then(() => look(seen, brought, most));
    looking = standing.catch(() => undefined);
    return standing;
  };
}
