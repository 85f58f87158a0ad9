import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemNote } from '../parts/problem-note.tsx';
import classes from './safety.module.css';
import type { Task } from './use-task.ts';

type Props = {
  text: string;
  yes: string;
  no: string;
  task: Task;
  /** What is typed says that it is meant. */
  ready?: boolean;
  onYes: () => void;
  onNo: () => void;
  children?: ReactNode;
};

/** Asks once more, in place, before something that cannot be taken back. */
export function Asked({ text, yes, no, task, ready = true, onYes, onNo, children }: Props) {
  return (
    <form
      className={classes.asked}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onYes();
      }}
    >
      <p className={classes.askedText}>{text}</p>
      {children}
      {task.problem && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={task.busy} disabled={!ready}>
          {yes}
        </Button>
        <Button variant="default" onClick={onNo} disabled={task.busy} autoFocus={children === undefined}>
          {no}
        </Button>
      </div>
    </form>
  );
}
