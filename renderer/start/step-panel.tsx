import { Button, Progress } from '@mantine/core';
import type { Step } from '../../shared/contract/safety.ts';
import { office } from '../client/connection.ts';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

/** What keeps the office waiting, counted. */
export function StepPanel({ step: { doing, done, total } }: { step: Step }) {
  const { t, formatNumber } = useWords();
  const known = total > 0;
  const name = t(`start.step.${doing}`);
  return (
    <section className={classes.panel}>
      <h1 className={classes.title}>{name}</h1>
      <Progress.Root size="lg">
        <Progress.Section value={known ? Math.min(100, (100 * done) / total) : 0} aria-label={name} />
      </Progress.Root>
      <p className={classes.counted} role="status">
        {known ? t('start.step.counted', { done: formatNumber(done), total: formatNumber(total) }) : '\u00a0'}
      </p>
      <p className={classes.lead}>{t('start.step.stay')}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void office.office.stop().catch(() => undefined)}>
          {t('start.step.stop')}
        </Button>
      </div>
    </section>
  );
}
