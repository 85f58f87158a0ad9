import { Button, Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { AnswerRow, Lists, MadeList } from '../../shared/contract/lists.ts';
import { MOST_ON_LIST } from '../../shared/contract/lists.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { Hint, Part, PartColumns } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';
import { MadeLists } from './made-lists.tsx';
import { Tabs } from './tabs.tsx';

/** Papers on their way to executors, answers on their way out, and the lists that were made of them. */
export function ListsScreen() {
  const { t } = useWords();
  const { value, problem } = useLive((client, signal) => client.lists.watch(undefined, { signal }), []);
  const [shown, setShown] = useState<string>();
  const made = ({ list }: MadeList) => setShown(list);
  return (
    <Screen title={t('letters.lists')} aside={<Tabs />}>
      {problem && !value && <ProblemNote problem={problem} />}
      {value && (
        <PartColumns
          left={
            <>
              <HandOver groups={value.toHandOver} onMade={made} />
              <Dispatch answers={value.toDispatch} onMade={made} />
            </>
          }
          right={<MadeLists made={value.made} shown={shown} onShow={setShown} />}
        />
      )}
    </Screen>
  );
}

function HandOver({ groups, onMade }: { groups: Lists['toHandOver']; onMade: (list: MadeList) => void }) {
  const { t, groupNumber, formatDate } = useWords();
  return (
    <Part title={t('lists.handOver.title')} what={t('lists.handOver.what')}>
      {groups.length === 0 && <Hint>{t('lists.handOver.none')}</Hint>}
      {groups.map(({ to, papers }) => (
        <Chosen
          key={`${to.id} ${to.name}`}
          title={to.name}
          rows={papers}
          does={t('lists.handOver.do')}
          make={(numbers) => office.lists.handOver({ to, numbers })}
          onMade={onMade}
          cells={(paper) => [paper.from, paper.summary, formatDate(paper.dueOn)]}
          number={(paper) => groupNumber(paper.number)}
        />
      ))}
    </Part>
  );
}

function Dispatch({ answers, onMade }: { answers: AnswerRow[]; onMade: (list: MadeList) => void }) {
  const words = useWords();
  const { t, groupNumber, formatDate } = words;
  const ways = [...new Set(answers.map(({ answer }) => answer.way))];
  return (
    <Part title={t('lists.dispatch.title')} what={t('lists.dispatch.what')}>
      {answers.length === 0 && <Hint>{t('lists.dispatch.none')}</Hint>}
      {ways.map((way) => (
        <Chosen
          key={way}
          title={valueWord(words, 'way', way)}
          rows={answers.filter(({ answer }) => answer.way === way)}
          does={t('lists.dispatch.do')}
          make={(numbers) => office.lists.dispatch({ way, numbers })}
          onMade={onMade}
          cells={({ to, address, answer }) => [
            t('letters.numberAndDate', { number: answer.number, date: formatDate(answer.on) }),
            to,
            address,
          ]}
          number={(row) => groupNumber(row.number)}
        />
      ))}
    </Part>
  );
}

type ChosenProps<R> = {
  title: string;
  rows: readonly R[];
  does: string;
  make: (numbers: string[]) => Promise<MadeList>;
  onMade: (list: MadeList) => void;
  cells: (row: R) => ReactNode[];
  number: (row: R) => string;
};

/** Rows of one list to be; all of them are on it until somebody takes one off. */
function Chosen<R extends { number: string }>({ title, rows, does, make, onMade, cells, number }: ChosenProps<R>) {
  const { t } = useWords();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const task = useTask();
  const chosen = rows.filter((row) => !left.has(row.number)).slice(0, MOST_ON_LIST);
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
      <div className={classes.ways}>
        <Button disabled={chosen.length === 0 || task.busy} onClick={done}>
          {does}
        </Button>
        <span className={classes.said}>{t('lists.chosen', { count: chosen.length })}</span>
      </div>
      {task.problem && <ProblemNote problem={task.problem} />}
    </section>
  );
}
