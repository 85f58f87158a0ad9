import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { JournalColumn } from '../../shared/contract/journal.ts';
import type { Row } from '../../shared/contract/shapes.ts';
import { type CellSources, cellText } from '../../shared/words/journal-cells.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { gridOf } from './columns.ts';
import classes from './journal.module.css';
import { follow, move, type Place, rowAt, type Windows } from './windows.ts';

const ROW_PX = 32;
const HEAD_PX = 34;
/** Columns of figures stand one below the other. */
const FIGURES = new Set<JournalColumn>(['number', 'accepted', 'registered', 'idNumber', 'sheets']);

type Props = {
  windows: Windows;
  ready: boolean;
  columns: readonly JournalColumn[];
  today: string;
  /** Index of the row to begin at. */
  startAt: number;
  /** Told the first and the last row that are drawn. */
  onSeen: (first: number, last: number) => void;
  onOpen: (number: string, index: number) => void;
  /** What to say where there are no rows, and the way out of a filter that leaves none. */
  empty: string;
  onShowAll?: () => void;
  /** What this list is called; the journal, unless it is said. */
  label?: string;
  /** A last column that no journal has. */
  extra?: ExtraColumn | undefined;
};

/** `text` of a row; '' for nothing. */
export type ExtraColumn = { title: string; text: (row: Row) => string };

const EXTRA_WIDTH = 230;

const TYPED_INTO = 'input:not([type="radio"], [type="checkbox"]), textarea, [role="dialog"]';

/** Any number of rows: only those in sight are drawn. One tab stop; arrows, Home, End and page keys move, Enter opens. */
export function JournalTable(props: Props) {
  const { windows, ready, columns, today, startAt, onSeen, onOpen, empty, onShowAll, extra } = props;
  const words = useWords();
  const { t } = words;
  const { directory, law, subjects } = useDirectory();
  const { zone } = directory.body;
  const sources: CellSources = useMemo(
    () => ({
      words,
      law,
      subject: (code) => subjects.get(code)?.name,
      instant: (at) => words.formatInstant(at, zone),
      today,
    }),
    [words, law, subjects, zone, today],
  );
  const grid = useMemo(() => gridOf(columns, extra ? EXTRA_WIDTH : 0), [columns, extra]);
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

  // What is being read stays where it is on the screen when rows come or go above it.
  const read = useRef<Place>({ index: 0, number: undefined });
  const noteRead = useEffectEvent(() => {
    const index = Math.floor((scroller.current?.scrollTop ?? 0) / ROW_PX);
    read.current = { index, number: rowAt(windows, index)?.number };
  });
  const keepRead = useEffectEvent((windows: Windows) => {
    const element = scroller.current;
    const before = read.current;
    if (element && before.index > 0) {
      const after = follow(before, windows);
      if (after.number === before.number) element.scrollTop += (after.index - before.index) * ROW_PX;
    }
    noteRead();
  });
  useLayoutEffect(() => {
    if (ready) keepRead(windows);
  }, [windows, ready]);

  const items = rows.getVirtualItems();
  const [first, last] = [items[0]?.index ?? startAt, items.at(-1)?.index ?? startAt];
  const tellSeen = useEffectEvent(onSeen);
  useEffect(() => tellSeen(first, last), [first, last]);

  const begin = useEffectEvent(() => {
    // Whoever is busy with the filters, or began to search meanwhile, keeps the focus; who comes from elsewhere can use the arrows at once.
    const { activeElement } = document;
    const isBusy = scroller.current?.parentElement?.contains(activeElement) || activeElement?.closest(TYPED_INTO);
    if (!isBusy) table.current?.focus({ preventScroll: true });
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
    if (scroller.current) bringIntoSight(scroller.current, to);
  };

  if (ready && total === 0) {
    return (
      <div className={classes.empty}>
        <p>{empty}</p>
        {onShowAll && (
          <Button variant="default" onClick={onShowAll}>
            {t('journal.showAll')}
          </Button>
        )}
      </div>
    );
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const index = Number((event.target as Element).closest('tr')?.dataset.index);
    const number = rowAt(windows, index)?.number;
    if (number !== undefined) onOpen(number, index);
  };
  /** A table that one walks through is a grid; the row the clerk is at is told without moving the focus. */
  const attributes = {
    role: 'grid',
    tabIndex: 0,
    'aria-label': props.label ?? t('journal.title'),
    'aria-rowcount': total + 1,
    'aria-busy': !ready,
    ...(ready && total > 0 && { 'aria-activedescendant': rowId(now.index) }),
  };
  return (
    <div ref={scroller} className={classes.scroller} onScroll={noteRead}>
      <table
        ref={table}
        {...attributes}
        className={classes.table}
        style={{ minWidth: grid.minWidth }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <thead className={classes.head}>
          <tr className={classes.columns} style={{ gridTemplateColumns: grid.template }} aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`journal.column.${column}`)}
              </th>
            ))}
            {extra && <th scope="col">{extra.title}</th>}
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
              columns={columns}
              extra={extra}
              template={grid.template}
              sources={sources}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All rows are as high: where one is needs no measuring, and no waiting for what the scrolling brings. */
function bringIntoSight(scroller: HTMLElement, index: number): void {
  const top = index * ROW_PX;
  const seen = scroller.clientHeight - HEAD_PX;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  else if (top + ROW_PX > scroller.scrollTop + seen) scroller.scrollTop = top + ROW_PX - seen;
}

function rowId(index: number): string {
  return `journal-row-${index}`;
}

type RowProps = {
  index: number;
  row: Row | undefined;
  top: number;
  chosen: boolean;
  columns: readonly JournalColumn[];
  extra: ExtraColumn | undefined;
  template: string;
  sources: CellSources;
};

/** Drawn anew only when something of its own changes: while one scrolls, most rows stay as they are. */
const JournalRow = memo(function JournalRow(props: RowProps) {
  const { index, row, top, chosen, columns, extra, template, sources } = props;
  return (
    <tr
      id={rowId(index)}
      data-index={index}
      className={`${classes.columns} ${classes.row}`}
      aria-rowindex={index + 2}
      aria-selected={chosen}
      style={{ top, gridTemplateColumns: template }}
    >
      {columns.map((column) => (
        <Cell key={column} column={column} row={row} sources={sources} />
      ))}
      {extra && (
        <td data-column="extra" title={row && extra.text(row)}>
          {row && extra.text(row)}
        </td>
      )}
    </tr>
  );
});

function Cell({ column, row, sources }: { column: JournalColumn; row: Row | undefined; sources: CellSources }) {
  if (!row) return <td />;
  if (column === 'due') {
    return (
      <td data-column={column}>
        <DeadlineMark brief paper={row} today={sources.today} />
      </td>
    );
  }
  const text = cellText(column, row, sources);
  const isFigures = FIGURES.has(column);
  // What does not fit can be read by pointing at it.
  return (
    <td data-column={column} className={isFigures ? 'figures' : undefined} title={isFigures ? undefined : text}>
      {text}
    </td>
  );
}
