import { type ReactNode, useEffect } from 'react';
import classes from './start.module.css';

/** Lies over the work, which stays mounted beneath; the focus goes back to where it was. */
export function Cover({ children }: { children: ReactNode }) {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) window.setTimeout(() => before.focus());
    };
  }, []);
  return <div className={classes.cover}>{children}</div>;
}
