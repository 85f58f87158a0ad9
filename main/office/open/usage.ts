import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import type { Used } from '../../../shared/contract/shapes.ts';
import type { StoredPaper } from './collections.ts';
import type { Store } from './open-store.ts';

/** After so many papers a use counts half. */
const HALF_LIFE = 500;
/** After so many papers weights begin anew: a use then weighs 2^200 of what it weighed in the beginning. */
const COUNTED_ANEW = 200 * HALF_LIFE;
/** So many papers back are looked at when the office opens: older uses would weigh a sixteenth. */
const LOOKED_AT = 2_000;
/** Papers read in one go, so that nobody waits long for the office meanwhile. */
const READ_AT_ONCE = 50;
/** So many of each are kept in order; nobody scrolls further. */
const LISTED = 40;
/** So long after the office opened the page has painted. Milliseconds. */
const BEFORE_LOOKING_BACK = 1_000;

const lists = ['subjects', 'executors', 'higherBodies', 'addressees', 'places'] as const;

/**
 * What the last papers used, often and lately first. A use weighs the more the later it came, so that nothing has to be
 * counted again: the next paper adds its weight, and that is all.
 *
 * @param changed called when the earlier papers have been looked at
 */
export function createUsage(papers: Store['papers'], changed: () => void) {
  const weights = new Map(lists.map((list) => [list, new Map<string, number>()]));
  /** What has come while earlier papers were being looked at; afterwards nothing is remembered of single papers. */
  let noted: Set<string> | undefined = new Set();
  let turn = 0;
  let now: Used | undefined;
  let stopped = false;
  const timer = setTimeout(() => {
    void lookBack()
      .catch(() => undefined)
      .finally(() => {
        noted = undefined;
      });
  }, BEFORE_LOOKING_BACK);
  timer.unref();

  /**
   * @param place 1 for the first paper since the office opened, 0, −1 … for those before it
   * @returns whether it uses anything of the lists
   */
  function add(paper: StoredPaper, place: number): boolean {
    const weight = 2 ** (place / HALF_LIFE);
    const uses = usesOf(paper).filter(([, id]) => id !== '');
    for (const [list, id] of uses) {
      const all = weights.get(list)!;
      all.set(id, (all.get(id) ?? 0) + weight);
    }
    if (uses.length > 0) now = undefined;
    return uses.length > 0;
  }

  /** Weights relative to the present turn: those of a first fill with a million papers would outgrow every number. */
  function startAnew(): void {
    for (const uses of weights.values())
      for (const [id, weight] of uses) uses.set(id, weight / 2 ** (turn / HALF_LIFE));
    turn = 0;
  }

  /** What it does not get to read (the office closes, a page is damaged) only leaves the lists in another order. */
  async function lookBack(): Promise<void> {
    let place = 0;
    for (let skip = 0; skip < LOOKED_AT && !stopped; skip += READ_AT_ONCE) {
      const page = papers.find({ sort: [{ 'state.acceptedAt': 'desc' }, { id: 'desc' }], skip, limit: READ_AT_ONCE });
      // Past RxDB's document objects: nobody else asks for these papers.
      const { documents } = await papers.storageInstance.query(page.getPreparedQuery());
      for (const paper of documents) if (!noted?.has(paper.id)) add(paper, place--);
      if (documents.length < READ_AT_ONCE) break;
      await nextTurn();
    }
    if (!stopped) changed();
  }

  return {
    /** A paper has come; whether it uses anything of the lists. */
    note(paper: StoredPaper): boolean {
      noted?.add(paper.id);
      const used = add(paper, ++turn);
      if (turn === COUNTED_ANEW) startAnew();
      return used;
    },
    now(): Used {
      now ??= Object.fromEntries(lists.map((list) => [list, mostUsed(weights.get(list)!)])) as Used;
      return now;
    },
    stop(): void {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function usesOf({ book, entry, state }: StoredPaper): [keyof Used, string][] {
  if (book !== appeals.id) return [];
  const { applicant, paper } = entry as AppealEntry;
  return [
    ['subjects', state.subject],
    ['executors', state.executor],
    ['higherBodies', paper.higherBody.id],
    ['addressees', paper.addressee.own ? '' : paper.addressee.body],
    ['places', applicant.place.id],
  ];
}

function mostUsed(weights: ReadonlyMap<string, number>): string[] {
  return [...weights]
    .sort(([, a], [, b]) => b - a)
    .slice(0, LISTED)
    .map(([id]) => id);
}
