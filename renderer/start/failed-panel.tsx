import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { type Problem, problems } from '../../shared/contract/problems.ts';
import type { Way } from '../../shared/contract/safety.ts';
import type { AppState } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { RemoveDemo } from '../desk/leave-demo.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import { BackupChoice } from './backup-choice.tsx';
import { RetryButton } from './retry-button.tsx';
import classes from './start.module.css';

type Props = { state: Extract<AppState, { phase: 'failed' }> };

/** Why the office did not open, the ways that may help, best first, and another try. */
export function FailedPanel({ state }: Props) {
  const { t } = useWords();
  const { demo, problem, detail, ways, backups } = state;
  const inUse = problem === 'storeInUse';
  useRetryWhile(inUse);
  return (
    <section className={classes.panel}>
      <h1 className={classes.title}>{demo ? t('start.failed.titleDemo') : t('start.failed.title')}</h1>
      <ProblemNote
        problem={{ code: problem, retryable: problems[problem].retryable, ...(detail !== '' && { detail }) }}
      />
      <p className={classes.lead}>{t(inUse ? 'start.failed.waiting' : 'start.failed.safe')}</p>
      {ways.length > 0 && <h2 className={classes.waysTitle}>{t('start.failed.ways')}</h2>}
      {ways.map((way, index) => (
        <WayOut key={way} way={way}>
          {way === 'restore' ? (
            <BackupChoice known={backups} first={index === 0} />
          ) : (
            <Mend by={way} first={index === 0} />
          )}
        </WayOut>
      ))}
      <div className={classes.actions}>
        <RetryButton first={ways.length === 0} />
        {demo && !inUse && <RemoveDemo />}
      </div>
    </section>
  );
}

/** The other account may take its time: looked for so often, and never louder. */
const RETRY_MS = 3_000;

/** An office that somebody else has open opens here by itself as soon as it is free. */
function useRetryWhile(inUse: boolean): void {
  useEffect(() => {
    if (!inUse) return;
    const timer = window.setInterval(() => void office.office.retry().catch(() => undefined), RETRY_MS);
    return () => window.clearInterval(timer);
  }, [inUse]);
}

function WayOut({ way, children }: { way: Way; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section className={classes.way}>
      <h3 className={classes.wayTitle}>{t(`start.failed.${way}.title`)}</h3>
      <p className={classes.wayText}>{t(`start.failed.${way}.text`)}</p>
      {children}
    </section>
  );
}

function Mend({ by, first }: { by: 'rebuild' | 'rescue'; first: boolean }) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const mend = async () => {
    setBusy(true);
    setProblem(undefined);
    await office.office.mend({ by }).catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  return (
    <>
      {problem && <ProblemNote problem={problem} />}
      <div>
        <Button variant={first ? 'filled' : 'default'} onClick={() => void mend()} loading={busy} autoFocus={first}>
          {t(`start.failed.${by}.button`)}
        </Button>
      </div>
    </>
  );
}
