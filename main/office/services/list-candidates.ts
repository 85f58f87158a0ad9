import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { bookOf } from '../../../shared/books/index.ts';
import type { AnswerRow, Lists } from '../../../shared/contract/lists.ts';
import { fromDayNumber, toDayNumber } from '../../../shared/domain/date/iso-date.ts';
import { type Effect, fold } from '../../../shared/domain/log/fold.ts';
import { compareText } from '../../../shared/domain/log/graph.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { newestFirst, rowOf } from './journal.ts';
import { localDate } from './local-time.ts';

/** Papers looked at: whoever hands papers over does so within days, not among the ten thousandth last ones. */
const LOOKED_AT = 2_000;

/** Answers older than this were sent before there were lists. */
const DAYS_BACK = 60;

/** Papers in work that whoever has them now has not been handed, by executor. */
export async function papersToHandOver(office: OpenOffice): Promise<Lists['toHandOver']> {
  const open = await read(office, { 'state.open': true });
  const byExecutor = new Map<string, Lists['toHandOver'][number]>();
  for (const stored of open) {
    if (stored.state.status !== 'inWork' && stored.state.status !== 'waiting') continue;
    const row = rowOf(stored);
    if (row.executorName === '' || wasHandedOver(appliedOf(office, stored), row.executorName)) continue;
    const key = `${row.executor} ${row.executorName}`;
    const group = byExecutor.get(key) ?? { to: { id: row.executor, name: row.executorName }, papers: [] };
    group.papers.push(row);
    byExecutor.set(key, group);
  }
  return [...byExecutor.values()].sort((a, b) => compareText(a.to.name, b.to.name));
}

/** Whether the last executor got the paper since it was given to him. */
function wasHandedOver(effects: readonly Effect[], name: string): boolean {
  const lines = effects.map(({ line }) => line);
  const given = lines.findLastIndex((line) => line.do === 'assign' || line.do === 'resolve');
  return lines
    .slice(given + 1)
    .some((line) => line.do === 'handOver' && (line.data.to as { name?: unknown } | undefined)?.name === name);
}

/** Answers of the last weeks, the newest first. */
export async function answersToDispatch(office: OpenOffice): Promise<AnswerRow[]> {
  const today = localDate(office.now(), office.records.settings.zone);
  const since = fromDayNumber(toDayNumber(today) - DAYS_BACK);
  const closed = await read(office, { 'state.status': 'closed' });
  return closed.flatMap((stored) => {
    const { answer, from } = stored.state as unknown as AppealState;
    if (!answer || answer.on < since) return [];
    const line = appliedOf(office, stored).findLast((effect) => effect.line.do === 'answer')?.line;
    const { applicant } = stored.entry as AppealEntry;
    const sheets = line?.data.sheets;
    return [
      {
        number: stored.id,
        to: from,
        address: [applicant.place.name, applicant.street].filter((part) => part !== '').join(', '),
        answer: { ...answer, sheets: typeof sheets === 'number' ? sheets : 0 },
      },
    ];
  });
}

async function read(office: OpenOffice, selector: Record<string, unknown>): Promise<StoredPaper[]> {
  const found = await office.store.papers
    .find({ selector: { book: 'appeals', ...selector }, sort: [...newestFirst], limit: LOOKED_AT })
    .exec();
  return found.map((document) => document.toJSON() as StoredPaper);
}

/** The lines that took effect. */
function appliedOf(office: OpenOffice, stored: StoredPaper): Effect[] {
  const book = bookOf(stored.book);
  return book ? fold(book, stored, office.assets.law).effects.filter(({ effect }) => effect === 'applied') : [];
}
