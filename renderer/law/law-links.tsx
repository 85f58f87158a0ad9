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
