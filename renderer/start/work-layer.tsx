import { createTheme, MantineThemeProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './start.module.css';

const OVER_WORK = 'over-work';

/** Dialogs and lists of the work belong to it, not to the page: what covers the work covers them too. */
const theme = createTheme({ components: { Portal: { defaultProps: { target: `#${OVER_WORK}` } } } });

/** The work and all that opens over it. `hidden`: it stays as it is, and neither keys nor readers of the screen reach it. */
export function WorkLayer({ hidden, children }: { hidden: boolean; children: ReactNode }) {
  return (
    <div inert={hidden} className={classes.work}>
      <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>
      <div id={OVER_WORK} />
    </div>
  );
}
