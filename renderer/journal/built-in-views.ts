import type { JournalFilter, View } from '../../shared/contract/journal.ts';
import { type JournalSearch, USUAL_PERIOD } from './filter.ts';

type BuiltInView = { id: 'today' | 'overdue' | 'mine'; filter: JournalFilter };

/**
 * Views that every desk has; they keep whatever columns are shown. `mine` is what the person at this desk executes; while nobody is named
 * there is no such view, since nobody's papers would be everybody's.
 */
export function builtInViews(clerk: string): readonly BuiltInView[] {
  return [
    { id: 'today', filter: { period: 'today' } },
    { id: 'overdue', filter: { period: 'all', due: 'overdue' } },
    ...(clerk === '' ? [] : [{ id: 'mine', filter: { period: 'all', executor: clerk } } as const]),
  ];
}

/** Whether a journal shows just this. */
export function isShown(filter: JournalFilter, search: JournalSearch): boolean {
  const { row: _, ...shown } = search;
  return key(filter) === key(shown);
}

/** Whether a saved view is what is shown, its columns too. */
export function isViewShown(view: View, search: JournalSearch, columns: readonly string[]): boolean {
  return isShown(view.filter, search) && view.columns.join() === columns.join();
}

const key = (filter: JournalFilter): string =>
  JSON.stringify(Object.entries({ period: USUAL_PERIOD, ...filter }).sort(([a], [b]) => (a < b ? -1 : 1)));
