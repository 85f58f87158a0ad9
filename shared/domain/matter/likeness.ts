import type { Word } from './matter.ts';
import type { Rarity } from './rarity.ts';
import { runsOf } from './runs.ts';

/** A text as a bag of what can be shared with another: each piece with how much it tells. */
export type Bag = { pieces: ReadonlyMap<string, number>; sum: number };

/** Of what a word tells, the part that goes by its letters: these forgive slips and endings that no rule knows. */
const BY_LETTERS = 0.5;
const RUN = 3;

export function bagOf(words: readonly Word[], rarity: Rarity): Bag {
  const pieces = new Map<string, number>();
  let sum = 0;
  const add = (piece: string, weight: number) => {
    pieces.set(piece, (pieces.get(piece) ?? 0) + weight);
    sum += weight;
  };
  for (const { term, sound, times } of words) {
    const weight = rarity(term) * (1 + Math.log(times));
    const runs = term.startsWith('=') ? [] : runsOf(sound, RUN);
    add(term, runs.length > 0 ? weight * (1 - BY_LETTERS) : weight);
    for (const run of runs) add(run, (weight * BY_LETTERS) / runs.length);
  }
  return { pieces, sum };
}

/** How alike two texts are, from 0 to 1 and symmetric; 1 for the same text. */
export function likenessOf(a: Bag, b: Bag): number {
  const [small, large] = a.pieces.size <= b.pieces.size ? [a, b] : [b, a];
  if (a.sum === 0 || b.sum === 0) return 0;
  let shared = 0;
  for (const [piece, weight] of small.pieces) shared += Math.min(weight, large.pieces.get(piece) ?? 0);
  return Math.min(1, (2 * shared) / (a.sum + b.sum));
}
