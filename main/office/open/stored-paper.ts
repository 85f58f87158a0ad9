import type { CommonState, Waiting } from '../../../shared/books/book.ts';
import { bookOf } from '../../../shared/books/index.ts';
import type { Law } from '../../../shared/domain/law/law.ts';
import { type Folded, fold } from '../../../shared/domain/log/fold.ts';
import { headsOf } from '../../../shared/domain/log/graph.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { ownLine, type StoredPaper } from './collections.ts';

/** A paper as it is stored: its state by this law beside it, and where this site's last line stands. */
export function storedPaper(paper: Paper, law: Law, site: string): StoredPaper {
  const book = bookOf(paper.book);
  const own = lastOwnLine(paper, site);
  if (!book)
    return { ...paper, state: { ...stateOfUnknownBook(paper), own, contested: false, left: false, voided: '' } };
  const folded: Folded<CommonState> = fold(book, paper, law);
  const waiting = book.waiting(folded.state);
  const left = waiting.toDispatch !== '' || waiting.toTakeOff;
  const voided = folded.state.status === 'void' ? paper.id : '';
  return { ...paper, state: { ...folded.state, ...waiting, own, contested: book.isContested(folded), left, voided } };
}

function lastOwnLine({ log }: Paper, site: string): string {
  const last = Math.max(0, ...log.filter((line) => line.site === site).map(({ n }) => n));
  return last === 0 ? '' : ownLine(site, last);
}

/** A book of a newer program: the paper is kept and passed on, no journal shows it. */
function stateOfUnknownBook({ log }: Paper): CommonState & Waiting {
  const first = log.find(({ after }) => after.length === 0)?.id ?? headsOf(log)[0] ?? '';
  return {
    status: '',
    open: false,
    kind: '',
    way: '',
    registeredOn: '',
    acceptedAt: '',
    order: first.slice(0, 30),
    dueOn: '',
    nextDutyOn: '',
    subject: '',
    executor: '',
    from: '',
    summary: '',
    official: '',
    coExecutorIds: '',
    toHandOver: '',
    asksHead: false,
    toDispatch: '',
    toTakeOff: false,
    duplicateOf: '',
  };
}
