import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useToday } from '../clock.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { type JournalSearch, spanOf } from './filter.ts';
import { Filters } from './filters.tsx';
import classes from './journal.module.css';
import { JournalTable } from './journal-table.tsx';
import { useJournal } from './use-journal.ts';

/** The journal of appeals: by period, kind and status; live. */
export function JournalScreen() {
  const { t, formatNumber } = useWords();
  const navigate = useNavigate();
  const filter = useSearch({ from: '/papers' });
  const { directory, law } = useDirectory();
  const today = useToday(directory.body.zone);
  const { from, to } = spanOf(filter, today, law);
  const [visible, setVisible] = useState({ first: filter.row ?? 0, last: filter.row ?? 0 });
  const journal = {
    book: 'appeals',
    from,
    to,
    ...(filter.kind !== undefined && { kind: filter.kind }),
    ...(filter.status !== undefined && { status: filter.status }),
  };
  const { windows, problem, ready } = useJournal(journal, visible.first, visible.last);

  const change = (next: JournalSearch) => void navigate({ to: '/papers', search: next, replace: true });
  const open = async (number: string, row: number) => {
    await navigate({ to: '/papers', search: { ...filter, row }, replace: true });
    await navigate({ to: '/papers/$number', params: { number } });
  };
  const { row: _, ...withoutRow } = filter;

  return (
    <Screen
      full
      title={t('journal.title')}
      aside={
        <span className={classes.count} role="status">
          {ready && t('journal.count', { count: windows.total, shown: formatNumber(windows.total) })}
        </span>
      }
    >
      <Filters filter={withoutRow} span={{ from, to }} onChange={change} />
      {problem && <ProblemNote problem={problem} />}
      <JournalTable
        key={JSON.stringify(journal)}
        windows={windows}
        ready={ready}
        today={today}
        startAt={filter.row ?? 0}
        onVisible={setVisible}
        onOpen={(number, row) => void open(number, row)}
        onShowYear={() => change({ period: 'year' })}
      />
    </Screen>
  );
}
