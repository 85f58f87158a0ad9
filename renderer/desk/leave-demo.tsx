import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useAppState } from '../state/app-state.ts';
import { useWords } from '../words.tsx';

/** Only in the example: what it is, and the way out of it. */
export function LeaveDemo() {
  const { t } = useWords();
  const { value: state } = useAppState();
  if (state?.phase !== 'ready' || !state.demo) return null;
  return (
    <Part title={t('desk.demo.title')} what={t('desk.demo.text')}>
      <RemoveDemo />
    </Part>
  );
}

/** Removes the example after asking once; the first screen then offers the set-up. */
export function RemoveDemo() {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const leave = async () => {
    setBusy(true);
    setProblem(undefined);
    await office.office.leaveDemo().catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  return (
    <>
      {asked && <Hint>{t('desk.demo.sure')}</Hint>}
      {problem && <ProblemNote problem={problem} />}
      {asked ? (
        <Group gap="sm">
          <Button color="red.8" onClick={() => void leave()} loading={busy}>
            {t('desk.demo.yes')}
          </Button>
          <Button variant="default" onClick={() => setAsked(false)} disabled={busy} autoFocus>
            {t('desk.demo.no')}
          </Button>
        </Group>
      ) : (
        <div>
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('desk.demo.leave')}
          </Button>
        </div>
      )}
    </>
  );
}
