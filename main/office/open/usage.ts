import type { AppealEntry } from '../../../shared/books/appeals.ts';
import type { Used } from '../../../shared/contract/shapes.ts';
import type { StoredPaper } from './collections.ts';

/** After so many papers a use counts half. */
const HALF_LIFE = 500;
/** So many of each are kept in order; nobody scrolls further. */
const LISTED = 40;

const kinds = ['subjects', 'executors', 'higherBodies', 'addressees', 'places'] as const;

/**
 * What the last papers used, often and lately first. A use weighs more the later it came, so that nothing has to be counted
 * again: the next paper adds its weight, and that is all.
 */
export function createUsage() {
  const weights = Object.fromEntries(kinds.map((kind) => [kind, new Map<string, number>()])) as Record<
    keyof Used,
    Map<string, number>
  >;
  let count = 0;
  let now: Used | undefined;
  const add = (paper: StoredPaper, place: number) => {
    const weight = 2 ** (place / HALF_LIFE);
    for (const [kind, id] of usesOf(paper)) {
      if (id !== '') weights[kind].set(id, (weights[kind].get(id) ?? 0) + weight);
    }
    now = undefined;
  };
  return {
    /** A paper that came after all others. */
    note: (paper: StoredPaper) => add(paper, ++count),
    /** A paper from before; `age` is how many came between. */
    noteEarlier: (paper: StoredPaper, age: number) => add(paper, -age),
    now(): Used {
      now ??= Object.fromEntries(kinds.map((kind) => [kind, mostUsed(weights[kind])])) as Used;
      return now;
    },
  };
}

function usesOf({ entry, state }: StoredPaper): [keyof Used, string][] {
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
