import { useEffect, useState } from 'react';
import type { WordKey } from '../../shared/words/words.ts';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

/** A break that is over before anybody notices is not worth a word. */
const QUIET_MS = 700;

/** A sentence over the screen that does not stop the hands. */
export function Banner({ word }: { word: WordKey }) {
  const { t } = useWords();
  const [quiet, setQuiet] = useState(true);
  useEffect(() => {
    const timer = window.setTimeout(() => setQuiet(false), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className={classes.bannerPlace} role="status">
      {!quiet && <p className={classes.banner}>{t(word)}</p>}
    </div>
  );
}
