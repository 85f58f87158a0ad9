import { NEARLY_FULL } from '../../shared/domain/number/paper-number.ts';
import { useNow } from '../clock.ts';
import { clockBehind } from '../parts/clock-behind.ts';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './frame.module.css';

/** How things stand, in sentences. Nothing blinks. */
export function StatusLine() {
  const { t, formatInstant } = useWords();
  const { directory } = useDirectory();
  const desk = useDesk();
  const { zone } = directory.body;
  const now = useNow();
  return (
    <footer className={classes.status}>
      <span className={classes.statusText} title={t('app.status.alone')}>
        <span className={classes.dot} aria-hidden />
        {t('app.status.aloneShort')}
      </span>
      <span className={classes.statusItem}>{t('app.status.today', { count: desk.today })}</span>
      {desk.numbersLeft < NEARLY_FULL && (
        <span className={classes.warning}>{t('app.status.numbersLeft', { count: desk.numbersLeft })}</span>
      )}
      <span role="status">
        {clockBehind(desk, now) && (
          <span className={classes.warning}>
            {t('app.status.clockBehind', { at: formatInstant(desk.lastAcceptedAt, zone) })}
          </span>
        )}
      </span>
      <span className={classes.statusEnd}>
        {desk.sample && <span title={t('app.status.sampleLong')}>{t('app.status.sample')} · </span>}
        {t('app.status.desk', { desk: desk.desk })} ·{' '}
        <time className="figures" dateTime={now}>
          {formatInstant(now, zone)}
        </time>
      </span>
    </footer>
  );
}
