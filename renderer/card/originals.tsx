import type { Card } from '../../shared/contract/shapes.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { EntryFields } from './entry-fields.tsx';
import { entryGroups, readEntry } from './entry-view.ts';

/**
 * What stood here before another entry counted, the registry's: whole, folded away, at this computer alone. What was done on that is in the paper,
 * or is said to be not there yet.
 */
export function Originals({ card: { originals } }: { card: Card }) {
  const speech = useWords();
  const { directory, law, subjects } = useDirectory();
  const { zone } = directory.body;
  return originals.map((original) => {
    const entry = readEntry(original);
    return (
      entry && (
        <details key={original.line} className={classes.original}>
          <summary>
            {speech.t('card.original', { at: speech.formatInstant(original.at, zone) })}
            {original.waiting > 0 && ` ${speech.t('card.originalWaiting', { count: original.waiting })}`}
          </summary>
          <EntryFields groups={entryGroups(entry, entry, undefined, { speech, law, subjects })} />
        </details>
      )
    );
  });
}
