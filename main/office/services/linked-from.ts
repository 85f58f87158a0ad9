import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Present } from '../../../shared/contract/actions.ts';
import { officialNumber } from '../../../shared/domain/number/official-number.ts';
import { searchFullText } from '../../store/search.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** More than have to do with one paper. */
const MOST = 1_000;

/**
 * The papers that name this one, by our number or by its official one, as what they repeat, are a duplicate of, or complain about (domain §2.3,
 * `complaint_exist`): whoever answers it has to know of them. Asked of the full text; the newest first.
 */
export async function linkedFrom(
  { store }: OpenOffice,
  number: string,
  official: string,
): Promise<Present['linkedFrom']> {
  const names = (one: string) => one === number || (official !== '' && officialNumber(one).number === official);
  // Without the letters of its index: whoever typed them may have typed Latin ones.
  const ids = [number, official.replace(/^\p{L}+-/u, '')].flatMap((asked) =>
    searchFullText(store.connection, 'papers', asked, MOST),
  );
  const found = await store.papers.findByIds([...new Set(ids)]).exec();
  return [...found.values()]
    .map((document) => document.toJSON() as StoredPaper)
    .filter(({ id, state }) => id !== number && state.status !== 'void')
    .flatMap(({ id, state }) => {
      const { links = [] } = state as Partial<AppealState>;
      const link = links.findLast((one) => names(one.number));
      return link ? [{ number: id, as: link.as }] : [];
    })
    .sort((a, b) => (a.number < b.number ? 1 : -1));
}
