import { type Held, heldOf } from './held.ts';
import { subjectOfTrouble } from './known.ts';
import type { Bag } from './likeness.ts';
import type { Matter } from './matter.ts';
import { compareNames } from './same-names.ts';
import { type Saying, type Sense, usesTogether, type Weighed, type Weights } from './weighed.ts';

/**
 * What speaks for or against two papers being about one matter; the same either way, but for the last. How much each counts is learned
 * (weights.json), never set by hand.
 */
export type Evidence = {
  /**
   * The least of three: how far their words are used in the same subjects, how far they lean towards the same ones, and what part of one is
   * held by the other, in which it has the same word, a mistyped one, or one near to it. The same words about another thing are strong in
   * some of these only.
   */
  weakest: number;
  /** Of two sentences, one of each, those that hold each other best: one that both have, where the rest differs. */
  sentence: number;
  /** Their words are used in the same troubles of subjects. */
  troubleUses: number;
  /** As `weakest`, of troubles. */
  trouble: number;
  /** They lean most towards two troubles of one subject: another trouble of the same thing. */
  otherTrouble: number;
  /** The same words of another trouble of it. */
  likeInOtherTrouble: number;
  /** What is said in one and not in the other, of that which says less beside what is common; in words and letters, and in meanings. */
  left: number;
  leftMeanings: number;
  /** And of that which says more. */
  leftMore: number;
  /** Much is left in words as well as in meanings. */
  leftInBoth: number;
  /** How far what is left in both is used in other subjects: the same person in the same place tells of two troubles. */
  apart: number;
  /** The same words of another place: the same trouble elsewhere. */
  likeElsewhere: number;
  /** And much is left in meanings. */
  leftElsewhere: number;
  /** They tell the same number. */
  sameNumber: number;
  /** The same number, told of the same things. */
  likeBySameNumber: number;
  /** Both have numbers in figures, and none in common, nor a place; told of the same things. */
  likeInOtherNumbers: number;
  /** The later one speaks of an earlier paper; up to two words count. */
  speaksOfEarlier: number;
};

/** Of long papers more is left, and tells no more for it. */
const MOST_LEFT = 7;
/** More words say it no more. */
const MOST_OF_EARLIER = 2;
/** Smaller numbers stand in any paper. */
const TELLING_NUMBER = 4;

/** @param a the later one */
export function evidenceOf(a: Weighed, b: Weighed): Evidence {
  const { missing } = compareNames(a.matter, b.matter);
  const left = leftOf(a.content.pieces, b.content.pieces);
  const more = leftOf(b.content.pieces, a.content.pieces);
  const leftOfLess = counted(Math.min(left, more));
  const leftMeanings = counted(Math.min(leftOf(a.meanings, b.meanings), leftOf(b.meanings, a.meanings)));
  const subjects = likeIn(a.subjects, b.subjects);
  const troubles = likeIn(a.troubles, b.troubles);
  const otherTrouble = Number(areOfOneSubject(greatest(a.troubles.topic()), greatest(b.troubles.topic())));
  const likeElsewhere = missing * subjects.weakest;
  const sameNumber = Number(tellTheSame(a.matter.told, b.matter.told));
  return {
    weakest: subjects.weakest,
    sentence: bestOfSentences(subjects.held, a, b),
    troubleUses: troubles.uses,
    trouble: troubles.weakest,
    otherTrouble,
    likeInOtherTrouble: otherTrouble * troubles.weakest,
    left: leftOfLess,
    leftMeanings,
    leftMore: counted(Math.max(left, more)),
    leftInBoth: (leftOfLess * leftMeanings) / MOST_LEFT,
    apart: counted(Math.min(...subjects.held.left.map(weightOf))) * (1 - likeUses(...subjects.held.left)),
    likeElsewhere,
    leftElsewhere: (likeElsewhere * leftMeanings) / MOST_LEFT,
    sameNumber,
    likeBySameNumber: sameNumber * subjects.uses,
    likeInOtherNumbers: Number(haveOtherNumbers(a.matter, b.matter)) * subjects.uses,
    speaksOfEarlier: Math.min(MOST_OF_EARLIER, a.matter.earlier),
  };
}

/** Whether texts that are alike name other places, or have other numbers: a form that is filled in anew. */
export function nameOthers(a: Weighed, b: Weighed): boolean {
  const { shared, missing } = compareNames(a.matter, b.matter);
  return (shared === 0 && missing > 0) || haveOtherNumbers(a.matter, b.matter);
}

/** Likeness by what two texts have to do with: the same words about another thing are strong in some of the three only. */
function likeIn(a: Sense, b: Sense) {
  const uses = cosine(a.uses, b.uses);
  const held = heldOf(a.sayings, b.sayings);
  return { uses, held, weakest: Math.min(cosine(a.topic(), b.topic()), uses, held.better) };
}

function bestOfSentences(held: Held, a: Weighed, b: Weighed): number {
  return Math.max(0, ...a.sentences.flatMap((one) => b.sentences.map((another) => held.worseOf(one, another))));
}

function areOfOneSubject(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b && subjectOfTrouble(a) === subjectOfTrouble(b);
}

function greatest(of: Weights): string | undefined {
  let [found, most]: [string | undefined, number] = [undefined, 0];
  for (const [key, weight] of of) if (weight > most) [found, most] = [key, weight];
  return found;
}

const weightOf = (said: readonly Saying[]) => said.reduce((sum, { weight }) => sum + weight, 0);

/** Nothing is told apart where one of them says nothing more. */
function likeUses(a: readonly Saying[], b: readonly Saying[]): number {
  return a.length > 0 && b.length > 0 ? cosine(usesTogether(a), usesTogether(b)) : 1;
}

function leftOf(of: Bag['pieces'], other: Bag['pieces']): number {
  let left = 0;
  for (const [piece, weight] of of) left += Math.max(0, weight - (other.get(piece) ?? 0));
  return left;
}

const counted = (left: number) => Math.min(MOST_LEFT, Math.sqrt(left));

function tellTheSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const number of a) if (number >= TELLING_NUMBER && b.has(number)) return true;
  return false;
}

function haveOtherNumbers(a: Matter, b: Matter): boolean {
  if (a.numbers.length === 0 || b.numbers.length === 0) return false;
  if (a.numbers.some((number) => b.numbers.includes(number))) return false;
  return compareNames(a, b).shared === 0;
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
