import type { Line } from '../../../shared/domain/log/line.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** So many of the papers that came are named. */
const MOST_NAMED = 20;

/** Which papers came from elsewhere, or got a line from there, since the office opened. */
export function watchArrivals({ store, site, now }: OpenOffice, notify: () => void) {
  const seen = new Map<string, number>();
  const isForeign = (line: Line) => line.site !== site.site;
  const subscription = store.papers.$.subscribe((event) => {
    const { id, log } = event.documentData as StoredPaper;
    const before = event.operation === 'UPDATE' ? (event.previousDocumentData as StoredPaper).log : [];
    const had = new Set(before.map((line) => line.id));
    if (!log.some((line) => isForeign(line) && !had.has(line.id))) return;
    seen.delete(id); // it goes to the end
    seen.set(id, now());
    notify();
  });
  return {
    now: () => ({
      papers: seen.size,
      last: [...seen]
        .slice(-MOST_NAMED)
        .reverse()
        .map(([number, at]) => ({ number, at: new Date(at).toISOString() })),
    }),
    stop: () => subscription.unsubscribe(),
  };
}
