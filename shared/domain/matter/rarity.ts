import type { Term } from './lexicon.ts';
import type { Matter } from './matter.ts';

/** How much a term tells: much when few papers have it. */
export type Rarity = (term: Term) => number;

/** An office that has few papers yet goes by these: so many papers, each with a word of its own kind in one of a hundred. */
const SUPPOSED_PAPERS = 100;
const SUPPOSED_SHARE = 0.01;

/** Counts in how many of the office's papers each term stands. */
export function createRarity() {
  const papersWith = new Map<Term, number>();
  let papers = 0;
  return {
    add(matter: Matter): void {
      papers++;
      for (const { term } of matter.words) papersWith.set(term, (papersWith.get(term) ?? 0) + 1);
    },
    of: ((term) =>
      Math.log(
        (papers + SUPPOSED_PAPERS) / ((papersWith.get(term) ?? 0) + SUPPOSED_PAPERS * SUPPOSED_SHARE),
      )) satisfies Rarity,
    get papers() {
      return papers;
    },
  };
}
