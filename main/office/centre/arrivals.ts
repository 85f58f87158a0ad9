import type { Line } from '../../../shared/domain/log/line.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { watchDocuments } from '../open/watch-documents.ts';

/** So many of the papers that came are named. */
const MOST_NAMED = 20;

/** Which papers came from elsewhere, or got a line from there, since the office opened. */
export function watchArrivals({ store, site, now }: OpenOffice, notify: () => void) {
  const seen = new Map<string, number>();
  const isForeign = (line: Line) => line.site !== site.site;
  const subscription = watchDocuments(store.papers, (changes) => {
    const arrived = changes.filter(({ documentData, previousDocumentData }) => {
      const had = new Set((previousDocumentData as StoredPaper | undefined)?.log.map((line) => line.id));
      return documentData.log.some((line) => isForeign(line) && !had.has(line.id));
    });
    for (const { documentId } of arrived) {
      seen.delete(documentId); // it goes to the end
      seen.set(documentId, now());
    }
    if (arrived.length > 0) notify();
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
