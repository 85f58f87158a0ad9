import { IconArrowRight } from '@tabler/icons-react';
import { useKeys } from '../../frame/use-keys.ts';
import { useWords } from '../../words.tsx';
import classes from './actions.module.css';
import { useCompetent } from './use-competent.ts';

type Props = { subject: string; place: string; onTake: (name: string) => void };

/** Of a redirection: the body that decides the paper's subject where the applicant lives, taken by one key. Nothing is said where it is this body's. */
export function CompetentHint({ subject, place, onTake }: Props) {
  const { t, both } = useWords();
  const competent = useCompetent(subject, place);
  const take = () => competent && onTake(both(competent.name));
  useKeys({ F7: () => void take() });
  if (!competent) return null;
  return (
    <p className={classes.hint}>
      <IconArrowRight size={14} aria-hidden /> {t(`intake.competent.${competent.because}`)}: {both(competent.name)}{' '}
      <button type="button" className={classes.take} onClick={take}>
        <kbd>F7</kbd> {t('intake.competent.address')}
      </button>
    </p>
  );
}
