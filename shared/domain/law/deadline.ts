import { toDayNumber } from '../date/iso-date.ts';

/** How a paper stands to its last day; `days` are calendar days. */
export type Deadline = { state: 'none' | 'closed' | 'today' } | { state: 'overdue' | 'soon' | 'later'; days: number };

/** From this many days before the last one a deadline is near (domain §7.3). */
export const SOON_DAYS = 3;

/** @param today the agency's calendar date */
export function deadlineOf(paper: { open: boolean; dueOn: string }, today: string): Deadline {
  if (paper.dueOn === '') return { state: 'none' };
  if (!paper.open) return { state: 'closed' };
  const days = toDayNumber(paper.dueOn) - toDayNumber(today);
  if (days === 0) return { state: 'today' };
  if (days < 0) return { state: 'overdue', days: -days };
  return { state: days <= SOON_DAYS ? 'soon' : 'later', days };
}
