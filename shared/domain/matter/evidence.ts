import { nearness } from './kinship.ts';
import type { Bag } from './likeness.ts';
import { compareNames, isOneSlipOff } from './same-names.ts';
import { type Saying, usesTogether, type Weighed, type Weights } from './weighed.ts';

/**
 * What speaks for or against two papers being about one matter; the same either way, but for the last. How much each counts is learned
 * (weights.json), never set by hand.
 */
export type Evidence = {
  /** Their words are used in the same subjects. */
  uses: number;
  /** Of what one says, the part for which the other has a word that is the same, mistyped, or near: of the one that is held better. */
  held: number;
  /**
   * The least of these two and of how far they lean towards the same subjects: the same words about another thing are strong in some of the
   * three only.
   */
  weakest: number;
  /** What is said in one and not in the other, of that which says less beside what is common; in words and letters, and in meanings. */
  left: number;
  leftMeanings: number;
  /** And of that which says more. */
  leftMore: number;
  /** How far what is left in both is used in other subjects: the same person in the same place tells of two troubles. */
  apart: number;
  /** They name the same place. */
  samePlace: number;
  /** Names in one that the other has not. */
  otherNames: number;
  /** They tell the same number. */
  sameNumber: number;
  /** Both have numbers in figures, and none in common, nor a place. */
  otherNumbers: number;
  /** The later one speaks of an earlier paper; up to two words count. */
  speaksOfEarlier: number;
  /** What is held, where much is left all the same. */
  heldOfMuch: number;
  /** The same words of another place: the same trouble elsewhere. */
  likeElsewhere: number;
  /** What is left in both is used in other subjects, and the place is the same: another trouble there. */
  apartHere: number;
  /** The same number, told of the same things. */
  likeBySameNumber: number;
};

/** Of long papers more is left, and tells no more for it. */
const MOST_LEFT = 7;
/** More words say it no more. */
const MOST_OF_EARLIER = 2;
/** Smaller numbers stand in any paper. */
const TELLING_NUMBER = 4;

/** @param a the later one */
export function evidenceOf(a: Weighed, b: Weighed): Evidence {
  const { shared, missing } = compareNames(a.matter, b.matter);
  const left = leftOf(a.content.pieces, b.content.pieces);
  const more = leftOf(b.content.pieces, a.content.pieces);
  const topic = cosine(a.topic(), b.topic());
  const uses = cosine(a.uses, b.uses);
  const [inB, inA] = [heldBy(a.sayings, b.sayings), heldBy(b.sayings, a.sayings)];
  const held = Math.max(inB.held, inA.held);
  const weakest = Math.min(topic, uses, held);
  const leftOfLess = counted(Math.min(left, more));
  const apart = counted(Math.min(weightOf(inB.left), weightOf(inA.left))) * (1 - likeUses(inB.left, inA.left));
  const samePlace = Number(shared > 0);
  const sameNumber = Number(tellTheSame(a.matter.told, b.matter.told));
  return {
    uses,
    held,
    weakest,
    left: leftOfLess,
    leftMeanings: counted(Math.min(leftOf(a.meanings, b.meanings), leftOf(b.meanings, a.meanings))),
    leftMore: counted(Math.max(left, more)),
    apart,
    samePlace,
    otherNames: missing,
    sameNumber,
    otherNumbers: Number(shared === 0 && differ(a.matter.numbers, b.matter.numbers)),
    speaksOfEarlier: Math.min(MOST_OF_EARLIER, a.matter.earlier),
    heldOfMuch: (held * leftOfLess) / MOST_LEFT,
    likeElsewhere: missing * weakest,
    apartHere: apart * samePlace,
    likeBySameNumber: sameNumber * uses,
  };
}

/** What part of one is held by another, and the words for which the other has none that is the same. */
function heldBy(said: readonly Saying[], other: readonly Saying[]): { held: number; left: Saying[] } {
  const left: Saying[] = [];
  let held = 0;
  for (const one of said) {
    if (other.some((another) => isSame(one, another))) held += one.weight;
    else {
      held += one.weight * Math.max(0, ...other.map((another) => nearOf(one, another)));
      left.push(one);
    }
  }
  const all = weightOf(said);
  return { held: all > 0 ? held / all : 0, left };
}

const weightOf = (said: readonly Saying[]) => said.reduce((sum, { weight }) => sum + weight, 0);

/** Nothing is told apart where one of them says nothing more. */
function likeUses(a: readonly Saying[], b: readonly Saying[]): number {
  return a.length > 0 && b.length > 0 ? cosine(usesTogether(a), usesTogether(b)) : 1;
}

function isSame(one: Saying, another: Saying): boolean {
  return one.term === another.term || isOneSlipOff(one.sound, another.sound);
}

/** Letters at the beginning of words that are of one root more often than not. */
const SAME_ROOT = 5;
const BY_ROOT = 0.8;

function nearOf(one: Saying, another: Saying): number {
  const near = nearness(one.uses, another.uses);
  const root = one.sound.slice(0, SAME_ROOT);
  return near < BY_ROOT && root.length === SAME_ROOT && another.sound.startsWith(root) ? BY_ROOT : near;
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
