/** So many of the newest backups are kept whatever their age. */
export const KEPT_NEWEST = 7;

/** And after them the newest of each of so many days, weeks and months. */
const KEPT_BY = { day: 14, week: 8, month: 12 };

/**
 * Which backups may go. Every backup handed in is a verified one, so the newest of all, which always stays, is the last
 * verified.
 *
 * @param backups newest first
 */
export function outdated<B extends { at: string }>(backups: readonly B[]): B[] {
  const kept = new Set(backups.slice(0, KEPT_NEWEST));
  for (const [span, count] of Object.entries(KEPT_BY) as [keyof typeof KEPT_BY, number][]) {
    const spans = new Map<string, B>();
    for (const backup of backups) {
      const name = nameOf(span, backup.at);
      if (!spans.has(name)) spans.set(name, backup);
    }
    for (const backup of [...spans.values()].slice(0, count)) kept.add(backup);
  }
  return backups.filter((backup) => !kept.has(backup));
}

function nameOf(span: keyof typeof KEPT_BY, at: string): string {
  if (span === 'day') return at.slice(0, 10);
  if (span === 'month') return at.slice(0, 7);
  const MONDAY_MS = 4 * 86_400_000; // 1970-01-05
  return String(Math.floor((Date.parse(at) - MONDAY_MS) / (7 * 86_400_000)));
}

/** Whether another backup is due: so many hours have passed since the newest one, and something has changed. */
export function isDue(at: {
  newest: { at: string; state: string } | undefined;
  state: string;
  now: number;
  everyHours: number;
}): boolean {
  if (!at.newest) return true;
  const elapsed = at.now - Date.parse(at.newest.at);
  // A clock that was set back must not put backups off.
  return (elapsed < 0 || elapsed >= at.everyHours * 3_600_000) && at.newest.state !== at.state;
}
