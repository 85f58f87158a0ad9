import type { Card } from '../../shared/contract/shapes.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { historyLine } from './history-view.ts';

/** What happened to the paper, the newest below: when, what, who, at which desk. */
export function History({ card }: { card: Card }) {
  const speech = useWords();
  const { t } = speech;
  const { directory, law } = useDirectory();
  const placeWord = (site: string) => t(/^\d{2}$/.test(site) ? 'history.desk' : 'history.site', { site });
  return (
    <section className={classes.block}>
      <h2 className={classes.blockTitle}>{t('history.title')}</h2>
      <ol className={classes.history}>
        {card.history.map((event) => {
          const line = historyLine(event, speech, law);
          return (
            <li key={event.id} data-effect={event.effect}>
              <time className="figures" dateTime={event.at}>
                {speech.formatInstant(event.at, directory.body.zone)}
              </time>
              <p className={classes.what}>{line.what}</p>
              {line.details.map(({ label, value }) => (
                <p key={label} className={classes.detail}>
                  {label}: {value}
                </p>
              ))}
              <p className={classes.who}>
                {event.by.name}, {speech.both(event.by.post)} · {placeWord(event.site)}
              </p>
              {line.remark !== '' && <p className={classes.remark}>{line.remark}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
