import type { Matter } from './matter.ts';
import { stemOf } from './stem.ts';

/** Of the names in two texts, how many of both stand in the other, and how many do not. */
export function compareNames(a: Matter, b: Matter): { shared: number; missing: number } {
  const of = (one: Matter, other: Matter) => one.names.filter((name) => isNamed(name, other.sounds)).length;
  const shared = of(a, b) + of(b, a);
  return { shared, missing: a.names.length + b.names.length - shared };
}

/** Whether a word is one of the names. */
export function isOneOf(sound: string, names: readonly string[]): boolean {
  return names.some((name) => name === sound || stemOf(name) === stemOf(sound) || isOneSlipOff(name, sound));
}

/** Names are declined and mistyped, and often written small. */
function isNamed(name: string, sounds: ReadonlySet<string>): boolean {
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

/** A letter too many, too few, or another one; of words that are long enough for it to be a slip. */
export function isOneSlipOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < SHORTEST_WITH_SLIP) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  const [restA, restB] = [a.slice(at + 1), b.slice(at + 1)];
  return restA === restB || a.slice(at) === restB || restA === b.slice(at);
}
