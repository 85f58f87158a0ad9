import { nearness } from './kinship.ts';
import type { Bag } from './likeness.ts';
import { compareNames, isOneSlipOff } from './same-names.ts';
import type { Saying, Weighed, Weights } from './weighed.ts';

/**
 * What speaks for or against two papers being about one matter, each symmetric. How much each counts is learned (weights.json), never set by
 * hand.
 */
export type Evidence = {
  /** They lean towards the same subjects. */
  topic: number;
  /** Their words are used in the same subjects. */
  uses: number;
  /** Of what one says, the part for which the other has a word that is the same, mistyped, or near: of the one that is held better. */
  held: number;
  /** The least of these three: the same words about another thing are strong in some of them only. */
  weakest: number;
  /** Of the meanings of one, the part that the other has, too: of the one that shares less. */
  meanings: number;
  /** What is said in one and not in the other, of that which says less beside what is common; in words and letters, and in meanings. */
  left: number;
  leftMeanings: number;
  /** And of that which says more. */
  leftMore: number;
  /** They name the same place. */
  samePlace: number;
  /** Names in one that the other has not. */
  otherNames: number;
  /** They tell the same number. */
  sameNumber: number;
  /** Both have numbers in figures, and none in common, nor a place. */
  otherNumbers: number;
};

/** Smaller numbers stand in any paper. */
const TELLING_NUMBER = 4;

export function evidenceOf(a: Weighed, b: Weighed): Evidence {
  const { shared, missing } = compareNames(a.matter, b.matter);
  const left = leftOf(a.content.pieces, b.content.pieces);
  const more = leftOf(b.content.pieces, a.content.pieces);
  const topic = cosine(a.topic(), b.topic());
  const uses = cosine(a.uses, b.uses);
  const held = Math.max(heldBy(a.sayings, b.sayings), heldBy(b.sayings, a.sayings));
  return {
    topic,
    uses,
    held,
    weakest: Math.min(topic, uses, held),
    meanings: Math.min(partOf(a.meanings, b.meanings), partOf(b.meanings, a.meanings)),
    left: Math.sqrt(Math.min(left, more)),
    leftMeanings: Math.sqrt(Math.min(leftOf(a.meanings, b.meanings), leftOf(b.meanings, a.meanings))),
    leftMore: Math.sqrt(Math.max(left, more)),
    samePlace: Number(shared > 0),
    otherNames: missing,
    sameNumber: Number(tellTheSame(a.matter.told, b.matter.told)),
    otherNumbers: Number(shared === 0 && differ(a.matter.numbers, b.matter.numbers)),
  };
}

function heldBy(said: readonly Saying[], other: readonly Saying[]): number {
  let [held, all] = [0, 0];
  for (const one of said) {
    let nearest = 0;
    for (const another of other) {
      const near =
        one.term === another.term || isOneSlipOff(one.sound, another.sound) ? 1 : nearness(one.uses, another.uses);
      if (near > nearest) nearest = near;
    }
    held += one.weight * nearest;
    all += one.weight;
  }
  return all > 0 ? held / all : 0;
}

function partOf(of: Weights, other: Weights): number {
  let [part, all] = [0, 0];
  for (const [term, weight] of of) {
    all += weight;
    if (other.has(term)) part += weight;
  }
  return all > 0 ? part / all : 0;
}

function leftOf(of: Bag['pieces'], other: Bag['pieces']): number {
  let left = 0;
  for (const [piece, weight] of of) left += Math.max(0, weight - (other.get(piece) ?? 0));
  return left;
}

function tellTheSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const number of a) if (number >= TELLING_NUMBER && b.has(number)) return true;
  return false;
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
