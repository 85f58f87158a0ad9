import { useEffect, useMemo, useState } from 'react';
import type { PlaceFound } from '../../shared/contract/places.ts';
import { office } from '../client/connection.ts';
import type { Pick } from '../inputs/pick-input.tsx';
import classes from '../inputs/picks.module.css';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { PickField } from './pick-field.tsx';
import { intake, useTyped } from './use-intake.ts';

const MOST_FOUND = 9;
/** Longer than any place with all that is around it. */
const LONGEST_ASKED = 120;
/** What was asked, and what was found for it. */
type Found = { text: string; places: readonly PlaceFound[] };
const none: Found = { text: '', places: [] };

/** The place by the classifier, found as it is typed; with nothing typed those that were used lately. Any other text may stand there. */
export function PlaceField() {
  const { t, both } = useWords();
  const typed = useTyped((form) => form['applicant.place']);
  const code = useTyped((form) => form['applicant.place.id']);
  const { text, places } = useFoundPlaces(typed, code);
  const picks = useMemo(
    () => places.map((place): Pick => ({ key: place.code, label: both(place.name), detail: both(place.within) })),
    [places, both],
  );
  const pick = (chosen: string) => {
    const place = places.find((one) => one.code === chosen);
    if (!place) return;
    const whole = [both(place.name), both(place.within)].filter((part) => part !== '').join(', ');
    intake.fill({ 'applicant.place': whole, 'applicant.place.id': place.code });
  };
  return (
    <PickField
      path="applicant.place"
      picks={picks}
      question={text}
      onPick={pick}
      heading={typed.trim() === '' ? t('intake.place.recent') : t('intake.place.found')}
      opensEmpty
      placeholder={t('intake.example.place')}
      note={
        typed.trim() !== '' && (
          <span className={classes.placeNote} data-known={code !== '' || undefined}>
            {code !== '' ? t('intake.place.known', { code }) : t('intake.place.free')}
          </span>
        )
      }
    />
  );
}

/**
 * The newest answer to what is typed, with nothing typed the places used lately; an answer that comes late is dropped. Nothing is asked
 * for a place that was picked.
 */
function useFoundPlaces(typed: string, code: string): Found {
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
