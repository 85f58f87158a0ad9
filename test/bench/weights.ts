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
 * judged by the others.
 *
 * Words were added while that half was looked at, so they tell more there than elsewhere: each pair is seen in several rounds, in each of
 * which another part of all words is forgotten, but for those of troubles, most of which were not found by these pairs. Papers are longer
 * than those of the set: pairs are seen by themselves, and two of them joined to one. The base is such that precision and recall are the
 * same for single pairs.
 */
const ROUNDS = 3;
const JOINED = [1, 2];
const pairs = readPairs('fix');

type Row = Example & { topics: readonly string[] };
const names: (keyof Evidence)[] = [];
const rows: Row[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const matters = createMatters(readSubjects(), forgetting(readWords(), round));
  const weigh = (said: readonly Said[]) => {
    const [text, summary] = [said.map((one) => one.text).join(' '), said.map((one) => one.summary).join(' ')];
    return matters.weigh(matters.matterOf(text, summary));
  };
  for (const count of JOINED)
    for (const joined of [...joinedPairs(true, count), ...joinedPairs(false, count)]) {
      const evidence = evidenceOf(weigh(joined.map(({ b }) => b)), weigh(joined.map(({ a }) => a)));
      names.splice(0, names.length, ...(Object.keys(evidence) as (keyof Evidence)[]));
      const topics = joined.map(({ topic }) => topic);
      rows.push({ topics, x: names.map((name) => evidence[name]), y: joined[0]!.same });
    }
}

type Judged = { y: boolean; sure: number; single: boolean };
const judged: Judged[] = [];
for (const topic of new Set(pairs.map((pair) => pair.topic))) {
  const weights = fitLogistic(rows.filter(({ topics }) => !topics.includes(topic)));
  for (const { topics, x, y } of rows)
    if (topics[0] === topic) judged.push({ y, sure: likelihood(weights, x), single: topics.length === 1 });
}
const single = judged.filter((one) => one.single);
const threshold = balanced(single);
const [base = 0, ...of] = fitLogistic(rows);
const weights = {
  base: rounded(base - Math.log(threshold / (1 - threshold))),
  of: Object.fromEntries(names.map((name, at) => [name, rounded(of[at]!)])),
};
const file = join(import.meta.dirname, '../../shared/domain/matter/weights.json');
writeFileSync(file, `${JSON.stringify(weights, undefined, 2)}\n`);
for (const [what, told] of [
  ['single pairs', single],
  ['joined pairs', judged.filter((one) => !one.single)],
] as const)
  console.log(what, quality(told, threshold), 'loss', rounded(loss(told)));

/** As many pairs of one label, far from each other in the set, as if they were one. */
function joinedPairs(same: boolean, count: number) {
  const all = pairs.filter((pair) => pair.same === same);
  const apart = Math.floor(all.length / count);
  return all.map((_, at) => Array.from({ length: count }, (_, next) => all[(at + next * apart) % all.length]!));
}

/** What the words would be, had one in so many not been thought of; another one in each round. */
function forgetting(data: WordData, round: number): WordData {
  const kept = (text: string) =>
    text
      .split(' ')
      .filter((word) => hash(word) % ROUNDS !== round)
      .join(' ');
  const all = (of: Readonly<Record<string, Both>>) =>
    Object.fromEntries(Object.entries(of).map(([name, { kk, ru }]) => [name, { kk: kept(kk), ru: kept(ru) }]));
  return { ...data, meanings: all(data.meanings), examples: all(data.examples), besides: all(data.besides) };
}

/** FNV-1a. */
function hash(word: string): number {
  let hashed = 0x811c9dc5;
  for (const letter of word) hashed = Math.imul(hashed ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hashed;
}

function quality(told: readonly Judged[], threshold: number): { precision: number; recall: number } {
  const right = told.filter(({ y, sure }) => y && sure >= threshold).length;
  return {
    precision: rounded(right / told.filter(({ sure }) => sure >= threshold).length),
    recall: rounded(right / told.filter(({ y }) => y).length),
  };
}

/** From where on precision and recall are the same, as nearly as can be. */
function balanced(told: readonly Judged[]): number {
  const least = (threshold: number) => {
    const { precision, recall } = quality(told, threshold);
    return Math.min(precision, recall);
  };
  return told.map(({ sure }) => sure).reduce((best, sure) => (least(sure) > least(best) ? sure : best), 0.5);
}

function loss(told: readonly Judged[]): number {
  return told.reduce((sum, { y, sure }) => sum - Math.log(Math.max(1e-9, y ? sure : 1 - sure)), 0) / told.length;
}

function rounded(weight: number): number {
  return Number(weight.toFixed(3));
}
