import type { Lexicon, Term } from './lexicon.ts';
import { type Named, namedIn } from './named.ts';
import { numbersTold } from './number-words.ts';
import { soundsOf } from './sound.ts';

/** A word of a text: what it stands for, its sound, and how often it is there. */
export type Word = { term: Term; sound: string; times: number };

/** What a text is about, ready to be compared: its words but for those that stand in any paper, and what it names. */
export type Matter = Named & {
  words: readonly Word[];
  sounds: ReadonlySet<string>;
  /** Which of the words each sentence has; the summary is one. */
  sentences: readonly (readonly Term[])[];
  /** Numbers in figures or in words. */
  told: ReadonlySet<number>;
  /** How many words speak of an earlier paper. */
  earlier: number;
};

/** Characters that are looked at; who writes more has said by then what it is about. */
const LONGEST_MATTER = 6_000;
/** Sentences looked at: the first ones say what it is about. */
const MOST_SENTENCES = 12;
const SENTENCE_END = /[.!?;]+\s|\n/;
/** The clerk's summary names the matter: a word of it counts like so many of the text. */
const TIMES_IN_SUMMARY = 2;

export function matterOf(text: string, lexicon: Lexicon, summary = ''): Matter {
  const words = new Map<Term, Word>();
  const all = new Set<string>();
  const sentences: Term[][] = [];
  const add = (sentence: string, times: number) => {
    const terms = new Set<Term>();
    for (const sound of soundsOf(sentence)) {
      all.add(sound);
      const term = lexicon.termOf(sound);
      if (lexicon.isOrdinary(term) || isLetter(sound)) continue;
      const word = words.get(term);
      if (word) word.times += times;
      else words.set(term, { term, sound, times });
      terms.add(term);
    }
    if (sentences.length < MOST_SENTENCES && terms.size > 0) sentences.push([...terms]);
  };
  const [short, long] = [summary.slice(0, LONGEST_MATTER), text.slice(0, LONGEST_MATTER)];
  add(short, TIMES_IN_SUMMARY);
  for (const sentence of long.split(SENTENCE_END)) add(sentence, 1);
  const said = `${short}. ${long}`;
  const earlier = [...all].filter(lexicon.speaksOfEarlier).length;
  const named = namedIn(said, (sound) => lexicon.termOf(sound).startsWith('='));
  return { words: [...words.values()], sounds: all, sentences, told: numbersTold(said), earlier, ...named };
}

/** Single letters are initials and prepositions; a single digit is a house. */
function isLetter(sound: string): boolean {
  return sound.length === 1 && !/\p{N}/u.test(sound);
}
