import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { executorOf } from '../../../shared/books/appeals/waiting.ts';
import type { Named } from '../../../shared/books/fields.ts';
import type { Both } from '../../../shared/domain/log/line.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** Who has a paper in work as the staff calls him now, with his post; of whom it does not know, the name that the paper has. */
export function executorNow(
  { records }: Pick<OpenOffice, 'records'>,
  paper: Pick<AppealState, 'executor' | 'executorName'>,
): Named & { post: Both } {
  const { id, name } = executorOf(paper);
  const person = records.staff.find((one) => one.id === id);
  return { id, name: person?.name ?? name, post: person?.post ?? { kk: '', ru: '' } };
}
