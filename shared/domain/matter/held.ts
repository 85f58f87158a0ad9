import { nearness } from './kinship.ts';
import { isOneSlipOff } from './same-names.ts';
import type { Saying } from './weighed.ts';

/** How the words of one text are held by another: each has one there that is the same, mistyped, or near. */
export type Held = {
  /** Of what one says, the part that the other holds: of the one that is held better. */
  better: number;
  /** Words of each for which the other has none that is the same. */
  left: readonly [readonly Saying[], readonly Saying[]];
  /** The same of two sentences: of the one that is held worse. */
  worseOf(a: readonly number[], b: readonly number[]): number;
};

/** What the same word counts, beyond any that is only near: 1 of it. */
const SAME = 2;
/** Letters at the beginning of words that are of one root more often than not. */
const SAME_ROOT = 5;
const BY_ROOT = 0.8;

export function heldOf(a: readonly Saying[], b: readonly Saying[]): Held {
  const near = a.map((one) => b.map((another) => (isSame(one, another) ? SAME : nearOf(one, another))));
  const [placesA, placesB] = [[...a.keys()], [...b.keys()]];
  const nearest = {
    ofA: (at: number, among: readonly number[]) => among.reduce((most, other) => Math.max(most, near[at]![other]!), 0),
    ofB: (at: number, among: readonly number[]) => among.reduce((most, other) => Math.max(most, near[other]![at]!), 0),
  };
  const heldA = (of: readonly number[], by: readonly number[]) => part(of, a, (at) => nearest.ofA(at, by));
  const heldB = (of: readonly number[], by: readonly number[]) => part(of, b, (at) => nearest.ofB(at, by));
  return {
    better: Math.max(heldA(placesA, placesB), heldB(placesB, placesA)),
    left: [a.filter((_, at) => nearest.ofA(at, placesB) < SAME), b.filter((_, at) => nearest.ofB(at, placesA) < SAME)],
    worseOf: (ofA, ofB) => Math.min(heldA(ofA, ofB), heldB(ofB, ofA)),
  };
}

/** Of what some words tell, the part that is held. */
function part(of: readonly number[], said: readonly Saying[], nearest: (at: number) => number): number {
  let [held, all] = [0, 0];
  for (const at of of) {
    const { weight } = said[at]!;
    held += weight * Math.min(1, nearest(at));
    all += weight;
  }
  return all > 0 ? held / all : 0;
}

function isSame(one: Saying, another: Saying): boolean {
  return one.term === another.term || isOneSlipOff(one.sound, another.sound);
}

function nearOf(one: Saying, another: Saying): number {
  const near = nearness(one.uses, another.uses);
  const root = one.sound.slice(0, SAME_ROOT);
  return near < BY_ROOT && root.length === SAME_ROOT && another.sound.startsWith(root) ? BY_ROOT : near;
}
