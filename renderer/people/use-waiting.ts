import { useEffect, useState } from 'react';
import { now } from '../clock.ts';

/** Whole seconds until an instant, counted down; 0 when it has passed, or for ''. */
export function useWaiting(until: string): number {
  const left = () => (until === '' ? 0 : Math.max(0, Math.ceil((Date.parse(until) - Date.parse(now())) / 1_000)));
  const [, draw] = useState(0);
  const seconds = left();
  const isWaiting = seconds > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = window.setInterval(() => draw((drawn) => drawn + 1), 500);
    return () => window.clearInterval(timer);
  }, [isWaiting]);
  return seconds;
}
