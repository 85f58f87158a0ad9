import { useNow } from '../clock.ts';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './frame.module.css';

/** From this many numbers on, what is left of the year's 999,999 is said. */
const FEW_NUMBERS = 10_000;

/** How things stand, in sentences. Nothing blinks. */
export function StatusLine() {
  const { t, formatInstant } = useWords();
  const { directory } = useDirectory();
  const desk = useDesk();
  const { zone } = directory.body;
  return (
    <footer className={classes.status}>
      <span className={classes.statusText} title={t('app.status.alone')}>
        <span className={classes.dot} aria-hidden />
        {t('app.status.aloneShort')}
      </span>
      <span className={classes.statusItem}>{t('app.status.today', { count: desk.today })}</span>
      {desk.numbersLeft < FEW_NUMBERS && (
        <span className={classes.warning}>{t('app.status.numbersLeft', { count: desk.numbersLeft })}</span>
      )}
      <span role="status">
        {desk.clockBehind && (
          <span className={classes.warning}>
            {t('app.status.clockBehind', { at: formatInstant(desk.lastAcceptedAt, zone) })}
          </span>
        )}
      </span>
      <span className={classes.statusEnd}>
        {desk.sample && <span title={t('app.status.sampleLong')}>{t('app.status.sample')} · </span>}
        {t('app.status.desk', { desk: desk.desk })} · <Clock zone={zone} />
      </span>
    </footer>
  );
}

function Clock({ zone }: { zone: string }) {
  const { formatInstant } = useWords();
  const now = useNow();
  return (
    <time className="figures" dateTime={now}>
      {formatInstant(now, zone)}
    </time>
  );
}
