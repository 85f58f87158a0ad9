import type { JournalColumn } from '../contract/journal.ts';
import type { Row } from '../contract/shapes.ts';
import { deadlineOf } from '../domain/law/deadline.ts';
import type { Law } from '../domain/law/law.ts';
import type { Both } from '../domain/log/line.ts';
import { groupNumber } from '../domain/number/paper-number.ts';
import { formatDate } from './forms.ts';
import { fromWord, kindWord, valueWord } from './value-words.ts';
import type { Words } from './words.ts';

/** What the cells of a journal are said with. */
export type CellSources = {
  words: Words;
  law: Law;
  /** Name of a subject of any level. */
  subject: (code: string) => Both | undefined;
  /** Date and time of an instant in the agency's zone. */
  instant: (instant: string) => string;
  /** The agency's calendar date. */
  today: string;
};

/** What stands in a column of a journal, on the screen as on paper. */
export function cellText(column: JournalColumn, row: Row, sources: CellSources): string {
  const { words, law } = sources;
  switch (column) {
    case 'number':
      return groupNumber(row.number);
    case 'official':
      return row.official;
    case 'accepted':
      return sources.instant(row.acceptedAt);
    case 'registered':
      return formatDate(row.registeredOn);
    case 'kind':
      return kindWord(words, law, row.kind);
    case 'way':
      return valueWord(words, 'way', row.way);
    case 'from':
      return fromWord(words, row);
    case 'idNumber':
      return row.idNumber;
    case 'place':
      return row.place;
    case 'subject':
      return subjectWord(row.subject, sources);
    case 'summary':
      return row.summary;
    case 'sheets':
      return row.attachments === 0 ? String(row.sheets) : `${row.sheets} + ${row.attachments}`;
    case 'sender':
      return [row.senderNumber && `№ ${row.senderNumber}`, formatDate(row.senderDate)].filter(Boolean).join(', ');
    case 'executor':
      return row.executorName;
    case 'due':
      return dueWords(row, sources);
    case 'status':
      return valueWord(words, 'status', row.status);
  }
}

/** The deepest level says it; a code of a newer list is shown as it is. */
export function subjectWord(code: string, { subject, words }: Pick<CellSources, 'subject' | 'words'>): string {
  const name = subject(code);
  return name ? name[words.language] || name.kk || name.ru : code;
}

/** Only what is late or falls due today needs a word beside its date. */
function dueWords(row: Row, { words: { t }, today }: CellSources): string {
  const deadline = deadlineOf(row, today);
  const date = formatDate(row.dueOn);
  if (deadline.state === 'overdue') return `${date} ${t('term.left.briefOverdue', { count: deadline.days })}`;
  return deadline.state === 'today' ? `${date} ${t('term.left.today')}` : date;
}
