import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import type { Block } from './fields.ts';
import classes from './intake.module.css';
import { useIntakeView } from './use-intake.ts';

const digits = { applicant: '1', paper: '2', outcome: '3' } as const;

/** One of the three columns, with the key that leads to it. While the paper is on its way nothing in it can be changed. */
export function Column({ block, children }: { block: Block; children: ReactNode }) {
  const { t } = useWords();
  const sending = useIntakeView().phase.at === 'sending';
  const headingId = `intake-block-${block}`;
  return (
    <section
      className={classes.column}
      aria-labelledby={headingId}
      data-block={digits[block]}
      inert={sending && block !== 'outcome'}
    >
      <header className={classes.columnHead}>
        <h2 id={headingId}>{t(`intake.block.${block}`)}</h2>
        <kbd>Alt {digits[block]}</kbd>
      </header>
      <div className={classes.columnBody}>{children}</div>
    </section>
  );
}
