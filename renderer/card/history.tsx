import type { Card, Move, PaperEvent } from '../../shared/contract/shapes.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { historyItems, historyLine, moveLine } from './history-view.ts';

/** What happened to the paper, the newest below: when, what, who, at which desk. */
export function History({ card }: { card: Card }) {
  const { t } = useWords();
  return (
    <section className={classes.block}>
      <h2 className={classes.blockTitle}>{t('history.title')}</h2>
      <ol className={classes.history}>
        {historyItems(card).map((item) =>
          'event' in item ? (
            <Event key={item.event.id} event={item.event} card={card} />
          ) : (
            <Moved key={item.move.at} move={item.move} />
          ),
        )}
      </ol>
    </section>
  );
}

/** One line: of the paper, or of what lies beside it. */
export function Event({ event, card: { originals, present } }: { event: PaperEvent; card: Card }) {
  const speech = useWords();
  const { law, subjects } = useDirectory();
  const { what, details, remark } = historyLine(
    event,
    { speech, law, subjects, registeredOn: present.state.registeredOn },
    originals,
  );
  const place = speech.t(/^\d{2}$/.test(event.site) ? 'history.desk' : 'history.site', { site: event.site });
  return (
    <li data-effect={event.effect}>
      <When at={event.at} />
      <What what={what} details={details} />
      <p className={classes.who}>
        {event.by.name}, {speech.both(event.by.post)} · {place}
      </p>
      {remark !== '' && <p className={classes.remark}>{remark}</p>}
    </li>
  );
}

/** Nobody's doing, and not in the log: it follows from newer law. */
function Moved({ move }: { move: Move }) {
  const { what, details } = moveLine(move, useWords());
  return (
    <li data-effect="derived">
      <When at={move.at} />
      <What what={what} details={details} />
    </li>
  );
}

function When({ at }: { at: string }) {
  const { formatInstant } = useWords();
  const { directory } = useDirectory();
  return (
    <time className="figures" dateTime={at}>
      {formatInstant(at, directory.body.zone)}
    </time>
  );
}

function What({ what, details }: { what: string; details: { label: string; value: string }[] }) {
  return (
    <>
      <p className={classes.what}>{what}</p>
      {details.map(({ label, value }) => (
        <p key={label} className={classes.detail}>
          {label}: {value}
        </p>
      ))}
    </>
  );
}
