import type { JournalSelection } from '../../shared/contract/journal.ts';
import { office } from '../client/connection.ts';
import { useRows } from './use-rows.ts';

/** A whole journal, live: see `useRows`. */
export function useJournal(journal: JournalSelection, startAt: number) {
  return useRows(journal, (page, signal) => office.papers.journal(page, { signal }), startAt);
}
