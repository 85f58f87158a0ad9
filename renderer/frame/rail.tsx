import {
  IconArrowsExchange,
  IconBook,
  IconCalendar,
  IconDeviceDesktopCog,
  IconFilePlus,
  IconListCheck,
  IconMail,
  IconShieldLock,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useLive } from '../client/use-live.ts';
import { useMay } from '../people/use-may.ts';
import { useWords } from '../words.tsx';
import classes from './frame.module.css';

const active = { 'data-active': true };

/** Where one can go; only what there is for whoever works here. Below 1200 px the words give way to the icons. */
export function Rail() {
  const { t } = useWords();
  const takesPapers = useMay('register');
  return (
    <nav className={classes.rail} aria-label={t('app.nav.label')}>
      <Link
        to="/"
        className={classes.railLink}
        activeProps={active}
        activeOptions={{ exact: true }}
        title={t('app.nav.today')}
      >
        <IconCalendar size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.today')}</span>
      </Link>
      {takesPapers && (
        <Link to="/new" className={classes.railLink} activeProps={active} title={t('app.nav.new')}>
          <IconFilePlus size={18} aria-hidden />
          <span className={classes.railText}>{t('app.nav.newShort')}</span>
          <kbd>F2</kbd>
        </Link>
      )}
      <Link to="/papers" className={classes.railLink} activeProps={active} title={t('app.nav.papers')}>
        <IconBook size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.papers')}</span>
        <kbd>F3</kbd>
      </Link>
      <Link to="/control" className={classes.railLink} activeProps={active} title={t('app.nav.control')}>
        <IconListCheck size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.control')}</span>
        <DueCount />
        <kbd>F6</kbd>
      </Link>
      <Link to="/letters" className={classes.railLink} activeProps={active} title={t('app.nav.letters')}>
        <IconMail size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.letters')}</span>
      </Link>
      <Link
        to="/exchange"
        className={`${classes.railLink} ${classes.railEnd}`}
        activeProps={active}
        title={t('app.nav.exchange')}
      >
        <IconArrowsExchange size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.exchange')}</span>
      </Link>
      <Link to="/staff" className={classes.railLink} activeProps={active} title={t('app.nav.staff')}>
        <IconUsersGroup size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.staff')}</span>
      </Link>
      <Link to="/safety" className={classes.railLink} activeProps={active} title={t('app.nav.safety')}>
        <IconShieldLock size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.safetyShort')}</span>
      </Link>
      <Link to="/desk" className={classes.railLink} activeProps={active} title={t('app.nav.desk')}>
        <IconDeviceDesktopCog size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.desk')}</span>
      </Link>
    </nav>
  );
}

/** How many papers are late or due today, of those that whoever works here looks after; quiet when there are none. */
function DueCount() {
  const { t, formatNumber } = useWords();
  const { value } = useLive((client, signal) => client.control.watch({}, { signal }), []);
  const count = value ? value.counts.overdue + value.counts.today : 0;
  if (count === 0) return null;
  return (
    <span className={`${classes.railCount} figures`} role="img" aria-label={t('app.nav.due', { count })}>
      {count > MOST_SHOWN ? `${formatNumber(MOST_SHOWN)}+` : formatNumber(count)}
    </span>
  );
}

const MOST_SHOWN = 999;
