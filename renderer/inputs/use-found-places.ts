import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { office } from '../client/connection.ts';
import { useDirectory } from '../state/directory.tsx';
import { type FoundPlaces, PlacesFound } from './places-found.ts';
import { MOST_FOUND, PlacesHere } from './places-here.ts';

const here = new PlacesHere({
  read: () => office.places.classifier(),
  idle: () => new Promise((resolve) => requestIdleCallback(resolve)),
});

/** Places of the office's classifier, for one field: from this page, or from the office while they are not here. */
export function placesOfOffice(): PlacesFound {
  return new PlacesFound(
    (text, signal) => here.find(text) ?? office.places.find({ text, limit: MOST_FOUND }, { signal }),
  );
}

/**
 * The places that are found for what is typed.
 *
 * @param code of the place that was picked, or ''
 */
export function useFoundPlaces(typed: string, code: string): FoundPlaces {
  const [own] = useState(placesOfOffice);
  useEffect(() => own.ask(typed, code), [own, typed, code]);
  return useAskedPlaces(own, typed, code);
}

/** The same for a field that asks by itself as it is typed: asked anew when the field comes to the screen, or others were used last. */
export function useAskedPlaces(places: PlacesFound, typed: string, code: string): FoundPlaces {
  const { used, body, classifier } = useDirectory().directory;
  const begin = useEffectEvent(() => places.begin(typed, code));
  useEffect(() => {
    here.wish({ region: body.region, recent: used.places });
    begin();
  }, [used, body]);
  useEffect(() => {
    void here.keep(classifier);
  }, [classifier]);
  return useSyncExternalStore(places.subscribe, places.view);
}
