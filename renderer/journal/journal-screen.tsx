import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { JournalColumn, JournalFilter, JournalSelection } from '../../shared/contract/journal.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from '../client/problem.ts';
import { useToday } from '../clock.ts';
import { HiddenInJournal } from '../control/hidden-overdue.tsx';
import { useKeys } from '../frame/use-keys.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { startRegister } from '../register/register-work.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { type JournalSearch, spanOf } from './filter.ts';
import { Filters } from './filters.tsx';
import classes from './journal.module.css';
import { JournalTable } from './journal-table.tsx';
import { useJournal } from './use-journal.ts';
import { useViews } from './use-views.ts';
import { ViewTabs } from './views.tsx';

/** The journal of appeals: filtered, in the columns this desk chose, live; what it shows can be printed. */
export function JournalScreen() {
  const { t, formatNumber, language } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: '/papers' });
  const { directory, law } = useDirectory();
  const today = useToday(directory.body.zone);
  const { views, columns, problem: viewProblem, chooseColumns, save, remove } = useViews();
  const [printProblem, setPrintProblem] = useState<Problem>();
  const { row, filter, span, selection } = useMemo(() => {
    const { row = 0, ...filter } = search;
    const span = spanOf(filter, today, law);
    return { row, filter, span, selection: selectionOf(filter, span) };
  }, [search, today, law]);
  const { windows, problem, ready, see } = useJournal(selection, row);

  const change = useCallback(
    (next: JournalSearch) => void navigate({ to: '/papers', search: next, replace: true }),
    [navigate],
  );
  const show = (next: JournalFilter, withColumns?: JournalColumn[]) => {
    if (withColumns) chooseColumns(withColumns);
    change(next);
  };
  const open = async (number: string, index: number) => {
    await navigate({ to: '/papers', search: { ...filter, row: index }, replace: true });
    await navigate({ to: '/papers/$number', params: { number } });
  };
  const print = () => {
    if (!columns) return;
    setPrintProblem(undefined);
    startRegister({ selection, columns, language }).catch((error: unknown) => setPrintProblem(problemOf(error)));
  };
  useKeys({ 'Ctrl+P': print });

  return (
    <Screen
      full
      title={t('journal.title')}
      aside={
        <>
          <span className={classes.count} role="status">
            {ready && t('journal.count', { count: windows.total, shown: formatNumber(windows.total) })}
          </span>
          {columns && (
            <span className={classes.tools}>
              <ColumnChooser columns={columns} onChange={chooseColumns} />
              <Button
                variant="default"
                leftSection={<IconPrinter size={16} aria-hidden />}
                rightSection={<kbd>Ctrl P</kbd>}
                onClick={print}
              >
                {t('journal.print')}
              </Button>
            </span>
          )}
        </>
      }
    >
      {columns && (
        <ViewTabs
          search={search}
          columns={columns}
          views={views}
          onShow={show}
          onSave={(name) => save(name, filter, columns)}
          onRemove={remove}
        />
      )}
      <Filters filter={filter} span={span} onChange={change} />
      <HiddenInJournal selection={selection} onShow={() => change({ period: 'all', due: 'overdue' })} />
      {[problem, viewProblem, printProblem].map((one) => one && <ProblemNote key={one.code} problem={one} />)}
      {columns && (
        <JournalTable
          key={JSON.stringify(selection)}
          windows={windows}
          ready={ready}
          columns={columns}
          today={today}
          startAt={row}
          onSeen={see}
          onOpen={(number, index) => void open(number, index)}
          empty={t('journal.empty')}
          onShowAll={() => change({ period: 'all' })}
        />
      )}
    </Screen>
  );
}

function selectionOf(filter: JournalFilter, span: { from: string; to: string }): JournalSelection {
  const { period: _, ...chosen } = filter;
  return { ...chosen, book: 'appeals', ...span };
}
