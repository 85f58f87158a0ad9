import type { Row } from '../../shared/contract/shapes.ts';
import { termOf } from '../../shared/domain/law/terms.ts';
import { useToday } from '../clock.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { useDirectory } from '../state/directory.tsx';
import { termReason } from '../term-words.ts';
import { useWords } from '../words.tsx';
import classes from './card.module.css';

/** The last day, how far off it is, and why it is that day. */
export function TermBlock({ row }: { row: Row }) {
  const speech = useWords();
  const { directory, law } = useDirectory();
  const today = useToday(directory.body.zone);
  const known = row.dueOn !== '' && law.kindOf(row.kind) !== undefined;
  const term = known && termOf(row.kind, row.registeredOn, law);
  const reason = term && termReason(term, today, law, speech);
  return (
    <section className={classes.block}>
      <h2 className={classes.blockTitle}>{speech.t('card.term')}</h2>
      <div className={classes.due}>
        <DeadlineMark paper={row} today={today} />
      </div>
      {reason && (
        <>
          <p className={classes.reason}>{reason.sentence}</p>
          {term && term.dueOn !== row.dueOn && (
            <p className={classes.reason}>{speech.t('term.later', { date: speech.formatDate(row.dueOn) })}</p>
          )}
          {reason.caveat !== '' && <p className={classes.reason}>{reason.caveat}</p>}
        </>
      )}
    </section>
  );
}
