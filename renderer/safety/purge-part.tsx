import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { ClosedYear } from '../../shared/contract/safety.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import { Asked } from './asked.tsx';
import classes from './safety.module.css';
import { useTask } from './use-task.ts';

/**
 * Closed papers of years that are over can leave this desk; the year is typed, so that no slip does it, and the passphrase, where there is
 * one (`asks`), so that nobody does it who merely sits there.
 */
export function PurgePart({ asks }: { asks: boolean }) {
  const { t } = useWords();
  const [removed, setRemoved] = useState<number>();
  const { years, problem, again } = useClosedYears();
  const [chosen, setChosen] = useState<number>();
  return (
    <Part title={t('safety.purge.title')} what={t('safety.purge.what')}>
      {problem && <ProblemNote problem={problem} onRetry={again} />}
      {years?.length === 0 && <p className={classes.sentence}>{t('safety.purge.none')}</p>}
      {years && years.length > 0 && (
        <ul className={classes.years}>
          {years.map((year) => (
            <li key={year.year}>
              <Year year={year} onChoose={() => setChosen(year.year)} />
            </li>
          ))}
        </ul>
      )}
      {chosen !== undefined && (
        <Purge
          key={chosen}
          year={chosen}
          asks={asks}
          onCancel={() => setChosen(undefined)}
          onDone={(count) => {
            setRemoved(count);
            setChosen(undefined);
            again();
          }}
        />
      )}
      <p role="status" className={classes.good}>
        {removed !== undefined && t('safety.purge.done', { count: removed })}
      </p>
    </Part>
  );
}

function Year({ year: { year, closed, open }, onChoose }: { year: ClosedYear; onChoose: () => void }) {
  const { t } = useWords();
  return (
    <>
      <span className={classes.yearText}>
        {t('safety.purge.row', { year, count: closed })}
        {open > 0 && <span className={classes.quiet}>{`; ${t('safety.purge.open', { count: open })}`}</span>}
      </span>
      <Button variant="default" size="xs" onClick={onChoose} disabled={closed === 0}>
        {t('safety.purge.start')}
      </Button>
    </>
  );
}

type PurgeProps = { year: number; asks: boolean; onDone: (removed: number) => void; onCancel: () => void };

function Purge({ year, asks, onDone, onCancel }: PurgeProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const task = useTask();
  const purge = () =>
    task.run(async () => {
      const { removed } = await office.safety.purge({ year, passphrase });
      onDone(removed);
    });
  return (
    <Asked
      text={t('safety.purge.sure', { year })}
      yes={t('safety.purge.yes')}
      no={t('safety.purge.no')}
      task={task}
      ready={typed.trim() === String(year) && (!asks || passphrase !== '')}
      onYes={() => void purge()}
      onNo={onCancel}
    >
      <TextInput
        label={t('safety.purge.year')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        autoFocus
        w={120}
      />
      {asks && (
        <PasswordInput
          label={t('safety.key.current')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="current-password"
        />
      )}
    </Asked>
  );
}

function useClosedYears() {
  const [attempt, setAttempt] = useState(0);
  const [found, setFound] = useState<{ attempt: number; years?: ClosedYear[]; problem?: Problem }>({ attempt });
  useEffect(() => {
    const end = new AbortController();
    office.safety.closedYears(undefined, { signal: end.signal }).then(
      (years) => !end.signal.aborted && setFound({ attempt, years }),
      (error: unknown) => !end.signal.aborted && setFound({ attempt, problem: problemOf(error) }),
    );
    return () => end.abort();
  }, [attempt]);
  return { ...found, again: () => setAttempt((count) => count + 1) };
}
