import type { Both } from '../../../shared/domain/log/line.ts';
import { groupNumber } from '../../../shared/domain/number/paper-number.ts';
import { shortName } from '../../../shared/domain/text/person-name.ts';
import { formatDate, formatInstant } from '../../../shared/words/forms.ts';
import { fromWord, valueWord } from '../../../shared/words/value-words.ts';
import { createWords, type InterfaceLanguage, type Words } from '../../../shared/words/words.ts';
import type { ShortRegister } from '../../papers/index.ts';
import type { OpenOffice } from '../open/open-office.ts';
import type { KeptList } from './lists.ts';
import { pageWords } from './page-words.ts';

/** What the columns of a kept list are, and which of them are written on by hand. */
type Column = { title: string; cells: string[]; byHand?: true; align?: 'right' };

/** A list as it is printed: its rows with room to sign on, below them who gave and who took. */
export function listPaper(office: OpenOffice, kept: KeptList, language: InterfaceLanguage): ShortRegister {
  const words = createWords(language);
  const { t } = words;
  const { settings } = office.records;
  const columns = kept.kind === 'handOver' ? handedOver(kept, words) : sentOff(kept, words);
  const count = kept.rows.length + kept.answers.length;
  const running: Column = { title: '№', cells: Array.from({ length: count }, (_, i) => String(i + 1)), align: 'right' };
  const all = [running, ...columns];
  const rowsOf = (cell: (column: Column, row: number) => string) =>
    Array.from({ length: count }, (_, row) => all.map((column) => cell(column, row)));
  const captions = { post: t('register.post'), sign: t('register.signature'), name: t('register.name') };
  const to = kept.kind === 'dispatch' ? valueWord(words, 'way', kept.to) : kept.to;
  const executor = kept.kind === 'handOver' ? kept.to : '';
  const post = postOf(office, kept)?.[language] ?? '';
  const taker = { name: executor, post };
  return {
    head: {
      language,
      madeAt: kept.at,
      body: settings.name[language],
      title: t(`lists.${kept.kind}.paper`, { list: kept.list }),
      about: [t(`lists.${kept.kind}.to`, { to }), t('lists.on', { on: formatDate(kept.on) })],
      columns: all.map(({ title, align }) => ({ title, align: align ?? 'left' })),
      made: t('register.made', { at: formatInstant(kept.at, settings.zone), name: shortName(kept.by.name) }),
      page: pageWords(words),
    },
    rows: rowsOf((column, row) => (column.byHand ? '' : column.cells[row]!)),
    sample: rowsOf((column, row) => (column.byHand ? ROOM_TO_SIGN : column.cells[row]!)),
    foot: {
      totals: [t('lists.total', { count })],
      signatures: [
        { role: t(`lists.${kept.kind}.gave`), post: kept.by.post[language], name: kept.by.name, captions },
        { role: t(`lists.${kept.kind}.took`), ...taker, captions },
      ],
    },
  };
}

/** By id; of a name alone only where one person has it. */
function postOf({ records: { staff } }: OpenOffice, { kind, taker, to }: KeptList): Both | undefined {
  if (kind !== 'handOver') return undefined;
  const called = staff.filter(({ id, name }) => (taker === '' ? name === to : id === taker));
  return called.length === 1 ? called[0]!.post : undefined;
}

/** As wide as this is the column in which people sign. */
const ROOM_TO_SIGN = 'mmmmmmmmm mmmmmmmmm';

function handedOver({ rows }: KeptList, words: Words): Column[] {
  const { t } = words;
  return [
    { title: t('lists.column.number'), cells: rows.map(({ number }) => whole(number)) },
    { title: t('lists.column.from'), cells: rows.map((row) => fromWord(words, row)) },
    { title: t('lists.column.summary'), cells: rows.map(({ summary }) => summary) },
    {
      title: t('lists.column.sheets'),
      cells: rows.map(({ sheets, attachments }) => `${sheets}\u00a0+\u00a0${attachments}`),
    },
    { title: t('lists.column.due'), cells: rows.map(({ dueOn }) => formatDate(dueOn)) },
    { title: t('lists.column.sign'), cells: [], byHand: true },
  ];
}

function sentOff({ answers }: KeptList, { t }: Words): Column[] {
  return [
    {
      title: t('lists.column.answer'),
      cells: answers.map(({ answer }) =>
        t('letters.numberAndDate', { number: answer.number, date: formatDate(answer.on) }),
      ),
    },
    { title: t('lists.column.to'), cells: answers.map(({ to }) => to) },
    { title: t('lists.column.address'), cells: answers.map(({ address }) => address) },
    { title: t('lists.column.number'), cells: answers.map(({ number }) => whole(number)) },
    { title: t('lists.column.sheets'), cells: answers.map(({ answer }) => String(answer.sheets)), align: 'right' },
    { title: t('lists.column.mark'), cells: [], byHand: true },
  ];
}

/** A number is not parted at its gaps. */
const whole = (number: string): string => groupNumber(number).replaceAll(' ', '\u00a0');
