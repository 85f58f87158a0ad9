import { useEffect, useState } from 'react';
import type { WordKey } from '../../shared/words/words.ts';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

/** Long enough that a start of usual length shows no text flashing by. */
const QUIET_MS = 400;

export function Waiting({ word }: { word: WordKey }) {
  const { t } = useWords();
  const [quiet, setQuiet] = useState(true);
  useEffect(() => {
    const timer = window.setTimeout(() => setQuiet(false), QUIET_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <div className={classes.waiting} role="status">
      {!quiet && t(word)}
    </div>
  );
}
