import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Both } from '../../shared/domain/log/line.ts';
import { type Evidence, evidenceOf } from '../../shared/domain/matter/evidence.ts';
import type { WordData } from '../../shared/domain/matter/lexicon.ts';
import { createMatters } from '../../shared/domain/matter/matters.ts';
import { type Example, fitLogistic, likelihood } from './matters/logistic.ts';
import { readPairs, readSubjects, readWords, type Said } from './matters/sets.ts';

/**
 * `npm run bench -- weights`: learns how much each evidence of one matter counts, from the pairs of test/sets/repeats/fix alone, and writes
 * it to `shared/domain/matter/weights.json`: the same for the same words and pairs. Prints what precision and recall are where a topic is
 * judged by the others. Words were added while that half was looked at, so what they tell there is more than elsewhere: each pair
 * is seen in several rounds, in each of which another part of all words is forgotten. The base is such that precision and recall are the same.
 */
const ROUNDS = 4;
const pairs = readPairs('fix');
const subjects = readSubjects();
const words = readWords();

type Row = Example & { topic: string };
const names: (keyof Evidence)[] = [];
const rows: Row[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const matters = createMatters(subjects, forgetting(words, round));
  const weigh = ({ summary, text }: Said) => matters.weigh(matters.matterOf(text, summary));
  for (const { a, b, same, topic } of pairs) {
    const evidence = evidenceOf(weigh(a), weigh(b));
    names.splice(0, names.length, ...(Object.keys(evidence) as (keyof Evidence)[]));
    rows.push({ topic, x: names.map((name) => evidence[name]), y: same });
  }
}

const unseen: { y: boolean; sure: number }[] = [];
for (const topic of new Set(rows.map((row) => row.topic))) {
  const weights = fitLogistic(rows.filter((row) => row.topic !== topic));
  for (const row of rows) if (row.topic === topic) unseen.push({ y: row.y, sure: likelihood(weights, row.x) });
}
const threshold = balanced(unseen);
const [base = 0, ...of] = fitLogistic(rows);
const weights = {
  base: rounded(base - Math.log(threshold / (1 - threshold))),
  of: Object.fromEntries(names.map((name, at) => [name, rounded(of[at]!)])),
};
writeFileSync(
  join(import.meta.dirname, '../../shared/domain/matter/weights.json'),
  `${JSON.stringify(weights, undefined, 2)}\n`,
);
const { precision, recall } = quality(unseen, threshold);
console.log(
  JSON.stringify({
    pairs: pairs.length,
    topics: new Set(rows.map((row) => row.topic)).size,
    precision,
    recall,
    threshold,
    loss: loss(unseen),
    ...weights,
  }),
);

/** What the words would be, had one in so many not been thought of; another one in each round. */
function forgetting(data: WordData, round: number): WordData {
  const kept = (text: string) =>
    text
      .split(' ')
      .filter((word) => hash(word) % ROUNDS !== round)
      .join(' ');
  const both = (one: Both): Both => ({ kk: kept(one.kk), ru: kept(one.ru) });
  const all = (of: Readonly<Record<string, Both>>) =>
    Object.fromEntries(Object.entries(of).map(([name, one]) => [name, both(one)]));
  return { ...data, meanings: all(data.meanings), examples: all(data.examples) };
}

/** FNV-1a. */
function hash(word: string): number {
  let hashed = 0x811c9dc5;
  for (const letter of word) hashed = Math.imul(hashed ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hashed;
}

function quality(told: typeof unseen, threshold: number): { precision: number; recall: number } {
  const right = told.filter(({ y, sure }) => y && sure >= threshold).length;
  return {
    precision: right / told.filter(({ sure }) => sure >= threshold).length,
    recall: right / told.filter(({ y }) => y).length,
  };
}

/** From where on precision and recall are the same, as nearly as can be. */
function balanced(told: typeof unseen): number {
  const least = (threshold: number) => {
    const { precision, recall } = quality(told, threshold);
    return Math.min(precision, recall);
  };
  return told.map(({ sure }) => sure).reduce((best, sure) => (least(sure) > least(best) ? sure : best), 0.5);
}

function loss(told: typeof unseen): number {
  return told.reduce((sum, { y, sure }) => sum - Math.log(Math.max(1e-9, y ? sure : 1 - sure)), 0) / told.length;
}

function rounded(weight: number): number {
  return Number(weight.toFixed(3));
}
