import type { ReactNode } from 'react';
import classes from './part.module.css';

/** A titled part of a screen, with what it is for. */
export function Part({ title, what, children }: { title: string; what?: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      {what !== undefined && <Hint>{what}</Hint>}
      {children}
    </section>
  );
}

/** What is worth knowing and need not be done. */
export function Hint({ children }: { children: ReactNode }) {
  return <p className={classes.hint}>{children}</p>;
}

/** The parts of a screen, side by side. */
export function PartColumns({ left, right }: { left: ReactNode; right: ReactNode }) {
  return (
    <div className={classes.columns}>
      <div className={classes.column}>{left}</div>
      <div className={classes.column}>{right}</div>
    </div>
  );
}
