import { Link } from '@tanstack/react-router';
import { useAppState } from '../state/app-state.ts';
import { useWords } from '../words.tsx';
import classes from './safety.module.css';
import { useKeysState } from './use-safety.ts';

/** Says so for as long as no sheet with the recovery code lies in the safe; nothing in the demo. */
export function SheetReminder() {
  const { t } = useWords();
  const { value: app } = useAppState();
  const keys = useKeysState().value;
  if (!keys || app?.phase !== 'ready' || app.demo || keys.recovery?.confirmed) return null;
  return (
    <section className={classes.reminder}>
      <p className={classes.askedText}>{t(keys.recovery ? 'safety.reminder.text' : 'safety.reminder.none')}</p>
      <Link to={keys.recovery ? '/safety/sheet' : '/safety'}>
        {t(keys.recovery ? 'safety.reminder.open' : 'safety.reminder.make')}
      </Link>
    </section>
  );
}
