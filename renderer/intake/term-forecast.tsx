import type { Law } from '../../shared/domain/law/law.ts';
import { registrationDay } from '../../shared/domain/law/registration-day.ts';
import { termOf } from '../../shared/domain/law/terms.ts';
import { dateIn } from '../../shared/words/forms.ts';
import { useNow } from '../clock.ts';
import { useDirectory } from '../state/directory.tsx';
import { termReason } from '../term-words.ts';
import { useWords } from '../words.tsx';
import classes from './outcome.module.css';
import { useTyped } from './use-intake.ts';

/** The term that would run if the paper were registered now, and why. */
export function TermForecast() {
  const words = useWords();
  const { t, formatDate } = words;
  const { directory, law } = useDirectory();
  const kind = useTyped((form) => form['paper.kind']);
  const { zone } = directory.body;
  const now = useNow();
  const today = dateIn(now, zone);
  const { registeredOn, why } = registrationDay(now, zone, law);
  const term = knownTerm(kind, registeredOn, law);
  const reason = term && termReason(term, today, law, words);
  return (
    <div className={classes.term}>
      {term && (
        <>
          <span className={classes.termLabel}>{t('intake.outcome.lastDay')}</span>
          <strong className={classes.dueOn}>{formatDate(term.dueOn)}</strong>
        </>
      )}
      {why !== 'sameDay' && (
        <p className={classes.postponed}>{t(`intake.outcome.${why}`, { date: formatDate(registeredOn) })}</p>
      )}
      {reason ? (
        <ul className={classes.reasons}>
          {reason.parts.map((part) => (
            <li key={part}>{part}</li>
          ))}
        </ul>
      ) : (
        <p>{t('intake.outcome.noTerm')}</p>
      )}
      {reason && reason.caveat !== '' && <p className={classes.caveat}>{reason.caveat}</p>}
    </div>
  );
}

function knownTerm(kind: string, registeredOn: string, law: Law) {
  return law.kindOf(kind) ? termOf(kind, registeredOn, law) : undefined;
}
