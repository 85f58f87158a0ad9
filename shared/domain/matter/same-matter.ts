import { type Bag, bagOf, likenessOf } from './likeness.ts';
import type { Matter } from './matter.ts';
import type { Rarity } from './rarity.ts';
import { stemOf } from './stem.ts';

/** A text weighed once, to be compared with many; its topic, which is dear, when it is first asked for. */
export type Weighed = { matter: Matter; bag: Bag; meanings: Weights; topic: () => Weights };
type Weights = ReadonlyMap<string, number>;

/** How sure it is that two papers of one person are about one matter, and how alike their texts are; both 0…1 and symmetric. */
export type MatterMatch = { sure: number; text: number };

/** @param topicOf how far a text leans towards which subject: that of the subject model */
export function weigh(matter: Matter, topicOf: (matter: Matter) => Weights, rarity: Rarity): Weighed {
  const meanings = new Map<string, number>();
  for (const { term, times } of matter.words)
    if (term.startsWith('=')) meanings.set(term, (1 + Math.log(times)) * rarity(term));
  let topic: Weights | undefined;
  return {
    matter,
    bag: bagOf(matter, rarity),
    meanings,
    topic: () => {
      topic ??= topicOf(matter);
      return topic;
    },
  };
}

/** How alike two texts are as texts, whatever they are about. */
export function matchTexts(a: Weighed, b: Weighed): number {
  return likenessOf(a.bag, b.bag).text;
}

/**
 * What speaks for one matter: shared words and letters, shared meanings, the same likely subject; against it: other places are named, or
 * other numbers and no common place. Weights by logistic regression over test/sets/repeats/fix, never looked at on the other half.
 */
export function matchMatters(a: Weighed, b: Weighed): MatterMatch {
  const { matter, text } = likenessOf(a.bag, b.bag);
  const places = compareNames(a.matter, b.matter);
  const otherNumbers = places !== 'same' && differ(a.matter.numbers, b.matter.numbers);
  const score =
    BASE +
    LIKENESS * matter +
    TOPIC * cosine(a.topic(), b.topic()) +
    MEANINGS * cosine(a.meanings, b.meanings) +
    (places === 'other' ? OTHER_PLACE : 0) +
    (otherNumbers ? OTHER_NUMBERS : 0);
  const sure = 1 / (1 + Math.exp(-score));
  // Where no word has a known meaning, the same words still are the same matter.
  return { sure: places === 'other' || otherNumbers ? sure : Math.max(sure, text), text };
}

const BASE = -3.4;
const LIKENESS = 2.5;
const TOPIC = 3.3;
const MEANINGS = 1.5;
const OTHER_PLACE = -4.3;
const OTHER_NUMBERS = -2.4;

/** Whether both name places and what they name is the same; `unknown`: one of them names none. */
function compareNames(a: Matter, b: Matter): 'same' | 'other' | 'unknown' {
  if (a.names.some((name) => isNamed(name, b)) || b.names.some((name) => isNamed(name, a))) return 'same';
  return a.names.length > 0 && b.names.length > 0 ? 'other' : 'unknown';
}

/** Names are declined and mistyped, and often written small. */
function isNamed(name: string, { sounds }: Matter): boolean {
  if (sounds.has(name)) return true;
  const stem = stemOf(name);
  for (const sound of sounds)
    if (stemOf(sound) === stem || isForm(name, sound) || isOneSlipOff(name, sound)) return true;
  return false;
}

const SAME_BEGINNING = 4;
const MOST_BEHIND = 4;
const SHORTEST_WITH_SLIP = 5;

function isForm(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < SAME_BEGINNING || Math.abs(a.length - b.length) > MOST_BEHIND) return false;
  return a.slice(0, SAME_BEGINNING) === b.slice(0, SAME_BEGINNING);
}

function isOneSlipOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < SHORTEST_WITH_SLIP) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at + 1), b.slice(at + 1)];
  return restA === restB || a.slice(at) === restB || restA === b.slice(at);
}

function differ(a: readonly string[], b: readonly string[]): boolean {
  return a.length > 0 && b.length > 0 && !a.some((number) => b.includes(number));
}

/** Of the angle between two weighed sets; 0 where one of them is empty. */
function cosine(a: Weights, b: Weights): number {
  let [shared, ofA, ofB] = [0, 0, 0];
  for (const [key, weight] of a) {
    ofA += weight ** 2;
    shared += weight * (b.get(key) ?? 0);
  }
  for (const weight of b.values()) ofB += weight ** 2;
  return ofA > 0 && ofB > 0 ? shared / Math.sqrt(ofA * ofB) : 0;
}
