import { Link } from '@tanstack/react-router';
import { Part } from '../parts/part.tsx';
import { useWords } from '../words.tsx';
import classes from './law.module.css';

/** From the desk to the calendar and the terms by which the office works. */
export function LawLinks() {
  const { t } = useWords();
  return (
    <Part title={t('law.link.title')} what={t('law.link.what')}>
      <p className={classes.links}>
        <Link to="/desk/days">{t('law.link.days')}</Link>
        <Link to="/desk/terms">{t('law.link.terms')}</Link>
      </p>
    </Part>
  );
}

/** From each of the two screens to the desk and to the other; so that there is something to go to by keyboard, also where nothing may be changed. */
export function OtherScreen({ to }: { to: '/desk/days' | '/desk/terms' }) {
  const { t } = useWords();
  return (
    <span className={classes.links}>
      <Link to="/desk">{t('app.nav.desk')}</Link>
      {to === '/desk/days' ? (
        <Link to="/desk/days">{t('law.link.days')}</Link>
      ) : (
        <Link to="/desk/terms">{t('law.link.terms')}</Link>
      )}
    </span>
  );
}
