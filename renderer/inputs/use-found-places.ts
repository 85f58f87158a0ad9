import { useEffect, useState } from 'react';
import type { PlaceFound } from '../../shared/contract/places.ts';
import { office } from '../client/connection.ts';
import { useDirectory } from '../state/directory.tsx';

const MOST_FOUND = 9;
/** Longer than any place with all that is around it. */
const LONGEST_ASKED = 120;
/** What was asked, and what was found for it. */
type Found = { text: string; places: readonly PlaceFound[] };
const none: Found = { text: '', places: [] };

/**
 * The newest answer to what is typed, with nothing typed the places used lately; an answer that comes late is dropped. Nothing is asked
 * for a place that was picked.
 */
export function useFoundPlaces(typed: string, code: string): Found {
  const { used } = useDirectory().directory;
  const [found, setFound] = useState(none);
  const text = code === '' ? typed.trim().slice(0, LONGEST_ASKED) : undefined;
  useEffect(() => {
    const end = new AbortController();
    const settle = (next: Found) => {
      if (!end.signal.aborted) setFound(next);
    };
    if (text === undefined || !used) settle(none);
    else
      office.places.find({ text, limit: MOST_FOUND }, { signal: end.signal }).then(
        (places) => settle({ text, places }),
        () => settle(none),
      );
    return () => end.abort();
  }, [text, used]);
  return found;
}
