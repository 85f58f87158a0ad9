import { Link } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';

const active = { 'data-active': true };

/** The two screens of letters: lists of papers that leave the desk, and the texts of letters. */
export function Tabs() {
  const { t } = useWords();
  return (
    <nav className={classes.tabs} aria-label={t('letters.title')}>
      <Link to="/letters" className={classes.tab} activeProps={active} activeOptions={{ exact: true }}>
        {t('letters.lists')}
      </Link>
      <Link to="/letters/texts" className={classes.tab} activeProps={active}>
        {t('letters.texts')}
      </Link>
    </nav>
  );
}
