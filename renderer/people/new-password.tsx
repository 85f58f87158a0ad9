import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { SHORTEST_PASSWORD } from '../../shared/contract/session.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { type Task, useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './people.module.css';
import { SecretInput } from './secret-input.tsx';

type Props = {
  yes: string;
  /** Fields that stand before the new password; whether they are filled. */
  before?: ReactNode;
  ready?: boolean;
  work: (next: string) => Promise<unknown>;
  onDone?: () => void;
  /** What else may be done instead. */
  beside?: (task: Task) => ReactNode;
};

/** A new password, typed twice. */
export function NewPassword({ yes, before, ready = true, work, onDone, beside }: Props) {
  const { t } = useWords();
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const task = useTask();
  const isShort = next.length < SHORTEST_PASSWORD;
  const differs = next !== again;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (isShort || differs || !(await task.run(() => work(next)))) return;
    setNext('');
    setAgain('');
    setAsked(false);
    onDone?.();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void send(event)} noValidate>
      {before}
      <SecretInput
        label={t('people.password.next')}
        description={t('people.password.nextHint')}
        value={next}
        onChange={setNext}
        error={asked && isShort && t('problems.passwordTooShort')}
        autoComplete="new-password"
      />
      <SecretInput
        label={t('people.password.again')}
        value={again}
        onChange={setAgain}
        error={asked && !isShort && differs && t('people.password.differs')}
        autoComplete="new-password"
      />
      {task.problem && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={task.busy} disabled={!ready}>
          {yes}
        </Button>
        {beside?.(task)}
        <span role="status" className={classes.done}>
          {task.done && t('people.password.changed')}
        </span>
      </div>
    </form>
  );
}
