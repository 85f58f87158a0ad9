import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Present } from '../../../shared/contract/actions.ts';
import { searchFullText } from '../../store/search.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** More than have to do with one paper. */
const MOST = 50;

/**
 * The papers that name this one as what they repeat, are a duplicate of, or complain about (domain §2.3, `complaint_exist`): whoever answers it
 * has to know of them. Asked of the full text; the newest first.
 */
export async function linkedFrom({ store }: OpenOffice, number: string): Promise<Present['linkedFrom']> {
  const found = await store.papers.findByIds(searchFullText(store.connection, 'papers', number, MOST)).exec();
  return [...found.values()]
    .map((document) => document.toJSON() as StoredPaper)
    .flatMap(({ id, state }) => {
      const { links = [] } = state as Partial<AppealState>;
      const link = id === number ? undefined : links.findLast((one) => one.number === number);
      return link ? [{ number: id, as: link.as }] : [];
    })
    .sort((a, b) => (a.number < b.number ? 1 : -1));
}
