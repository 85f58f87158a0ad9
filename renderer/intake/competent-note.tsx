import { IconArrowRight } from '@tabler/icons-react';
import { useWords } from '../words.tsx';
import classes from './outcome.module.css';
import { intake, matterNow, useMatter, useTyped } from './use-intake.ts';

/** «This is for …»: citizens do not know whom to write to, so the clerk can say it at once. One key addresses the paper there. */
export function CompetentNote() {
  const { t, both } = useWords();
  const { competent } = useMatter();
  const isOther = useTyped((form) => form['paper.addressee.own'] === 'other');
  return (
    <div aria-live="polite" className={classes.offers}>
      {competent && !isOther && (
        <div className={classes.offer}>
          <p className={classes.listTitle}>
            <IconArrowRight size={14} aria-hidden /> {t(`intake.competent.${competent.because}`)}
          </p>
          <p className={classes.offerLine}>{both(competent.name)}</p>
          <div className={classes.offerButtons}>
            <button type="button" className={classes.fill} onClick={() => addressTo(both(competent.name))}>
              <kbd>F7</kbd> {t('intake.competent.address')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

function addressTo(name: string): void {
  intake.fill({ 'paper.addressee.own': 'other', 'paper.addressee.body': name });
}

/** F7: whether there was a body to address. */
export function addressToCompetent(both: (name: { kk: string; ru: string }) => string): boolean {
  const { competent } = matterNow();
  if (!competent || intake.form()['paper.addressee.own'] === 'other') return false;
  addressTo(both(competent.name));
  return true;
}
