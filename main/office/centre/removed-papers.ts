import { bookOf } from '../../../shared/books/index.ts';
import { fold } from '../../../shared/domain/log/fold.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { stubId } from '../safety/stubs.ts';

/**
 * Of papers that are not here, those that were removed from this desk on purpose (safety/purge.ts): they stay at the registry, whatever
 * is compared anew. One that was opened again there is work again, and comes back.
 */
export async function removedPapers(
  { store, assets }: Pick<OpenOffice, 'store' | 'assets'>,
  papers: readonly Paper[],
): Promise<ReadonlySet<string>> {
  const stubs = await store.local.findByIds(papers.map(({ id }) => stubId(id))).exec();
  if (stubs.size === 0) return new Set();
  const removed = papers.filter((paper) => {
    const book = bookOf(paper.book);
    return stubs.has(stubId(paper.id)) && book !== undefined && !fold(book, paper, assets.law).state.open;
  });
  return new Set(removed.map(({ id }) => id));
}
