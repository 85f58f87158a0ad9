import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { Control, ControlList, ControlRow } from '../../shared/contract/control.ts';
import type { JournalColumn } from '../../shared/contract/journal.ts';
import type { Row } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { type ExtraColumn, JournalTable } from '../journal/journal-table.tsx';
import { useRows } from '../journal/use-rows.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useWords } from '../words.tsx';
import classes from './control.module.css';
import { ControlLists } from './control-lists.tsx';
import { type ControlSearch, listToShow } from './control-search.ts';
import { ExecutorPick } from './executor-pick.tsx';
import { HiddenOverdue } from './hidden-overdue.tsx';
import { PrintControl } from './print-control.tsx';

/** What has to be done by when, and by whom. */
export function ControlScreen() {
  const { t } = useWords();
  const { list, executor } = useSearch({ from: '/control' });
  const { value: control, problem } = useLive(
    (client, signal) => client.control.watch({ executor }, { signal }),
    [executor],
  );
  return (
    <Screen full title={t('control.title')} aside={<PrintControl printed={control?.printed ?? null} />}>
      {problem && <ProblemNote problem={problem} />}
      {control && <Lists control={control} list={listToShow(list, control)} />}
    </Screen>
  );
}

const columns: JournalColumn[] = ['number', 'from', 'summary', 'executor', 'due'];

function Lists({ control, list }: { control: Control; list: ControlList }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { executor, row = 0 } = useSearch({ from: '/control' });
  const { windows, problem, ready, see } = useRows(
    { list, ...(executor !== undefined && { executor }) },
    (page, signal) => office.control.list(page, { signal }),
    row,
  );
  const go = useCallback(
    (search: ControlSearch) => void navigate({ to: '/control', search, replace: true }),
    [navigate],
  );
  const open = async (number: string, index: number) => {
    await navigate({ to: '/control', search: { list, executor, row: index }, replace: true });
    await navigate({ to: '/papers/$number', params: { number } });
  };
  const extra = useExtra(list, control.days.today);
  // Whoever stands in for nobody has nothing to pick from.
  const picks = control.scope === 'office' || control.executors.length > 1;
  return (
    <>
      <ControlLists control={control} chosen={list} onChoose={(next) => go({ list: next, executor })} />
      <HiddenOverdue count={control.hiddenOverdue} onShow={() => go({ list: 'overdue' })} />
      {problem && <ProblemNote problem={problem} />}
      <div className={classes.columns} data-one={!picks || undefined}>
        {picks && (
          <ExecutorPick
            executors={control.executors}
            chosen={executor}
            onChoose={(next) => go({ list, executor: next })}
          />
        )}
        <JournalTable
          key={`${list} ${executor}`}
          windows={windows}
          ready={ready}
          columns={columns}
          today={control.days.today}
          startAt={row}
          onSeen={see}
          onOpen={(number, index) => void open(number, index)}
          label={t(`control.list.${list}`)}
          empty={t(`control.empty.${list}`)}
          extra={extra}
        />
      </div>
    </>
  );
}

const column = (title: string, text: (row: ControlRow) => string): ExtraColumn => ({
  title,
  text: (row: Row) => text(row as ControlRow),
});

/** What else is owed on a paper and by when, what is asked of the head, or what there is to sign. */
function useExtra(list: ControlList, today: string): ExtraColumn | undefined {
  const { t, formatDate } = useWords();
  return useMemo(() => {
    const mark = (by: string) => (by < today ? '▲' : by === today ? '●' : '○');
    switch (list) {
      case 'duties':
        return column(t('control.list.duties'), ({ duties }) =>
          duties.map(({ what, by }) => `${mark(by)} ${t(`control.duty.${what}`)} ${formatDate(by)}`).join('; '),
        );
      case 'asked':
        return column(t('control.asked'), ({ asked }) =>
          asked ? t('control.askedUntil', { date: formatDate(asked.until), why: asked.why }) : '',
        );
      case 'toSign':
        return column(t('control.decision'), ({ decision }) =>
          decision ? t([`values.decision.${decision}`, 'values.unknown'], { value: decision }) : '',
        );
      default:
        return undefined;
    }
  }, [list, today, t, formatDate]);
}
