import { createPlaceIndex, type PlaceIndex } from './place-index.ts';
import { type PlaceRecord, readPlaces } from './place-record.ts';

/** Lines read in one go, so that nobody waits long meanwhile. */
const LINES_AT_ONCE = 1_000;

/**
 * Makes the classifier ready to be searched, bit by bit.
 *
 * @param classifier the text of `places.tsv`
 * @param turn lets others have theirs in between
 */
export async function indexInTurns(classifier: string, turn: () => Promise<unknown>): Promise<PlaceIndex> {
  const lines = classifier.split('\n');
  const records: PlaceRecord[] = [];
  for (let from = 0; from < lines.length; from += LINES_AT_ONCE) {
    records.push(...readPlaces(lines.slice(from, from + LINES_AT_ONCE).join('\n')));
    await turn();
  }
  return createPlaceIndex(records);
}
