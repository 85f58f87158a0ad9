import type { Kinship, Uses } from './kinship.ts';
import { type Bag, bagOf } from './likeness.ts';
import type { Matter, Word } from './matter.ts';
import type { Rarity } from './rarity.ts';
import { isOneOf } from './same-names.ts';

export type Weights = ReadonlyMap<string, number>;
/** A word that says what a text is about: how much it tells, and in what it is used. */
export type Saying = Word & { weight: number; uses: Uses | undefined };

/** What a text has to do with, of all subjects or of all their troubles. */
export type Sense = {
  /** Its words that tell most. */
  sayings: readonly Saying[];
  /** In which of them these are used. */
  uses: Weights;
  /** Towards which it leans. */
  topic: () => Weights;
};

/** A text weighed once, to be compared with many; what is dear of it when it is first asked for. */
export type Weighed = {
  matter: Matter;
  /** All its words, to compare texts. */
  bag: Bag;
  /** Its words but for names and numbers, to compare what they are about. */
  content: Bag;
  /** Of these, the ones with a meaning that both languages share. */
  meanings: Weights;
  /** The places among those that tell most of the words of each sentence that says something. */
  sentences: readonly (readonly number[])[];
  subjects: Sense;
  troubles: Sense;
};

/** Every word of a text is compared with every one of another; by so many of those that tell most, what it is about has been said. */
const MOST_SAYINGS = 60;
/** A sentence of one word says nothing by itself. */
const FEWEST_WORDS = 2;

type Knowing = { kinship: Kinship; topicOf: (matter: Matter) => Weights };

/** @param known of subjects and of troubles: how kindred words are, and how far a text leans towards which */
export function weigh(
  matter: Matter,
  { rarity, subjects, troubles }: { rarity: Rarity; subjects: Knowing; troubles: Knowing },
): Weighed {
  const words = matter.words.filter(({ sound }) => !/^\p{N}/u.test(sound) && !isOneOf(sound, matter.names));
  const telling = words
    .map((word) => ({ ...word, weight: rarity(word.term) * (1 + Math.log(word.times)) }))
    .sort((a, b) => b.weight - a.weight || (a.sound < b.sound ? -1 : 1))
    .slice(0, MOST_SAYINGS);
  const places = new Map(telling.map(({ term }, at) => [term, at]));
  const senseOf = ({ kinship, topicOf }: Knowing): Sense => {
    const sayings = telling.map((word) => ({ ...word, uses: kinship.usesOf(word) }));
    return { sayings, uses: usesTogether(sayings), topic: once(() => topicOf(matter)) };
  };
  return {
    matter,
    bag: bagOf(matter.words, rarity),
    content: bagOf(words, rarity),
    meanings: new Map(telling.flatMap(({ term, weight }) => (term.startsWith('=') ? [[term, weight]] : []))),
    sentences: matter.sentences
      .map((terms) => terms.flatMap((term) => places.get(term) ?? []))
      .filter(({ length }) => length >= FEWEST_WORDS),
    subjects: senseOf(subjects),
    troubles: senseOf(troubles),
  };
}

/** In what words are used, those most that tell most. */
export function usesTogether(sayings: readonly Saying[]): Weights {
  const together = new Map<string, number>();
  for (const { weight, uses } of sayings)
    for (const [code, part] of uses ?? []) together.set(code, (together.get(code) ?? 0) + weight * part);
  return together;
}

function once<T>(make: () => T): () => T {
  let made: { of: T } | undefined;
  return () => {
    made ??= { of: make() };
    return made.of;
  };
}
