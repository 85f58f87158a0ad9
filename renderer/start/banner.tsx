import { useEffect, useState } from 'react';
import type { WordKey } from '../../shared/words/words.ts';
import { inBrowser } from '../client/connection.ts';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

/** A break that is over before anybody notices is not worth a word. */
const QUIET_MS = 700;
/** After so long a browser's page may be one that its host no longer knows. */
const LONG_MS = 20_000;

type Props = {
  word: WordKey;
  /** What is said instead when a browser's page waits long. */
  later?: WordKey;
};

/** A sentence over the screen that does not stop the hands. */
export function Banner({ word, later }: Props) {
  const { t } = useWords();
  const [said, setSaid] = useState<WordKey>();
  useEffect(() => {
    const timers = [window.setTimeout(() => setSaid(word), QUIET_MS)];
    if (later && inBrowser()) timers.push(window.setTimeout(() => setSaid(later), LONG_MS));
    return () => timers.forEach(window.clearTimeout);
  }, [word, later]);
  return (
    <div className={classes.bannerPlace} role="status">
      {said && <p className={classes.banner}>{t(said)}</p>}
    </div>
  );
}
