import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import type { Row } from '../../shared/contract/shapes.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { fromWord, kindWord, valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './journal.module.css';
import { follow, move, type Place, rowAt, type Windows } from './windows.ts';

const ROW_PX = 32;
const HEAD_PX = 34;
const columns = ['number', 'registered', 'from', 'kind', 'summary', 'status', 'due'] as const;

type Props = {
  windows: Windows;
  ready: boolean;
  today: string;
  /** Index of the row to begin at. */
  startAt: number;
  onVisible: (visible: { first: number; last: number }) => void;
  onOpen: (number: string, index: number) => void;
  onShowYear: () => void;
};

/** Any number of rows: only those in sight are drawn. One tab stop; arrows, Home, End and page keys move, Enter opens. */
export function JournalTable({ windows, ready, today, startAt, onVisible, onOpen, onShowYear }: Props) {
  const { t } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [place, setPlace] = useState<Place>({ index: startAt, number: undefined });
  const { total } = windows;
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });

  // Rows that came or went above take the clerk's place along with its paper.
  const now = ready ? follow(place, windows) : place;
  if (now !== place) setPlace(now);

  const items = rows.getVirtualItems();
  const [first, last] = [items[0]?.index ?? startAt, items.at(-1)?.index ?? startAt];
  const tellVisible = useEffectEvent(onVisible);
  useEffect(() => tellVisible({ first, last }), [first, last]);

  const begin = useEffectEvent(() => {
    // Whoever is busy with the filters keeps the focus; who comes from elsewhere can use the arrows at once.
    const screen = scroller.current?.parentElement;
    if (!screen?.contains(document.activeElement)) table.current?.focus({ preventScroll: true });
    if (startAt > 0) rows.scrollToIndex(startAt, { align: 'center' });
  });
  useEffect(() => {
    if (ready) begin();
  }, [ready]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || total === 0) return;
    const number = rowAt(windows, now.index)?.number;
    if (event.key === 'Enter' && number !== undefined) {
      event.preventDefault();
      onOpen(number, now.index);
      return;
    }
    const page = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_PX) / ROW_PX) - 1);
    const to = move(event.key, now.index, total, page);
    if (to === undefined) return;
    event.preventDefault();
    setPlace({ index: to, number: rowAt(windows, to)?.number });
    rows.scrollToIndex(to, { align: 'auto' });
  };

  if (ready && total === 0) {
    return (
      <div className={classes.empty}>
        <p>{t('journal.empty')}</p>
        <Button variant="default" onClick={onShowYear}>
          {t('journal.showYear')}
        </Button>
      </div>
    );
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const index = Number((event.target as Element).closest('tr')?.dataset.index);
    const number = rowAt(windows, index)?.number;
    if (number !== undefined) onOpen(number, index);
  };
  /** A table that one walks through is a grid; the row the clerk is at is told without moving the focus. */
  const grid = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': t('journal.title'),
    'aria-rowcount': total + 1,
    'aria-busy': !ready,
    ...(ready && total > 0 && { 'aria-activedescendant': rowId(now.index) }),
  };
  return (
    <div ref={scroller} className={classes.scroller}>
      <table ref={table} {...grid} className={classes.table} onKeyDown={onKeyDown} onClick={onClick}>
        <thead className={classes.head}>
          <tr className={classes.columns} aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`journal.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody style={{ height: rows.getTotalSize() - HEAD_PX }} className={classes.body}>
          {items.map((item) => (
            <JournalRow
              key={item.index}
              index={item.index}
              row={rowAt(windows, item.index)}
              top={item.start - HEAD_PX}
              chosen={item.index === now.index}
              today={today}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowId(index: number): string {
  return `journal-row-${index}`;
}

type RowProps = { index: number; row: Row | undefined; top: number; chosen: boolean; today: string };

function JournalRow({ index, row, top, chosen, today }: RowProps) {
  const words = useWords();
  const { law } = useDirectory();
  const cells = row && {
    number: <span className="figures">{words.groupNumber(row.number)}</span>,
    registered: <span className="figures">{words.formatDate(row.registeredOn)}</span>,
    from: fromWord(words, row),
    kind: kindWord(words, law, row.kind),
    summary: row.summary,
    status: valueWord(words, 'status', row.status),
    due: <DeadlineMark brief paper={row} today={today} />,
  };
  // What does not fit can be read by pointing at it.
  const whole = (cell: ReactNode) => (typeof cell === 'string' ? cell : undefined);
  return (
    <tr
      id={rowId(index)}
      data-index={index}
      className={`${classes.columns} ${classes.row}`}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      style={{ transform: `translateY(${top}px)` }}
    >
      {columns.map((column) => (
        <td key={column} data-column={column} title={whole(cells?.[column])}>
          {cells?.[column]}
        </td>
      ))}
    </tr>
  );
}
