import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createKinship, nearness } from './kinship.ts';
import { knownOf } from './known.ts';
import { createLexicon } from './lexicon.ts';
import { matterOf } from './matter.ts';

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../assets/subjects', file), 'utf8'));
const data = read('words.json');
const lexicon = createLexicon(data);
const kinship = createKinship();
for (const subject of read('subjects.json').subjects) {
  const known = knownOf(subject, { data, lexicon });
  if (known) kinship.know(subject.code, known.used);
}
const usesOf = (word: string) => kinship.usesOf(matterOf(word, lexicon).words[0]!);
const near = (one: string, other: string) => nearness(usesOf(one), usesOf(other));

it.each([
  ['фонари', 'столб', 'пенсия'],
  ['шамдар', 'столб', 'зейнетақы'],
  ['шәкірт', 'мектеп', 'канал'],
  ['сиыр', 'жайылым', 'балабақша'],
])('%j is much nearer to %j than to %j', (word, kin, other) => {
  expect(near(word, kin)).toBeGreaterThan(1.5 * near(word, other));
});

it('is known of a word by its runs of letters, too, and of none that is like no other', () => {
  expect(near('комендантшами', 'комендант')).toBeGreaterThan(0.2);
  expect(usesOf('фзфзфз')).toBeUndefined();
});

it('is the same either way, and 1 for a word itself', () => {
  expect(near('мусор', 'контейнер')).toBeCloseTo(near('контейнер', 'мусор'), 12);
  expect(near('мусор', 'мусор')).toBeCloseTo(1, 12);
});
