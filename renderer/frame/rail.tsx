import {
  IconArrowsExchange,
  IconBook,
  IconCalendar,
  IconDeviceDesktopCog,
  IconFilePlus,
  IconShieldLock,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import classes from './frame.module.css';

const active = { 'data-active': true };

/** Where one can go; only what there is. Below 1200 px the words give way to the icons. */
export function Rail() {
  const { t } = useWords();
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
      <Link to="/new" className={classes.railLink} activeProps={active} title={t('app.nav.new')}>
        <IconFilePlus size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.newShort')}</span>
        <kbd>F2</kbd>
      </Link>
      <Link to="/papers" className={classes.railLink} activeProps={active} title={t('app.nav.papers')}>
        <IconBook size={18} aria-hidden />
        <span className={classes.railText}>{t('app.nav.papers')}</span>
        <kbd>F3</kbd>
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
