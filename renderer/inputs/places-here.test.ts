import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPlaceIndex } from '../../shared/domain/places/place-index.ts';
import { readPlaces } from '../../shared/domain/places/place-record.ts';
import { PlacesHere } from './places-here.ts';

const classifier = [
  '230000000\tАтырауская область\tАтырау облысы\t',
  '231010000\tг.Атырау\tАтырау қаласы\tГурьев',
  '233600000\tЖылыойский район\tЖылыой ауданы\t',
  '233620100\tг.Кульсары\tҚұлсары қаласы\t',
  '750000000\tг.Алматы\tАлматы қаласы\tАлма-Ата',
].join('\n');
const idle = async () => {};

test('says nothing before the classifier is here, and afterwards what the office would', async () => {
  const here = new PlacesHere({ read: async () => classifier, idle });
  expect(here.find('кулс')).toBeUndefined();
  await here.keep('1');
  const wishes = { region: '23', recent: ['750000000'] };
  here.wish(wishes);
  const office = createPlaceIndex(readPlaces(classifier));
  const letters = fc.string({ unit: fc.constantFrom(...'кулсарыөскеменалмты-751 '), maxLength: 12 });
  fc.assert(
    fc.property(letters, (text) => {
      expect(here.find(text)).toEqual(office.find(text, { limit: 9, ...wishes }));
    }),
    { numRuns: 50 },
  );
});

test('a newer classifier takes the place of the one before; one that could not be read is asked for again', async () => {
  const texts: (string | Error)[] = [
    '230000000\tАтырауская область\tАтырау облысы\t',
    new Error('no connection'),
    classifier,
  ];
  const here = new PlacesHere({
    read: async () => {
      const next = texts.shift()!;
      if (next instanceof Error) throw next;
      return next;
    },
    idle,
  });
  const codes = () => here.find('кульсары')?.map(({ code }) => code);
  await here.keep('1');
  await here.keep('1');
  expect(codes()).toEqual([]);
  await here.keep('2');
  expect(codes()).toEqual([]);
  await here.keep('2');
  expect(codes()).toContain('233620100');
});
