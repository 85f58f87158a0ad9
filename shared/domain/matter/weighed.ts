import type { Kinship, Uses } from './kinship.ts';
import { type Bag, bagOf } from './likeness.ts';
import type { Matter, Word } from './matter.ts';
import type { Rarity } from './rarity.ts';
import { isOneOf } from './same-names.ts';

export type Weights = ReadonlyMap<string, number>;
/** A word that says what a text is about: how much it tells, and in which subjects it is used. */
export type Saying = Word & { weight: number; uses: Uses | undefined };

/** A text weighed once, to be compared with many; what is dear of it when it is first asked for. */
export type Weighed = {
  matter: Matter;
  /** All its words, to compare texts. */
  bag: Bag;
  /** Its words but for names and numbers, to compare what they are about. */
  content: Bag;
  /** Of these, the ones with a meaning that both languages share. */
  meanings: Weights;
  /** Of these, the ones that tell most. */
  sayings: readonly Saying[];
  /** In which subjects its words are used. */
  uses: Weights;
  /** Towards which subjects it leans. */
  topic: () => Weights;
};

/** Every word of a text is compared with every one of another; by so many of those that tell most, what it is about has been said. */
const MOST_SAYINGS = 60;

/** @param topicOf how far a text leans towards which subject: that of the subject model */
export function weigh(
  matter: Matter,
  { topicOf, rarity, kinship }: { topicOf: (matter: Matter) => Weights; rarity: Rarity; kinship: Kinship },
): Weighed {
  const words = matter.words.filter(({ sound }) => !/^\p{N}/u.test(sound) && !isOneOf(sound, matter.names));
  const sayings = words
    .map((word) => ({ ...word, weight: rarity(word.term) * (1 + Math.log(word.times)), uses: kinship.usesOf(word) }))
    .sort((a, b) => b.weight - a.weight || (a.sound < b.sound ? -1 : 1))
    .slice(0, MOST_SAYINGS);
  let topic: Weights | undefined;
  return {
    matter,
    bag: bagOf(matter.words, rarity),
    content: bagOf(words, rarity),
    meanings: new Map(sayings.flatMap(({ term, weight }) => (term.startsWith('=') ? [[term, weight]] : []))),
    sayings,
    uses: usesTogether(sayings),
    topic: () => {
      topic ??= topicOf(matter);
      return topic;
    },
  };
}

/** In which subjects words are used, those most that tell most. */
export function usesTogether(sayings: readonly Saying[]): Weights {
  const together = new Map<string, number>();
  for (const { weight, uses } of sayings)
    for (const [code, part] of uses ?? []) together.set(code, (together.get(code) ?? 0) + weight * part);
  return together;
}
