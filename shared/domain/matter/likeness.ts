import type { Matter } from './matter.ts';
import type { Rarity } from './rarity.ts';

/** A text as a bag of what can be shared with another: each piece with how much it tells. */
export type Bag = { pieces: ReadonlyMap<string, number>; sum: number };

/** Of what a word tells, the part that goes by its letters: these forgive slips and endings that no rule knows. */
const BY_LETTERS = 0.5;
const LETTERS = 3;

export function bagOf(matter: Matter, rarity: Rarity): Bag {
  const pieces = new Map<string, number>();
  let sum = 0;
  const add = (piece: string, weight: number) => {
    pieces.set(piece, (pieces.get(piece) ?? 0) + weight);
    sum += weight;
  };
  for (const { term, sound, times } of matter.words) {
    const weight = rarity(term) * (1 + Math.log(times));
    const runs = runsOf(sound);
    const byLetters = term.startsWith('=') || runs.length === 0 ? 0 : BY_LETTERS;
    add(term, weight * (1 - byLetters));
    for (const run of runs) if (byLetters > 0) add(run, (weight * byLetters) / runs.length);
  }
  return { pieces, sum };
}

/** How alike two texts are, each from 0 to 1 and symmetric; 1 for the same text. */
export type Likeness = {
  /** What they are about: a short text that a long one holds whole is about the same. */
  matter: number;
  /** The texts themselves: here it is not. */
  text: number;
};

export function likenessOf(a: Bag, b: Bag): Likeness {
  const [small, large] = a.pieces.size <= b.pieces.size ? [a, b] : [b, a];
  if (a.sum === 0 || b.sum === 0) return { matter: 0, text: 0 };
  let shared = 0;
  for (const [piece, weight] of small.pieces) shared += Math.min(weight, large.pieces.get(piece) ?? 0);
  const ofBoth = Math.min(1, (2 * shared) / (a.sum + b.sum));
  const ofShorter = Math.min(1, shared / Math.min(a.sum, b.sum));
  return { matter: Math.sqrt(ofBoth * ofShorter), text: ofBoth };
}

/** Runs of three letters of a word with its beginning; numbers have none, each is another. */
function runsOf(sound: string): string[] {
  if (/\p{N}/u.test(sound)) return [];
  const marked = `^${sound}`;
  const runs: string[] = [];
  for (let at = 0; at + LETTERS <= marked.length; at++) runs.push(`~${marked.slice(at, at + LETTERS)}`);
  return runs;
}
