import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { MadeList } from '../../shared/contract/lists.ts';
import { Hint } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';

type Props<R> = {
  title: string;
  /** How many there are; the rows are the first of them, no more than one list takes. */
  total: number;
  rows: readonly R[];
  does: string;
  able?: boolean;
  make: (numbers: string[]) => Promise<MadeList>;
  onMade: (list: MadeList) => void;
  cells: (row: R) => ReactNode[];
  number: (row: R) => string;
  /** What else the list asks for. */
  children?: ReactNode;
};

/** Rows of one list to be; all of them are on it until somebody takes one off. */
export function Chosen<R extends { number: string }>(props: Props<R>) {
  const { title, total, rows, does, able = true, make, onMade, cells, number, children } = props;
  const { t, formatNumber } = useWords();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const task = useTask();
  const chosen = rows.filter((row) => !left.has(row.number));
  const toggle = (row: R) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(row.number)) next.add(row.number);
      return next;
    });
  const done = () => void task.run(async () => onMade(await make(chosen.map((row) => row.number))));
  return (
    <section className={classes.group} aria-label={title}>
      <h3 className={classes.subtitle}>{title}</h3>
      <table className={classes.table}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number}>
              <td>
                <Checkbox
                  size="xs"
                  aria-label={t('lists.choose', { number: number(row) })}
                  checked={!left.has(row.number)}
                  onChange={() => toggle(row)}
                />
              </td>
              <td className={classes.number}>
                <Link to="/papers/$number" params={{ number: row.number }}>
                  {number(row)}
                </Link>
              </td>
              {cells(row).map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row stay where they are
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {total > rows.length && (
        <Hint>{t('lists.more', { shown: formatNumber(rows.length), all: formatNumber(total) })}</Hint>
      )}
      {children}
      <div className={classes.ways}>
        <Button disabled={chosen.length === 0 || !able || task.busy} onClick={done}>
          {does}
        </Button>
        <span className={classes.said}>{t('lists.chosen', { count: chosen.length })}</span>
      </div>
      {task.problem && <ProblemNote problem={task.problem} />}
    </section>
  );
}
