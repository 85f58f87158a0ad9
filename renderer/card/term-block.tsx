import type { Card } from '../../shared/contract/shapes.ts';
import { useToday } from '../clock.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { termLines } from './term-view.ts';

/** The last day, how far off it is, and why it is that day. */
export function TermBlock({ card: { row, present } }: { card: Card }) {
  const speech = useWords();
  const { directory, law } = useDirectory();
  const today = useToday(directory.body.zone);
  const { kind, registeredOn, dueOn } = row;
  const lines = termLines({ kind, registeredOn, dueOn, withCheck: present.state.withCheck }, today, law, speech);
  return (
    <section className={classes.block}>
      <h2 className={classes.blockTitle}>{speech.t('card.term')}</h2>
      <div className={classes.due}>
        <DeadlineMark paper={row} today={today} />
      </div>
      {lines.map((line) => (
        <p key={line} className={classes.reason}>
          {line}
        </p>
      ))}
    </section>
  );
}
