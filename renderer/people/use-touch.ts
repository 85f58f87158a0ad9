import { useEffect } from 'react';
import { office } from '../client/connection.ts';

/** The office is told no more often: a desk locks itself by minutes. Milliseconds. */
const BETWEEN_MS = 15_000;

/** Tells the office that somebody works here, as long as somebody is signed in. */
export function useTouch(isSignedIn: boolean): void {
  useEffect(() => {
    if (!isSignedIn) return;
    let told = 0;
    const touch = () => {
      if (performance.now() - told < BETWEEN_MS && told > 0) return;
      told = performance.now();
      void office.session.touch().catch(() => undefined);
    };
    const events = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, touch, { capture: true, passive: true });
    return () => {
      for (const event of events) window.removeEventListener(event, touch, { capture: true });
    };
  }, [isSignedIn]);
}
