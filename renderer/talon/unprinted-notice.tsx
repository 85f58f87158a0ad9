import { Link } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import classes from './talon.module.css';
import { forgetUnprinted, useUnprinted } from './unprinted.ts';

/** Over every screen: talons that were to be printed at once and did not come out after the clerk had gone on. */
export function UnprintedNotice() {
  const { t, groupNumber } = useWords();
  const numbers = useUnprinted();
  return (
    <div role="status">
      {numbers.map((number) => (
        <p key={number} className={classes.unprinted}>
          {t('talonPanel.unprinted', { number: groupNumber(number) })}{' '}
          <Link to="/papers/$number" params={{ number }} onClick={() => forgetUnprinted(number)}>
            {t('intake.result.open')}
          </Link>
        </p>
      ))}
    </div>
  );
}
