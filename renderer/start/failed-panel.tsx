import { Button } from '@mantine/core';
import { useState } from 'react';
import { type ProblemCode, problems } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { RemoveDemo } from '../desk/leave-demo.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

type Props = { problem: ProblemCode; detail: string; demo: boolean };

/** Why the office did not open, what to do, and another try. */
export function FailedPanel({ problem, detail, demo }: Props) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    // Whether it opened this time comes as the office's next state.
    await office.office.retry().catch(() => undefined);
    setBusy(false);
  };
  return (
    <section className={classes.panel}>
      <h1 className={classes.title}>{demo ? t('start.failed.titleDemo') : t('start.failed.title')}</h1>
      <ProblemNote
        problem={{ code: problem, retryable: problems[problem].retryable, ...(detail !== '' && { detail }) }}
      />
      <p className={classes.lead}>{t('start.failed.safe')}</p>
      <Button onClick={() => void retry()} loading={busy} autoFocus>
        {t('app.retry')}
      </Button>
      {demo && <RemoveDemo />}
    </section>
  );
}
