import { Link } from '@tanstack/react-router';
import type { Card } from '../../shared/contract/shapes.ts';
import { useLive } from '../client/use-live.ts';
import { useWords } from '../words.tsx';
import classes from './card.module.css';

/** Letters that fit the paper as it stands, the one that is due first: each a way to where it is looked at and printed. */
export function Letters({ card }: { card: Card }) {
  const { t, formatDate } = useWords();
  const { number } = card.row;
  const { value } = useLive((client, signal) => client.letters.ofPaper({ number }, { signal }), [number]);
  if (!value) return null;
  return (
    <section className={classes.block}>
      <h2 className={classes.blockTitle}>{t('letters.title')}</h2>
      {value.fitting.length === 0 && <p className={classes.reason}>{t('letters.panel.none')}</p>}
      <ul className={classes.letters}>
        {value.fitting.map(({ letter, about, to, by }) => (
          <li key={`${letter} ${about}`}>
            <Link to="/papers/$number/letter" params={{ number }} search={{ letter, about }}>
              {t(`letters.kind.${letter}`)}
            </Link>
            {to !== '' && <span className={classes.who}>{t('letters.panel.to', { body: to })}</span>}
            {by !== '' && <span className={classes.who}>{t('letters.panel.by', { date: formatDate(by) })}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
