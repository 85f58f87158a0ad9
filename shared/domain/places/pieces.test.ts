import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isPiece, isPieceName, piecesOf } from './pieces.ts';

const classifier = readFileSync(join(import.meta.dirname, '../../../assets/places/places.tsv'), 'utf8');

test('pieces of the classifier give it back, get through a thin line each, and lie within one region', () => {
  const pieces = piecesOf(classifier);
  expect(pieces.map(({ text }) => text).join('')).toBe(classifier);
  expect(pieces.every((piece) => isPieceName(piece.id) && isPiece(piece))).toBe(true);
  expect(Math.max(...pieces.map(({ text }) => Buffer.byteLength(text)))).toBeLessThan(45_000);
  expect(Math.max(...pieces.map(({ text }) => gzipSync(text).length))).toBeLessThan(16_000);
  const regions = pieces.map(({ text }) => new Set(text.split('\n').flatMap((line) => line.slice(0, 2) || [])));
  expect(regions.every(({ size }) => size === 1)).toBe(true);
});

test('a place that has changed changes pieces of its region alone', () => {
  const before = piecesOf(classifier);
  const [first] = classifier.split('\n').filter((line) => line.startsWith('23'));
  const known = new Set(before.map(({ id }) => id));
  const fresh = piecesOf(classifier.replace(first!, `${first}х`)).filter(({ id }) => !known.has(id));
  expect(fresh.length).toBeGreaterThan(0);
  expect(fresh.every(({ id }) => id.startsWith('places:23:'))).toBe(true);
});

test('a text under another name is no piece', () => {
  const [one, two] = piecesOf(classifier);
  expect(isPiece({ id: one!.id, text: two!.text })).toBe(false);
  expect(['places', 'places:23', 'places:2:0123456789abcdef', 'agency:2300001'].some(isPieceName)).toBe(false);
});
