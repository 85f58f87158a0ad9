import { expect, test } from 'vitest';
import type { PlaceMatch } from '../../shared/contract/places.ts';
import { isAwaited, PlacesFound } from './places-found.ts';

const place = (code: string) => ({ code }) as PlaceMatch;

/** An office that answers when the test says so. */
function looking() {
  const asked: { text: string; signal: AbortSignal; answer: (places: PlaceMatch[] | Error) => void }[] = [];
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

test('an answer is awaited until what stands in the field is what it answers; not for a place that was picked', async () => {
  const { asked, places, turn } = looking();
  places.begin('', '');
  asked[0]!.answer([place('233220100')]);
  await turn();
  places.ask('қтау', '');
  expect(isAwaited(places.view(), 'қтау ', '')).toBe(true);
  expect(isAwaited(places.view(), 'Құлсары қаласы', '233220100')).toBe(false);
  asked[1]!.answer([place('471010000')]);
  await turn();
  expect(isAwaited(places.view(), ' қтау ', '')).toBe(false);
  const long = 'қ'.repeat(500);
  places.ask(long, '');
  asked[2]!.answer([]);
  await turn();
  expect(isAwaited(places.view(), long, '')).toBe(false);
});

test('what is found at once is there at once', () => {
  const places = new PlacesFound((text) => [place(text === '' ? '750000000' : '233220100')]);
  places.begin('', '');
  places.ask('к', '');
  expect(places.view()).toEqual({ text: 'к', places: [place('233220100')] });
});
