import { useEffect, useState } from 'react';
import { dateIn } from '../shared/words/forms.ts';

/** The computer's clock: the only place of the page that reads it. */
export function now(): string {
  return new Date().toISOString();
}

/** The present instant, drawn anew at every full minute. */
export function useNow(): string {
  const [instant, setInstant] = useState(now);
  useEffect(() => {
    let timer = 0;
    const wait = () => {
      timer = window.setTimeout(
        () => {
          setInstant(now());
          wait();
        },
        60_000 - (Date.now() % 60_000) + 20,
      );
    };
    wait();
    return () => window.clearTimeout(timer);
  }, []);
  return instant;
}

/** Today's calendar date in a zone, `2026-12-01`; changes at midnight. */
export function useToday(zone: string): string {
  return dateIn(useNow(), zone);
}
