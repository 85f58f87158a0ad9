import type { JournalColumn } from '../../../shared/contract/journal.ts';
import { everSpan } from '../../../shared/contract/journal.ts';
import type { JournalRegister } from '../../../shared/contract/registers.ts';
import type { Row } from '../../../shared/contract/shapes.ts';
import { shortName } from '../../../shared/domain/text/person-name.ts';
import { formatDate, formatInstant, formatNumber } from '../../../shared/words/forms.ts';
import { type CellSources, cellText, subjectWord } from '../../../shared/words/journal-cells.ts';
import { kindWord, valueWord } from '../../../shared/words/value-words.ts';
import { createWords } from '../../../shared/words/words.ts';
import type { RegisterFoot, RegisterHead, RegisterRow } from '../../papers/register/content.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { localDate } from './local-time.ts';
import { pageWords } from './page-words.ts';

/** What a register says, in the language of the clerk, as it was when it was begun. */
export type RegisterWords = {
  head: RegisterHead;
  /** A row's cells behind its running number. */
  cells(row: Row, running: number): RegisterRow;
  foot(counted: Counted): RegisterFoot;
};

/** How many papers there are of each kind and status. */
export type Counted = { papers: number; kinds: ReadonlyMap<string, number>; statuses: ReadonlyMap<string, number> };

export function registerWords(office: OpenOffice, { selection, columns, language }: JournalRegister): RegisterWords {
  const { settings, staff } = office.records;
  const words = createWords(language);
  const { t } = words;
  const now = office.now();
  const madeAt = new Date(now).toISOString();
  const instant = (at: string) => formatInstant(at, settings.zone);
  const subjects = new Map(office.assets.subjects.map(({ code, name }) => [code, name]));
  const sources: CellSources = {
    words,
    law: office.assets.law,
    subject: (code) => subjects.get(code),
    instant,
    today: localDate(now, settings.zone),
  };
  const clerk = office.clerk();
  const { kind, status, subject, executor, way, due, official } = selection;
  const filters = [
    kind !== undefined && `${t('journal.kind')}: ${kindWord(words, office.assets.law, kind)}`,
    status !== undefined && `${t('journal.status')}: ${valueWord(words, 'status', status)}`,
    subject !== undefined && `${t('journal.subject')}: ${subjectWord(subject, sources)}`,
    executor !== undefined && `${t('journal.executor')}: ${staff.find(({ id }) => id === executor)?.name ?? executor}`,
    way !== undefined && `${t('journal.way')}: ${valueWord(words, 'way', way)}`,
    due !== undefined && `${t('journal.due')}: ${t(`journal.dueState.${due}`)}`,
    official !== undefined && `${t('journal.official')}: ${t(`journal.officialState.${official}`)}`,
  ].filter((filter) => filter !== false);
  const parts = (counts: ReadonlyMap<string, number>, word: (code: string) => string) =>
    [...counts]
      .sort(([, a], [, b]) => b - a)
      .map(([code, count]) => `${word(code)} — ${formatNumber(count)}`)
      .join('; ');
  const known = new Map<string, string>();

  return {
    head: {
      language,
      madeAt,
      body: settings.name[language],
      title: t('journal.title'),
      about: [
        period(selection),
        filters.length === 0 ? t('register.noFilters') : t('register.filters', { filters: filters.join('; ') }),
        t('register.order'),
      ],
      columns: [
        { title: '№', align: 'right' },
        ...columns.map((column) => ({
          title: t(`journal.column.${column}`),
          align: FIGURES.has(column) ? ('right' as const) : ('left' as const),
        })),
      ],
      made: t('register.made', { at: instant(madeAt), name: shortName(clerk.name) }),
      page: pageWords(words),
    },
    cells: (row, running) => [String(running), ...columns.map((column) => said(column, row))],
    foot: ({ papers, kinds, statuses }) => ({
      totals: [
        t('register.total', { count: papers, shown: formatNumber(papers) }),
        ...(papers === 0
          ? []
          : [
              t('register.byKind', { parts: parts(kinds, (code) => kindWord(words, office.assets.law, code)) }),
              t('register.byStatus', { parts: parts(statuses, (code) => valueWord(words, 'status', code)) }),
            ]),
      ],
      signatures: [
        { role: t('register.madeBy'), post: clerk.post[language], name: clerk.name, captions: captions() },
        { role: t('register.checkedBy'), post: '', name: '', captions: captions() },
      ],
    }),
  };

  /** Kinds, ways, terms: the same few words are not looked up 25,000 times. */
  function said(column: JournalColumn, row: Row): string {
    const key = REPEATED[column]?.(row);
    if (key === undefined) return whole(column, cellText(column, row, sources));
    let text = known.get(`${column} ${key}`);
    if (text === undefined) {
      text = cellText(column, row, sources);
      known.set(`${column} ${key}`, text);
    }
    return text;
  }

  function period({ from, to }: JournalRegister['selection']): string {
    if (from === everSpan.from && to === everSpan.to) return t('register.ever');
    if (from === to) return t('register.day', { date: formatDate(from) });
    return t('register.period', { from: formatDate(from), to: formatDate(to) });
  }

  function captions() {
    return { post: t('register.post'), sign: t('register.signature'), name: t('register.name') };
  }
}

/** What the words of a column follow from, where many papers have the same. */
const REPEATED: Partial<Record<JournalColumn, (row: Row) => string>> = {
  kind: (row) => row.kind,
  way: (row) => row.way,
  subject: (row) => row.subject,
  status: (row) => row.status,
  due: (row) => `${row.dueOn} ${row.open}`,
};

const FIGURES = new Set<JournalColumn>(['sheets']);

/** A number is not parted at its gaps. */
const whole = (column: JournalColumn, text: string): string =>
  column === 'number' ? text.replaceAll(' ', '\u00a0') : text;
