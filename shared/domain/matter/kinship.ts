import { type Known, runsOfWord } from './known.ts';
import type { Word } from './matter.ts';

/** In which subjects a term is used, and how much; of length one, or less where that is guessed. */
export type Uses = ReadonlyMap<string, number>;

/** How much of it is believed when a word is not known and only its runs of letters are. */
const BY_RUNS = 0.6;
/** A run that stands in so many subjects is an ending. */
const MOST_OF_A_RUN = 25;

/**
 * How near two words are by the subjects in which they are used: `lamp` and `pole` are kin, though neither is the other. By what is known
 * before any paper, so that it never changes.
 */
export function createKinship(known: Known) {
  const uses = new Map<string, Map<string, number>>();
  for (const [code, shares] of known)
    for (const [piece, share] of shares) {
      const of = uses.get(piece) ?? new Map<string, number>();
      // A word that is named twice in one subject is not twice as much of it.
      uses.set(piece, of.set(code, Math.sqrt(share)));
    }
  for (const of of uses.values()) scale(of, 1);

  return {
    /** Undefined: nothing is known of it. */
    usesOf({ term, sound }: Word): Uses | undefined {
      const ofTerm = uses.get(term);
      if (ofTerm) return ofTerm;
      const together = new Map<string, number>();
      for (const run of runsOfWord(sound)) {
        const ofRun = uses.get(run);
        if (!ofRun || ofRun.size > MOST_OF_A_RUN) continue;
        for (const [code, part] of ofRun) together.set(code, (together.get(code) ?? 0) + part);
      }
      if (together.size === 0) return undefined;
      scale(together, BY_RUNS);
      return together;
    },
    /** How many subjects a term is used in: one that stands in many tells little. */
    spread: (term: string): number => uses.get(term)?.size ?? 0,
    /** How many subjects are known. */
    subjects: known.size,
  };
}

export type Kinship = ReturnType<typeof createKinship>;

function scale(of: Map<string, number>, length: number): void {
  const factor = length / Math.hypot(...of.values());
  for (const [code, part] of of) of.set(code, part * factor);
}

/** 1: used in the same subjects alike; 0: in none together, or nothing is known of one. */
export function nearness(a: Uses | undefined, b: Uses | undefined): number {
  if (!a || !b) return 0;
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let near = 0;
  for (const [code, part] of fewer) near += part * (more.get(code) ?? 0);
  return near;
}
