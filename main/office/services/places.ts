import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PlaceFound, PlaceMatch } from '../../../shared/contract/places.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** Places as typed, the office's own region and what was used lately first. Any typed string is safe. */
export async function findPlaces(office: OpenOffice, text: string, limit: number): Promise<PlaceMatch[]> {
  const { region } = office.records.settings;
  return (await office.assets.places()).find(text, { limit, region, recent: office.used.now().places });
}

/** What a code stands for today. */
export async function placesOfCode(office: OpenOffice, code: string): Promise<PlaceFound[]> {
  return (await office.assets.places()).get(code);
}

/** Reads the places and asks for a few, so that the first one typed is answered as fast as the next. */
export async function warmUpPlaces(office: OpenOffice): Promise<void> {
  for (const text of ['а', 'қа', office.records.settings.name.kk]) {
    await findPlaces(office, text, 1);
    await nextTurn();
  }
}
