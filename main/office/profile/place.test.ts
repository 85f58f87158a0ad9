import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { beginNext, type Place, placeOf, removeReplaced, settlePlace, swapPlace, takeBackNext } from './place.ts';

/** A profile with an office, and another one built beside it. */
async function withNext(): Promise<Place> {
  const profile = mkdtempSync(join(tmpdir(), 'kense place '));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  const place = placeOf(profile, 'office');
  mkdirSync(place.folder);
  writeFileSync(place.keyFile, 'old');
  writeFileSync(join(await beginNext(place), 'key.json'), 'new');
  return place;
}

const inPlace = (place: Place) => readFileSync(place.keyFile, 'utf8');
const asideOf = (place: Place) => (existsSync(place.aside) ? readdirSync(place.aside) : []);

test('another office takes the place, the old one is put aside', async () => {
  const place = await withNext();
  const aside = await swapPlace(place, 'office-old');
  expect([inPlace(place), readFileSync(join(aside, 'key.json'), 'utf8')]).toEqual(['new', 'old']);
  expect([existsSync(place.next), readdirSync(place.folder)]).toEqual([false, ['key.json']]);
});

test('cut off before it was whole, nothing has happened', async () => {
  const place = await withNext();
  await settlePlace(place);
  expect([inPlace(place), existsSync(place.next), asideOf(place)]).toEqual(['old', false, []]);
});

/** What is on disk when the power goes after so many steps of the replacement. */
const cuts: [when: string, cut: (place: Place) => void][] = [
  ['it was declared whole', () => {}],
  [
    'the old one was put aside',
    (place) => {
      mkdirSync(place.aside);
      renameSync(place.folder, join(place.aside, 'office-old'));
    },
  ],
  [
    'the new one stands',
    (place) => {
      mkdirSync(place.aside);
      renameSync(place.folder, join(place.aside, 'office-old'));
      renameSync(place.next, place.folder);
    },
  ],
];
test.each(cuts)('cut off after %s, it is finished at the next start', async (_when, cut) => {
  const place = await withNext();
  writeFileSync(join(place.next, 'ready'), 'office-old');
  cut(place);
  await settlePlace(place);
  await settlePlace(place);
  expect([inPlace(place), existsSync(place.next), asideOf(place)]).toEqual(['new', false, ['office-old']]);
  expect(readdirSync(place.folder)).toEqual(['key.json']);
});

test('an old one that is to go stays until the new one has been opened, and goes then, also after a cut', async () => {
  const place = await withNext();
  await swapPlace(place, 'office-old', 'remove');
  expect([inPlace(place), asideOf(place)]).toEqual(['new', ['office-old']]);
  await settlePlace(place); // the next start
  expect(asideOf(place)).toEqual(['office-old']);
  await removeReplaced(place);
  await removeReplaced(place);
  expect([inPlace(place), asideOf(place), readdirSync(place.folder)]).toEqual(['new', [], ['key.json']]);
});

test('one that could not take the place is given up: the old one is worked in, and no later start replaces it', async () => {
  const place = await withNext();
  writeFileSync(place.aside, 'a file where the folder should be');
  await expect(swapPlace(place, 'office-old', 'remove')).rejects.toThrow();
  writeFileSync(place.keyFile, 'old, worked in since');
  rmSync(place.aside);
  await settlePlace(place); // the next start
  expect([inPlace(place), existsSync(place.next), asideOf(place)]).toEqual(['old, worked in since', false, []]);
});

test('given up after the old one was put aside, that one stands again', async () => {
  const place = await withNext();
  writeFileSync(join(place.next, 'ready'), 'office-old');
  mkdirSync(place.aside);
  renameSync(place.folder, join(place.aside, 'office-old'));
  await takeBackNext(place);
  await settlePlace(place);
  expect([inPlace(place), existsSync(place.next), asideOf(place)]).toEqual(['old', false, []]);
});
