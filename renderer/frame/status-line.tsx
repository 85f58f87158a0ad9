import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { NEARLY_FULL } from '../../shared/domain/number/paper-number.ts';
import { office } from '../client/connection.ts';
import { useNow } from '../clock.ts';
import { Reminder } from '../control/reminder.tsx';
import { stateSentence } from '../exchange/state-words.ts';
import { useSyncStatus } from '../exchange/use-sync.ts';
import { clockBehind } from '../parts/clock-behind.ts';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './frame.module.css';

/** How things stand with the registry; the page behind it tells more. A change for the worse is read out. */
function SyncLine() {
  const words = useWords();
  const status = useSyncStatus().value;
  useNetworkBack();
  if (!status) return null;
  const { text, tone } = stateSentence(words, status);
  return (
    <Link to="/exchange" className={classes.syncLine} data-tone={tone} title={words.t('exchange.more')}>
      <span className={classes.dot} aria-hidden />
      <span role={tone === 'alert' ? 'alert' : undefined} className={classes.statusText}>
        {text}
      </span>
    </Link>
  );
}

/** The system says that there is a network again: the registry is tried at once instead of in a minute. */
function useNetworkBack(): void {
  useEffect(() => {
    const retry = () => void office.sync.retry().catch(() => undefined);
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, []);
}

/** How things stand, in sentences. Nothing blinks. */
export function StatusLine() {
  const { t, formatInstant } = useWords();
  const { directory } = useDirectory();
  const desk = useDesk();
  const { zone } = directory.body;
  const now = useNow();
  return (
    <footer className={classes.status}>
      <SyncLine />
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
      <div className={classes.reminding}>
        <Reminder />
      </div>
      <span className={classes.statusEnd}>
        {desk.sample && <span title={t('app.status.sampleLong')}>{t('app.status.sample')} · </span>}
        {desk.desk === '' ? t('app.status.noDesk') : t('app.status.desk', { desk: desk.desk })} ·{' '}
        <time className="figures" dateTime={now}>
          {formatInstant(now, zone)}
        </time>
      </span>
    </footer>
  );
}
