import type { Kinship } from './kinship.ts';
import type { Term } from './lexicon.ts';
import type { Matter } from './matter.ts';

/** How much a term tells: much when few papers have it. */
export type Rarity = (term: Term) => number;

/** Each subject that is known counts as a paper; one of so many of a subject's papers has a term that is used in it. */
const OF_A_SUBJECT = 0.3;
/** And any term is supposed to stand in so many of them. */
const ANYWHERE = 0.7;

/** Counts in how many of the office's papers each term stands. One that has few papers goes by the subjects in which the term is used. */
export function createRarity({ spread, subjects }: Kinship) {
  const papersWith = new Map<Term, number>();
  let papers = 0;
  return {
    add(matter: Matter): void {
      papers++;
      for (const { term } of matter.words) papersWith.set(term, (papersWith.get(term) ?? 0) + 1);
    },
    of: ((term) =>
      Math.log(
        (papers + subjects() + 1) / ((papersWith.get(term) ?? 0) + ANYWHERE + OF_A_SUBJECT * spread(term)),
      )) satisfies Rarity,
  };
}
