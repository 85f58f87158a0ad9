import type { MangoQuerySelector } from 'rxdb';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { firstOf } from '../../../shared/books/appeals/waiting.ts';
import { countBy } from '../../store/count-by.ts';
import { keysInRange } from '../../store/keys.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { removedVoid, stubOf } from '../safety/stubs.ts';

/**
 * A duplicate is answered by the answer to the first paper (domain §1.5). Of a first one whose number is void there is none: whoever may open papers
 * again is asked about the duplicate. One desk may have closed it before it knew what another has done with the first, so it is asked whatever came
 * first.
 */

/**
 * The void numbers on account of which something is closed here, also those that were removed from here; of one that has come here again the paper
 * itself tells. Read from counters and keys.
 */
export function voidFirsts({ store }: Pick<OpenOffice, 'store'>): string[] {
  const numbers = (field: string) => countBy(store.connection, 'papers', field, {}).map(([number]) => number);
  const [voided, removed] = [new Set(numbers('state.voided')), new Set(removedVoid(store))];
  const isHere = (number: string) => keysInRange(store.connection, 'papers', number, number, 1).length > 0;
  const isVoid = (number: string) => voided.has(number) || (removed.has(number) && !isHere(number));
  return numbers('state.duplicateOf').filter((number) => number !== '' && isVoid(number));
}

/** Lines that do not go together, or papers: a duplicate was closed on account of one whose number is void, so that nobody answers it. */
export function contestedIn(office: Pick<OpenOffice, 'store'>): MangoQuerySelector<StoredPaper> {
  const contested = { 'state.contested': true };
  const firsts = voidFirsts(office);
  return firsts.length > 0 ? { $or: [contested, { 'state.duplicateOf': { $in: firsts } }] } : contested;
}

/** How many papers are closed here on account of this one. */
export function duplicatesOf({ store }: OpenOffice, number: string): Promise<number> {
  return store.papers.count({ selector: { 'state.duplicateOf': number } }).exec();
}

/** The number of the first paper where it is void and this one is closed on its account; else ''. */
export async function voidFirstOf({ store }: OpenOffice, state: AppealState): Promise<string> {
  const first = state.outcome === 'duplicate' ? firstOf(state) : '';
  if (first === '') return '';
  const here = (await store.papers.findOne(first).exec())?.toJSON() as StoredPaper | undefined;
  const status = here?.state.status ?? (await stubOf(store, first))?.status;
  return status === 'void' ? first : '';
}
