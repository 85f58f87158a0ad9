import { setImmediate } from 'node:timers/promises';
import { normalizeMangoQuery, prepareQuery } from 'rxdb';
import type { JournalSelection } from '../../../shared/contract/journal.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { newestFirst, rowsFor, selectorOf } from './journal.ts';

/** So many papers are read at once: whoever registers meanwhile waits no longer than that takes. */
const SLICE = 100;

/**
 * The rows of a journal as it is now, newest first, in slices. Each paper comes once: a slice begins behind the last row of the one
 * before, and what came in since the start is left out.
 */
export async function* journalRows(office: OpenOffice, selection: JournalSelection): AsyncGenerator<Row[]> {
  const { papers } = office.store;
  const row = rowsFor(office);
  const late = new Set<string>();
  const arrivals = papers.insert$.subscribe(({ documentId }) => late.add(documentId));
  try {
    let last: StoredPaper | undefined;
    for (;;) {
      const slice = await nextSlice(office, selection, last);
      if (slice.length === 0) return;
      last = slice.at(-1);
      yield slice.filter(({ id }) => !late.has(id)).map(row);
      await setImmediate();
    }
  } finally {
    arrivals.unsubscribe();
  }
}

/** Ranges of an index both: what is left of the last day, then the days before it. */
async function nextSlice(
  office: OpenOffice,
  selection: JournalSelection,
  last: StoredPaper | undefined,
): Promise<StoredPaper[]> {
  const all = selectorOf(office, selection);
  if (!last) return read(office, all, SLICE);
  const { registeredOn, order } = last.state;
  const sameDay = { ...all, 'state.registeredOn': registeredOn, 'state.order': { $lt: order } };
  const slice = await read(office, sameDay, SLICE);
  if (slice.length === SLICE || registeredOn <= selection.from) return slice;
  const before = { ...all, 'state.registeredOn': { $gte: selection.from, $lt: registeredOn } };
  return [...slice, ...(await read(office, before, SLICE - slice.length))];
}

/**
 * Asked of the storage itself: documents of RxDB's would be made, kept and thrown away. The storage wants to be told, as RxDB does,
 * that what was deleted is not meant; its indexes begin with that.
 */
async function read(
  office: OpenOffice,
  selector: ReturnType<typeof selectorOf>,
  limit: number,
): Promise<StoredPaper[]> {
  const { papers } = office.store;
  const schema = papers.schema.jsonSchema;
  const living = { ...selector, _deleted: { $eq: false } };
  const query = normalizeMangoQuery(schema, { selector: living, sort: [...newestFirst], limit });
  const { documents } = await papers.storageInstance.query(prepareQuery(schema, query));
  return documents;
}
