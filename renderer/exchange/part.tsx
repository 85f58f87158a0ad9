import type { ReactNode } from 'react';
import classes from './exchange.module.css';

/** A titled part of the screen, with what it is about. */
export function Part({ title, what, children }: { title: string; what?: string; children: ReactNode }) {
  return (
    <section className={classes.part}>
      <h2>{title}</h2>
      {what !== undefined && <p className={classes.hint}>{what}</p>}
      {children}
    </section>
  );
}
