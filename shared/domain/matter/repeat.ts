import { type MatterMatch, SAME_TEXT } from './same-matter.ts';
import type { Sameness } from './same-person.ts';

/**
 * What an earlier paper is to the one at hand (domain §1.5):
 * - `repeat`: the same person about the same matter, after an answer, or after the term has run out without one;
 * - `duplicate`: the same text of the same person, and the earlier one is still open: it is answered once;
 * - `ongoing`: the same person about the same matter in other words, and the earlier one is still open;
 * - `sameText`: the same text from somebody else, as when neighbours copy one letter.
 */
export type Relation = 'repeat' | 'duplicate' | 'ongoing' | 'sameText';

export type Compared = {
  person: Sameness | undefined;
  match: MatterMatch;
  /** The earlier paper is not finished. */
  open: boolean;
  /** Its term has run out. */
  overdue: boolean;
};

/** From here on two papers of one person are about one matter: as likely as not, where precision and recall are the same (weights.json). */
const SAME_MATTER = 0.5;

/** Undefined: they have nothing to do with each other. */
export function relationOf({ person, match, open, overdue }: Compared): Relation | undefined {
  if (person === undefined) return match.text >= SAME_TEXT ? 'sameText' : undefined;
  if (match.sure < SAME_MATTER) return undefined;
  if (!open || overdue) return 'repeat';
  return match.text >= SAME_TEXT ? 'duplicate' : 'ongoing';
}
