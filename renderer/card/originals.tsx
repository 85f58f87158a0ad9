import type { Card } from '../../shared/contract/shapes.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './card.module.css';
import { EntryFields } from './entry-fields.tsx';
import { entryGroups, readEntry } from './entry-view.ts';

/** What stood in the paper before the registry would not have it: whole, folded away, at this computer alone. */
export function Originals({ card: { originals, history } }: { card: Card }) {
  const speech = useWords();
  const { directory, law, subjects } = useDirectory();
  const { zone } = directory.body;
  return originals.map((original) => {
    const entry = readEntry(original);
    const at = history.find(({ id }) => id === original.line)?.at ?? '';
    return (
      entry && (
        <details key={original.line} className={classes.original}>
          <summary>{speech.t('card.original', { at: speech.formatInstant(at, zone) })}</summary>
          <EntryFields groups={entryGroups(entry, entry, undefined, { speech, law, subjects })} />
        </details>
      )
    );
  });
}
