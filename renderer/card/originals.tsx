import type { Card } from '../../shared/contract/shapes.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { EntryFields } from './entry-fields.tsx';
import { entryGroups, readEntry } from './entry-view.ts';
import { Event } from './history.tsx';

/**
 * What stood here before another entry counted, the registry's: whole, folded away, at this computer alone. What was done on that is in the paper,
 * or is shown here: as what still comes, or as what somebody has to do again.
 */
export function Originals({ card }: { card: Card }) {
  const speech = useWords();
  const { directory, law, subjects } = useDirectory();
  const { zone } = directory.body;
  return card.originals.map((original) => {
    const entry = readEntry(original);
    return (
      entry && (
        <details key={original.line} className={classes.original}>
          <summary>
            {speech.t('card.original', { at: speech.formatInstant(original.at, zone) })}
            {original.lacking.length > 0 && ` ${speech.t('card.originalLacking', { count: original.lacking.length })}`}
          </summary>
          <EntryFields groups={entryGroups(entry, entry, undefined, { speech, law, subjects })} />
          {original.lacking.length > 0 && (
            <ol className={classes.history}>
              {original.lacking.map((event) => (
                <Event key={event.id} event={event} card={card} />
              ))}
            </ol>
          )}
        </details>
      )
    );
  });
}
