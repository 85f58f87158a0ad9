import { correctedEntry } from '../../../shared/books/appeals/corrected.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import type { StoredPaper } from '../open/collections.ts';

/** A stored paper's entry with what was corrected since it was written. */
export function entryNow({ entry, state }: Pick<StoredPaper, 'entry' | 'state'>): AppealEntry {
  return correctedEntry(entry as AppealEntry, state as unknown as Partial<AppealState>);
}
