import type { Card, Print } from '../../shared/contract/shapes.ts';
import { valueWord } from '../parts/value-words.ts';
import type { Speech } from '../speech.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';

/** What was printed of the paper at this computer: the original first, then each duplicate. */
export function Prints({ card }: { card: Card }) {
  const speech = useWords();
  const { t } = speech;
  const { zone } = useDirectory().directory.body;
  if (card.prints.length === 0) return null;
  return (
    <section className={classes.block}>
      <h2 className={classes.blockTitle}>{t('card.print.title')}</h2>
      <ol className={classes.prints}>
        {card.prints.map((print) => (
          <li key={`${print.at} ${print.format} ${print.letter?.letter}`}>
            <time className="figures" dateTime={print.at}>
              {speech.formatInstant(print.at, zone)}
            </time>
            <span>
              {t(print.duplicate ? 'card.print.duplicate' : 'card.print.original')} · {thing(print, speech)} ·{' '}
              {t(`card.print.way.${print.way}`)}
              <span className={classes.who}>{print.by.name}</span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function thing({ format, letter }: Print, speech: Speech): string {
  return letter ? speech.t(`letters.kind.${letter.letter}`) : valueWord(speech, 'talonFormat', format);
}
