import { useMemo } from 'react';
import type { Pick } from '../inputs/pick-input.tsx';
import classes from '../inputs/picks.module.css';
import { isAwaited } from '../inputs/places-found.ts';
import { useAskedPlaces } from '../inputs/use-found-places.ts';
import { useWords } from '../words.tsx';
import { PickField } from './pick-field.tsx';
import { intake, placesOfForm, useTyped } from './use-intake.ts';

/**
 * The place by the classifier, found as it is typed; with nothing typed those that were used lately. Any other text may stand there:
 * Enter takes only a place that is surely meant.
 */
export function PlaceField() {
  const { t, both } = useWords();
  const typed = useTyped((form) => form['applicant.place']);
  const code = useTyped((form) => form['applicant.place.id']);
  const found = useAskedPlaces(placesOfForm, typed, code);
  const { text, places } = found;
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
      awaits={isAwaited(found, typed, code)}
      marksFirst={places[0]?.isMeant ?? false}
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
