import fields from '../inputs/field.module.css';
import { Screen } from '../parts/screen.tsx';
import { useMay } from '../people/use-may.ts';
import { useWords } from '../words.tsx';
import classes from './intake.module.css';
import { IntakeForm } from './intake-form.tsx';
import { ResultPanel } from './result-panel.tsx';
import { useIntakeView } from './use-intake.ts';

/** F2: takes a paper, registers it, shows its number and its talon. */
export function IntakeScreen() {
  const { t } = useWords();
  const { draft, phase } = useIntakeView();
  const may = useMay('register');
  if (!may)
    return (
      <Screen title={t('intake.title')}>
        <p>{t('intake.notYours')}</p>
      </Screen>
    );
  return (
    <div className={classes.screen}>
      <h1 className={fields.hidden}>{t('intake.title')}</h1>
      {phase.at === 'registered' ? (
        <ResultPanel answer={phase.answer} intake={phase.intake} />
      ) : (
        <IntakeForm key={draft} />
      )}
    </div>
  );
}
