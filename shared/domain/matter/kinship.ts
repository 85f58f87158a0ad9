import { type Known, type Piece, runsOfWord } from './known.ts';
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
export function createKinship() {
  const shares = new Map<Piece, [code: string, share: number][]>();
  let subjects = 0;
  /** Made when first asked for: most are never. */
  const made = new Map<Piece, Uses>();

  function usesOfPiece(piece: Piece): Uses | undefined {
    const of = shares.get(piece);
    let uses = made.get(piece);
    if (!of || uses) return uses;
    // A word that is named twice in one subject is not twice as much of it.
    uses = scaled(new Map(of.map(([code, share]) => [code, Math.sqrt(share)])), 1);
    made.set(piece, uses);
    return uses;
  }

  return {
    know(code: string, known: Known): void {
      subjects++;
      made.clear();
      for (const [piece, share] of known) {
        const of = shares.get(piece);
        if (of) of.push([code, share]);
        else shares.set(piece, [[code, share]]);
      }
    },
    /** Undefined: nothing is known of it. */
    usesOf({ term, sound }: Word): Uses | undefined {
      const ofTerm = usesOfPiece(term);
      if (ofTerm) return ofTerm;
      const together = new Map<string, number>();
      for (const run of runsOfWord(sound)) {
        const ofRun = usesOfPiece(run);
        if (!ofRun || ofRun.size > MOST_OF_A_RUN) continue;
        for (const [code, part] of ofRun) together.set(code, (together.get(code) ?? 0) + part);
      }
      return together.size > 0 ? scaled(together, BY_RUNS) : undefined;
    },
    /** How many subjects a term is used in: one that stands in many tells little. */
    spread: (term: string): number => shares.get(term)?.length ?? 0,
    /** How many subjects are known. */
    subjects: () => subjects,
  };
}

export type Kinship = ReturnType<typeof createKinship>;

function scaled(of: ReadonlyMap<string, number>, length: number): Uses {
  const factor = length / Math.hypot(...of.values());
  return new Map(Array.from(of, ([code, part]) => [code, part * factor]));
}

/** 1: used in the same subjects alike; 0: in none together, or nothing is known of one. */
export function nearness(a: Uses | undefined, b: Uses | undefined): number {
  if (!a || !b) return 0;
  const [fewer, more] = a.size <= b.size ? [a, b] : [b, a];
  let near = 0;
  for (const [code, part] of fewer) near += part * (more.get(code) ?? 0);
  return near;
}
