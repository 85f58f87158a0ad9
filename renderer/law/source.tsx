import { useWords } from '../words.tsx';
import classes from './law.module.css';

type Sourced = { article: { kk: string; ru: string }; toBeChecked: boolean };

/** Where a rule stands in the law, and whether somebody has to look it up there. */
export function Source({ of: { article, toBeChecked } }: { of: Sourced }) {
  const { both } = useWords();
  return (
    <span className={classes.source}>
      {both(article)}
      {toBeChecked && <ToBeChecked />}
    </span>
  );
}

export function ToBeChecked() {
  const { t } = useWords();
  return <span className={classes.toBeChecked}>{t('law.terms.toBeChecked')}</span>;
}
