import { expect, test } from 'vitest';
import type { PlaceFound } from '../../shared/contract/places.ts';
import { PlacesFound } from './places-found.ts';

const place = (code: string) => ({ code }) as PlaceFound;

/** An office that answers when the test says so. */
function looking() {
  const asked: { text: string; signal: AbortSignal; answer: (places: PlaceFound[] | Error) => void }[] = [];
  const places = new PlacesFound(
    (text, signal) =>
      new Promise((resolve, reject) => {
        asked.push({ text, signal, answer: (found) => (found instanceof Error ? reject(found) : resolve(found)) });
      }),
  );
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return { asked, places, turn };
}

test('nothing is asked before the field is there; then the places used last, and each letter at once', () => {
  const { asked, places } = looking();
  places.ask('к', '');
  expect(asked).toEqual([]);
  places.begin('', '');
  for (const typed of ['', 'к', 'ку ', 'ку']) places.ask(typed, '');
  expect(asked.map(({ text }) => text)).toEqual(['', 'к', 'ку']);
});

test('the answer says what was asked; one to what is typed no longer is dropped, and its call is cancelled', async () => {
  const { asked, places, turn } = looking();
  places.begin('', '');
  places.ask('к', '');
  places.ask('ку', '');
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  asked[2]!.answer([place('233220100')]);
  asked[1]!.answer([place('750000000')]);
  await turn();
  expect(places.view()).toEqual({ text: 'ку', places: [place('233220100')] });
});

test('nothing is offered for a place that was picked; a failed question offers nothing and is asked again', async () => {
  const { asked, places, turn } = looking();
  places.begin('', '');
  asked[0]!.answer([place('233220100')]);
  await turn();
  places.ask('Құлсары қаласы', '233220100');
  expect(places.view().places).toEqual([]);
  places.ask('Құлсары', '');
  asked[1]!.answer(new Error('away'));
  await turn();
  places.ask('Құлсары', '');
  expect(asked.map(({ text }) => text)).toEqual(['', 'Құлсары', 'Құлсары']);
});
