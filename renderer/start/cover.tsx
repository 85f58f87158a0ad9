import { type ReactNode, useEffect, useState } from 'react';
import classes from './start.module.css';

/** Lies over the work, which stays mounted beneath; the focus goes back to where it was. */
export function Cover({ children }: { children: ReactNode }) {
  // Before the panel is there, which takes the focus.
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) window.setTimeout(() => before.focus());
    },
    [before],
  );
  return <div className={classes.cover}>{children}</div>;
}
