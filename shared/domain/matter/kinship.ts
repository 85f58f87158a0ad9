import type { Known, Piece } from './known.ts';
import type { Term } from './lexicon.ts';

/** In which subjects a term is used, and how much; of length one. Undefined: nothing is known of it. */
type Uses = ReadonlyMap<string, number>;

/**
 * How near two terms are by the subjects in which they are used: `lamp` and `pole` are kin, though neither is the other. By what is known
 * before any paper, so that it never changes.
 */
export function createKinship(known: Known) {
  const uses = new Map<Piece, Map<string, number>>();
  for (const [code, shares] of known)
    for (const [piece, share] of shares) {
      if (piece.startsWith('~')) continue;
      const of = uses.get(piece) ?? new Map<string, number>();
      // A word that is named twice in one subject is not twice as much of it.
      uses.set(piece, of.set(code, Math.sqrt(share)));
    }
  for (const of of uses.values()) {
    const length = Math.hypot(...of.values());
    for (const [code, share] of of) of.set(code, share / length);
  }

  return {
    usesOf: (term: Term): Uses | undefined => uses.get(term),
    /** How many subjects a term is used in: one that stands in many tells little. */
    spread: (term: Term): number => uses.get(term)?.size ?? 0,
    /** How many subjects are known. */
    subjects: known.size,
  };
}

export type Kinship = ReturnType<typeof createKinship>;

/** 1: used in the same subjects alike; 0: in none together, or nothing is known of one. */
export function nearness(a: Uses | undefined, b: Uses | undefined): number {
  if (!a || !b) return 0;
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let near = 0;
  for (const [code, part] of fewer) near += part * (more.get(code) ?? 0);
  return near;
}
