/** Who might work on a paper. */
export type Candidate = {
  id: string;
  /** Papers of this subject that they had; the more alike the subject, the more each counts. */
  had: number;
  /** Papers that they have in work now. */
  open: number;
};

/** How much the load counts against experience: one who has all the open papers comes behind one who knows the subject half as well. */
const LOAD_WEIGHT = 0.5;

/**
 * Those who know the subject, the least loaded first: experience counts by its share of the greatest, and so does load. Whoever never
 * had such a paper is not proposed.
 */
export function rankExecutors<T extends Candidate>(candidates: readonly T[]): T[] {
  const able = candidates.filter(({ had }) => had > 0);
  const mostHad = Math.max(...able.map(({ had }) => had));
  const mostOpen = Math.max(1, ...able.map(({ open }) => open));
  const worth = ({ had, open }: Candidate) => Math.sqrt(had / mostHad) - LOAD_WEIGHT * (open / mostOpen);
  return [...able].sort((a, b) => worth(b) - worth(a) || a.open - b.open || (a.id < b.id ? -1 : 1));
}
