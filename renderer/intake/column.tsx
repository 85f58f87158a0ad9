import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import type { Block } from './fields.ts';
import classes from './intake.module.css';

const digits = { applicant: '1', paper: '2', outcome: '3' } as const;

/** One of the three columns, with the key that leads to it. */
export function Column({ block, children }: { block: Block; children: ReactNode }) {
  const { t } = useWords();
  const headingId = `intake-block-${block}`;
  return (
    <section className={classes.column} aria-labelledby={headingId} data-block={digits[block]}>
      <header className={classes.columnHead}>
        <h2 id={headingId}>{t(`intake.block.${block}`)}</h2>
        <kbd>Alt {digits[block]}</kbd>
      </header>
      <div className={classes.columnBody}>{children}</div>
    </section>
  );
}
