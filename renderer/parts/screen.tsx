import type { ReactNode } from 'react';
import classes from './screen.module.css';

type Props = {
  title: string;
  /** Beside the title, on the right. */
  aside?: ReactNode;
  /** The screen fills the window and scrolls inside itself. */
  full?: boolean;
  children: ReactNode;
};

/** One screen: its heading and its work. */
export function Screen({ title, aside, full = false, children }: Props) {
  return (
    <div className={classes.screen} data-full={full || undefined}>
      <div className={classes.head}>
        <h1 className={classes.title}>{title}</h1>
        {aside}
      </div>
      {children}
    </div>
  );
}
