import { type LetterKind, letterKinds } from '../../shared/letters/kinds.ts';

/** Which letter stands in the address. */
export type LetterSearch = { letter?: LetterKind; about?: string };

export function readLetterSearch(search: Record<string, unknown>): LetterSearch {
  const letter = letterKinds.find((known) => known === search.letter);
  return letter ? { letter, about: typeof search.about === 'string' ? search.about : '' } : {};
}
